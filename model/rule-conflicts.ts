import type { ConditionDocument } from "./condition/condition-document.ts";
import { contradictionIn } from "./condition/contradiction.ts";
import { mayOverlap } from "./patterns-overlap.ts";
import type { Rule } from "./rule.ts";
import { wantsOf } from "./target.ts";

/** Two rules of which one visitor, on one page, may not get both. */
export interface Conflict {
  /** The one that goes before. */
  readonly winner: Rule;
  readonly loser: Rule;
  /** What both want, as in `content h1`; empty where they keep each other away for another reason. */
  readonly targets: readonly string[];
  /**
   * `target`: both want the same. `group`: they are of one exclusive group, where whoever was there first stays. `redirect`:
   * the winner leads away from the page that the loser would change, whatever their ranks.
   */
  readonly about: "target" | "group" | "redirect";
}

type Segments = Readonly<Record<string, ConditionDocument>>;

/**
 * What stands between a rule and others, as far as their documents say. What is found may never happen, since nobody knows
 * of all pages and visitors; what is not found cannot.
 * @param others in any order; those that are off are in nobody's way.
 * @param rank as `byRank` gives it.
 */
export function conflictsOf(
  rule: Rule,
  others: readonly Rule[],
  { rank, segments }: { rank: (a: Rule, b: Rule) => number; segments: Segments },
): Conflict[] {
  return others
    .filter((other) => other.on && other.id !== rule.id)
    .toSorted(rank)
    .flatMap((other): Conflict[] => {
      const between = conflictBetween(rule, other, rank);
      return between === undefined || !mayMeet(rule, other, segments) ? [] : [between];
    });
}

function conflictBetween(a: Rule, b: Rule, rank: (a: Rule, b: Rule) => number): Conflict | undefined {
  const [first, second] = rank(a, b) < 0 ? [a, b] : [b, a];
  const targets = sharedTargets(first, second);
  if (targets.length > 0) return { winner: first, loser: second, targets, about: "target" };
  if (a.exclusiveGroup !== null && a.exclusiveGroup === b.exclusiveGroup)
    return { winner: first, loser: second, targets, about: "group" };
  const leader = [first, second].find(leads);
  if (leader === undefined) return undefined;
  return { winner: leader, loser: leader === first ? second : first, targets, about: "redirect" };
}

/** Whether there may be a page and a visitor that both are for. */
function mayMeet(a: Rule, b: Rule, segments: Segments): boolean {
  if (!a.pages.some((page) => b.pages.some((other) => mayOverlap(page, other)))) return false;
  return contradictionIn({ $and: [a.condition, b.condition] }, segments) === undefined;
}

function sharedTargets(a: Rule, b: Rule): string[] {
  const wanted = targetsOf(a);
  return [...targetsOf(b)].filter((target) => wanted.has(target));
}

/** What a rule takes for itself alone. */
function targetsOf({ variants }: Rule): Set<string> {
  const wants = variants.flatMap(({ changes }) => changes.map(wantsOf));
  return new Set(wants.flatMap(({ targets, isShared }) => (isShared ? [] : targets)));
}

function leads({ variants }: Rule): boolean {
  return variants.some(({ changes }) => changes.some(({ type }) => type === "redirect"));
}
