import { lastVisitFacts } from "./index-row-of.ts";
import { notesOf } from "./notes.ts";
import { pinsOf } from "./pins.ts";
import { togetherShown, variantsOf } from "./rule-memory.ts";
import type { Note, Pin, Plain, ProfileState } from "./state.ts";

/** What became of one rule for a person. */
export interface RuleForPerson {
  rule: string;
  /** The variant that they have, where they were given one. */
  variant: string | null;
  /** When it was shown, in ms, the latest first; of rules that nothing limits, that is not kept. */
  shownAtMs: number[];
  /** When they last really saw it, and when they last closed its offer. */
  seenAtMs: number | null;
  dismissedAtMs: number | null;
}

/** What those who serve a person see of them besides what their browsers carry. */
export interface Particulars {
  /** Facts of the last visit. */
  visit: Record<string, Plain>;
  /** The latest first. */
  notes: Note[];
  /** Offers that are pinned to them, the latest first. */
  pins: Pin[];
  rules: RuleForPerson[];
}

export function particularsOf(state: ProfileState, nowMs: number): Particulars {
  return {
    visit: lastVisitFacts(state),
    notes: notesOf(state),
    pins: pinsOf(state, nowMs),
    rules: rulesOf(state),
  };
}

/** Every rule of which something is kept, the one that happened last first. */
function rulesOf(state: ProfileState): RuleForPerson[] {
  const variants = variantsOf(state);
  const shown = togetherShown([...state.sources.values()].map(({ shownAtMs }) => shownAtMs));
  const seen = lastOf(state, "ew_exposed");
  const dismissed = lastOf(state, "ew_dismissed");
  const ids = new Set([...Object.keys(variants), ...Object.keys(shown), ...seen.keys(), ...dismissed.keys()]);
  const rules = [...ids].map((rule) => ({
    rule,
    variant: variants[rule] ?? null,
    shownAtMs: (shown[rule] ?? []).toReversed(),
    seenAtMs: seen.get(rule) ?? null,
    dismissedAtMs: dismissed.get(rule) ?? null,
  }));
  return rules.sort((a, b) => latestOf(b) - latestOf(a) || (a.rule < b.rule ? -1 : 1));
}

function latestOf({ shownAtMs: [shown = 0], seenAtMs, dismissedAtMs }: RuleForPerson): number {
  return Math.max(shown, seenAtMs ?? 0, dismissedAtMs ?? 0);
}

/** By rule: when the snippet last said this of it. */
function lastOf({ events }: ProfileState, name: string): Map<string, number> {
  return new Map(
    events
      .named(name)
      .flatMap(({ params: { rule }, timeMs }) => (typeof rule === "string" ? [[rule, timeMs]] : [])),
  );
}
