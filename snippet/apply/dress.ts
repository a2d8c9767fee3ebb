import type { AppliedChange, AppliedRule } from "../../model/applied-change.ts";

/** An offer brings its look in an element without attributes; what else is HTML may have others of its own. */
const look = /<style>([^<]*)<\/style>/;

let sheet: CSSStyleSheet | undefined;

/**
 * Gives offers their look by a sheet that no policy of the page refuses, as it would refuse the element that they bring
 * (https://github.com/WICG/construct-stylesheets/issues/98).
 * @returns the same without those elements, but in browsers without such sheets: Safari before 16.4, Firefox before 101.
 */
export function dress(decisions: readonly AppliedRule[]): readonly AppliedRule[] {
  try {
    sheet ??= new CSSStyleSheet();
    let css = "";
    const take = (change: AppliedChange): AppliedChange => {
      if (change.type != "insert" || !change.html.includes("ew-offer")) return change;
      const html = change.html.replace(look, (_element, its: string) => {
        css += its;
        return "";
      });
      return { ...change, html };
    };
    const dressed = decisions.map((rule) => ({ ...rule, changes: rule.changes.map(take) }));
    sheet.replaceSync(css);
    // The page may have put its own in the place of all.
    if (!document.adoptedStyleSheets.includes(sheet))
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return dressed;
  } catch {
    return decisions;
  }
}
