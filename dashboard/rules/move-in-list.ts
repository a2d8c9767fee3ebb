import type { RuleSummary } from "../../worker/api/contract.ts";

/** To where a rule is brought: a step among those of its lane, or before or behind another one. */
export type Place = "up" | "down" | "first" | "last" | { before: string } | { after: string };

/** The rules of the same lane, in their order. */
export function laneOf(rules: readonly RuleSummary[], { rule }: RuleSummary): RuleSummary[] {
  return rules.filter((each) => each.rule.lane === rule.lane);
}

/**
 * The list with one rule in another place. Lanes stand behind each other, so no rule leaves its own.
 * @returns `undefined` where it would stay where it is.
 */
export function moved(rules: readonly RuleSummary[], id: string, place: Place): RuleSummary[] | undefined {
  const summary = rules.find(({ rule }) => rule.id === id);
  if (summary === undefined) return undefined;
  const lane = laneOf(rules, summary);
  const from = lane.indexOf(summary);
  const others = lane.toSpliced(from, 1);
  const to = placeAmong(others, from, place);
  if (to === undefined || to === from || to < 0 || to > others.length) return undefined;
  const inOrder = others.toSpliced(to, 0, summary);
  const start = rules.findIndex((each) => each.rule.lane === summary.rule.lane);
  return rules.toSpliced(start, lane.length, ...inOrder);
}

function placeAmong(others: readonly RuleSummary[], from: number, place: Place): number | undefined {
  if (place === "up") return from - 1;
  if (place === "down") return from + 1;
  if (place === "first") return 0;
  if (place === "last") return others.length;
  const neighbour = "before" in place ? place.before : place.after;
  const index = others.findIndex(({ rule }) => rule.id === neighbour);
  if (index === -1) return undefined;
  return "before" in place ? index : index + 1;
}

/** The rule that stands right behind one, in the same lane; `null` where it is the last. */
export function nextInLane(rules: readonly RuleSummary[], id: string): string | null {
  const index = rules.findIndex(({ rule }) => rule.id === id);
  const [own, next] = [rules[index], rules[index + 1]];
  return next !== undefined && next.rule.lane === own?.rule.lane ? next.rule.id : null;
}
