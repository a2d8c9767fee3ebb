/** Nobody looks at an empty place for longer. */
export const mostMs = 300;

/** What live rules change in place, by the regular expression of the paths of their pages: the server writes it. */
export type Regions = readonly (readonly [path: string, selectors: readonly string[]])[];

interface Sheet extends CSSStyleSheet {
  /** Of one that hides before anybody has asked what to show: when it began, on the clock of `performance.now()`. */
  sinceMs?: number;
}

/**
 * Hides what may be changed on this page, unless somebody may have seen it already.
 * @throws in browsers without such style sheets, Safari before 16.4: there, changes are seen being made.
 */
function hide(regions: Regions): Sheet {
  // Not an element: no policy of the page refuses it.
  const sheet = new CSSStyleSheet();
  const isPainted = performance.getEntriesByType("paint").length > 0;
  for (const [path, selectors] of regions)
    if (RegExp(`^(${path})$`).test(location.pathname))
      for (const selector of selectors)
        if (!isPainted || !document.querySelector(selector))
          sheet.insertRule(`${selector}{visibility:hidden!important}`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return sheet;
}

function show(...sheets: (Sheet | undefined)[]): void {
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => !sheets.includes(other));
}

/** Hides it for whoever asks later, who shows it again, but for {@link mostMs} at most. @throws as {@link hide} */
export function coverEarly(regions: Regions): void {
  const sheet = hide(regions);
  sheet.sinceMs = performance.now();
  setTimeout(() => show(sheet), mostMs);
}

/**
 * Hides it for whoever asks now.
 * @returns what shows it again, and after how many ms at the latest.
 * @throws as {@link hide}
 */
export function cover(regions: Regions): [uncover: () => void, leftMs: number] {
  const early: Sheet | undefined = document.adoptedStyleSheets.find((sheet: Sheet) => sheet.sinceMs);
  const sheet = hide(regions);
  const nowMs = performance.now();
  return [() => show(sheet, early), mostMs - nowMs + (early?.sinceMs ?? nowMs)];
}
