import type { Configuration } from "../../model/configuration.ts";
import { compilePagePattern, isLiteralPath } from "../../model/page-pattern.ts";
import type { Rule } from "../../model/rule.ts";

/** What is looked for: what a rule is about, on a page of its. */
export interface WantedPlace {
  rule: string;
  page: string;
  selector: string;
  /** Whether all of the rule's pages are known, so that it must be on one of them. */
  isSure: boolean;
}

/** A shop is not asked for more pages in one night. */
const mostPages = 10;
/** What one page is searched for. */
const mostSelectors = 200;

/**
 * What live rules are about, page by page: those pages first that most rules name. Of patterns with wildcards nobody knows
 * a page, but the front page where they mean that too.
 */
export function wantedPlaces({ rules, placements }: Configuration): Map<string, WantedPlace[]> {
  const selectorAt = new Map(placements.map(({ id, selector }) => [id, selector]));
  const byPage = new Map<string, WantedPlace[]>();
  for (const rule of rules.filter(({ on, staged }) => on && staged !== true)) {
    const pages = knownPages(rule);
    const isSure = rule.pages.every(isLiteralPath) && pages.length <= mostPages;
    for (const page of pages)
      for (const selector of selectorsOf(rule, selectorAt)) {
        const wanted = byPage.get(page) ?? [];
        if (wanted.length < mostSelectors) wanted.push({ rule: rule.id, page, selector, isSure });
        byPage.set(page, wanted);
      }
  }
  const most = [...byPage].sort(([, a], [, b]) => b.length - a.length).slice(0, mostPages);
  return new Map(most);
}

function knownPages({ pages }: Rule): string[] {
  const literal = pages.filter(isLiteralPath);
  if (literal.length > 0) return [...new Set(literal)];
  return pages.some((pattern) => compilePagePattern(pattern)("/")) ? ["/"] : [];
}

function selectorsOf({ variants }: Rule, selectorAt: ReadonlyMap<string, string>): Set<string> {
  return new Set(
    variants
      .flatMap(({ changes }) => changes)
      .flatMap((change) => {
        if (change.type === "insertOffer") return selectorAt.get(change.placement) ?? [];
        if (change.type === "move") return [change.selector, change.to];
        return "selector" in change ? change.selector : [];
      }),
  );
}
