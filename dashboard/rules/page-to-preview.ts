/** The first of a rule's pages that is one page, not many; else the home page, from where the others are found. */
export function pageToPreview(pages: readonly string[]): string {
  return pages.find((page) => /^[\w/.~-]+$/.test(page)) ?? "/";
}
