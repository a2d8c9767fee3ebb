/**
 * What live rules change in place, by the regular expression of the paths of their pages: in the last line of this
 * script, which the server writes.
 */
declare function ewRegions(): readonly (readonly [path: string, selectors: readonly string[]])[];

/**
 * Hides what may be changed on this page, unless somebody may have seen it already.
 * @returns shows it again.
 * @throws in browsers without such style sheets, Safari before 16.4: there, changes are seen being made.
 */
export function cover(): () => void {
  // Not an element: no policy of the page refuses it.
  const sheet = new CSSStyleSheet();
  const isPainted = performance.getEntriesByType("paint").length > 0;
  for (const [path, selectors] of ewRegions())
    if (RegExp(`^(${path})$`).test(location.pathname))
      for (const selector of selectors)
        if (!isPainted || !document.querySelector(selector))
          sheet.insertRule(`${selector}{visibility:hidden!important}`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other != sheet);
  };
}
