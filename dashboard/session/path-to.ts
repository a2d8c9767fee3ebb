/**
 * Where to go after signing in. Anybody can write an address that leads to the sign-in screen, so nothing but a path
 * of this dashboard counts.
 * @param to as `?to=` has it
 */
export function pathTo(to: string | undefined, origin: string): string {
  // Browsers take `//host` and `/\host` for another host, and leave tabs and line breaks out of addresses.
  if (to === undefined || !/^\/(?![/\\])[^\\\u0000-\u0020]*$/.test(to) || !URL.canParse(to, origin))
    return "/";
  const url = new URL(to, origin);
  const path = url.pathname + url.search + url.hash;
  return url.origin === origin && !path.startsWith("//") && url.pathname !== "/sign-in" ? path : "/";
}
