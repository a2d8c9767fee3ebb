/** The sign-in screen for somebody who was at an address: it brings them back there. */
export function signInPath({
  pathname,
  search,
  hash,
}: Pick<Location, "pathname" | "search" | "hash">): string {
  const here = pathname + search + hash;
  return here === "/" ? "/sign-in" : `/sign-in?to=${encodeURIComponent(here)}`;
}
