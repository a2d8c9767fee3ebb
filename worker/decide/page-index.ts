import type { ConditionDocument } from "../../model/condition/condition-document.ts";
import type { Facts } from "../../model/facts/facts.ts";
import { compileLeftAlone } from "../../model/left-alone.ts";
import { once } from "../../model/once.ts";
import { compilePagePattern, isLiteralPath } from "../../model/page-pattern.ts";
import { Recent } from "../../model/recent.ts";
import type { CompiledRule } from "./compile-rules.ts";
import { FactIndex } from "./fact-index.ts";

/** The rules that look at a page. */
export interface PageRules {
  /** By rank. */
  readonly all: () => readonly CompiledRule[];
  readonly isEmpty: boolean;
  /** Whether the page is left alone by whatever does not name it. */
  readonly isLeftAlone: boolean;
  /** Whether any of them may lead to another page. */
  readonly leads: boolean;
  /** By rank: those whose patterns fit, but do not name this page, which is left alone. They are not among the others. */
  readonly passedOver: () => readonly CompiledRule[];
  /** Those whose condition may hold, each once, in no order. */
  readonly candidates: (facts: Facts) => readonly CompiledRule[];
}

/** @param pathname as a URL has it, percent-encoded. */
export type PageIndex = (pathname: string) => PageRules;

interface Pattern {
  test: (pathname: string) => boolean;
  rules: readonly CompiledRule[];
  /** Whether it means pages that are left alone. */
  isNaming: () => boolean;
  /** Made when the first page asks. */
  byFacts: () => FactIndex;
}

/** How many paths one bundle remembers, and how long each may be: paths have no end. */
const mostPaths = 2000;
const longestPath = 500;

/**
 * Finds the rules of a page in time that grows with them, not with all rules. Patterns that many rules share are tried
 * once and have one index, and paths that were asked for before are known.
 */
export function indexPages(
  rules: readonly CompiledRule[],
  segments: Readonly<Record<string, ConditionDocument>>,
  leftAlone: readonly string[],
): PageIndex {
  const { covers, isNamedBy } = compileLeftAlone(leftAlone);
  const patterns = patternsOf(rules, segments, isNamedBy);
  const exact = new Map<string, Pattern>();
  /** By the first segment of the path, where the pattern fixes it. */
  const bySegment = new Map<string, Pattern[]>();
  const others: Pattern[] = [];
  for (const [text, pattern] of patterns) {
    const segment = /^\/([A-Za-z0-9._~-]+)(\/|$)/.exec(text)?.[1];
    if (isLiteralPath(text)) exact.set(text, pattern);
    else if (segment !== undefined) bySegment.set(segment, [...(bySegment.get(segment) ?? []), pattern]);
    else others.push(pattern);
  }
  const paths = new Recent<PageRules>(mostPaths);

  return (pathname) => {
    const known = paths.get(pathname);
    if (known !== undefined) return known;
    const literal = exact.get(pathname);
    const segment = pathname.split("/", 2)[1] ?? "";
    const fitting = [...(bySegment.get(segment) ?? []), ...others].filter(({ test }) => test(pathname));
    if (literal !== undefined) fitting.push(literal);
    const found = covers(pathname) ? rulesOfLeftAlone(fitting) : rulesOf(fitting);
    if (pathname.length > longestPath) return found;
    paths.set(pathname, found);
    return found;
  };
}

/** @param patterns that fit a page which is left alone. */
function rulesOfLeftAlone(patterns: readonly Pattern[]): PageRules {
  const naming = rulesOf(patterns.filter(({ isNaming }) => isNaming()));
  return {
    ...naming,
    isLeftAlone: true,
    passedOver() {
      const named = new Set(naming.all());
      return byRank(patterns).filter((rule) => !named.has(rule));
    },
  };
}

/** A rule may look at a page by several of its patterns. */
function rulesOf(patterns: readonly Pattern[]): PageRules {
  const [only] = patterns;
  return {
    all: () => byRank(patterns),
    isEmpty: only === undefined,
    isLeftAlone: false,
    leads: patterns.some(({ rules }) => rules.some(({ leads }) => leads)),
    passedOver: () => [],
    candidates: (facts) =>
      only !== undefined && patterns.length === 1
        ? only.byFacts().candidates(facts)
        : [...new Set(patterns.flatMap(({ byFacts }) => byFacts().candidates(facts)))],
  };
}

function byRank(patterns: readonly Pattern[]): CompiledRule[] {
  return [...new Set(patterns.flatMap(({ rules }) => rules))].sort((a, b) => a.rank - b.rank);
}

function patternsOf(
  rules: readonly CompiledRule[],
  segments: Readonly<Record<string, ConditionDocument>>,
  isNamedBy: (pattern: string) => boolean,
): ReadonlyMap<string, Pattern> {
  const rulesBy = new Map<string, CompiledRule[]>();
  for (const rule of rules) {
    for (const text of new Set(rule.rule.pages)) {
      const others = rulesBy.get(text);
      if (others === undefined) rulesBy.set(text, [rule]);
      else others.push(rule);
    }
  }
  const patterns = [...rulesBy].map(([text, found]): [string, Pattern] => [
    text,
    {
      test: compilePagePattern(text),
      rules: found,
      isNaming: once(() => isNamedBy(text)),
      byFacts: once(() => new FactIndex(found, segments)),
    },
  ]);
  return new Map(patterns);
}
