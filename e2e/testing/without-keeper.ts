/** The tag behind the snippet's on a page with changes, which says what they are. */
export const keeper = /<script async src="\/_ew\/keep\.js" data-changes='[^'<>&]+'><\/script>/;

/** A page with changes without that tag, which has to be there, once. */
export function withoutKeeper(page: string): string {
  const pieces = page.split(keeper);
  if (pieces.length !== 2) throw new Error(`It is there ${pieces.length - 1} times.`);
  return pieces.join("");
}
