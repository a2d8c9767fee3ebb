import * as v from "valibot";
import type { Event } from "../../model/event.ts";
import { Identifier } from "../../model/identifier.ts";
import { mostRemembered, type RuleMemory } from "../../model/rule-memory.ts";
import { allTimes } from "../../model/merge-snapshots.ts";
import { visitorNode } from "../../model/identity/node.ts";
import type { GivenVariant, ProfileState, Source } from "./state.ts";

/** What a cap can ask for at most. */
const mostTimes = 20;
/** How many rules are kept of each source; more than are carried, since several sources add up. */
const mostKept = 2 * mostRemembered;

/**
 * Keeps what a visitor carries. Of two variants of one rule, the person's first stays. But where the visitor carries
 * what this profile told them, another variant was given because the first is no more.
 * @param known the variants that the profile has, where the visitor carries what it told them; else `undefined`.
 */
export function keepRuleMemory(
  source: Source,
  { variants, shownAtMs }: Pick<RuleMemory, "variants" | "shownAtMs">,
  known: RuleMemory["variants"] | undefined,
  nowMs: number,
): void {
  for (const [rule, variant] of Object.entries(variants)) {
    const before = known === undefined ? source.variants[rule]?.variant : known[rule];
    if (before === undefined) source.variants[rule] = { variant, atMs: nowMs, replaces: false };
    else if (known !== undefined && before !== variant)
      source.variants[rule] = { variant, atMs: nowMs, replaces: true };
  }
  source.variants = latestRules(source.variants, ({ atMs }) => atMs, mostKept);
  source.shownAtMs = togetherShown([source.shownAtMs, shownAtMs]);
}

/** What two parts of one source's memory are together. */
export function togetherShown(parts: readonly RuleMemory["shownAtMs"][]): RuleMemory["shownAtMs"] {
  const latest = Object.entries(allTimes(parts)).map(
    ([rule, times]) => [rule, times.slice(-mostTimes)] as const,
  );
  return latestRules(Object.fromEntries(latest), lastOf, mostKept);
}

/** When rules were shown whose offers had waited, from the events in which the snippet says so. */
export function triggeredIn(events: readonly Event[]): RuleMemory["shownAtMs"][] {
  return events.flatMap(({ name, params: { rule }, timeMs }) =>
    name === "ew_triggered" && v.is(Identifier, rule) ? [{ [rule]: [timeMs] }] : [],
  );
}

/**
 * What this visitor is to carry from now on.
 * @param carried what they carried with these events: another page may have been shown meanwhile, and a reply that
 *   overtook its cookie may have lost what was shown before; of this visit, what is kept here is added again. Without
 *   it, all that is kept.
 */
export function ruleMemoryOf(
  state: ProfileState,
  visitor: string,
  carried: RuleMemory | undefined,
  sessionStartedAtMs: number,
): RuleMemory {
  const own = state.sources.get(visitorNode(visitor))?.shownAtMs ?? {};
  const kept = Object.entries(own).filter(
    ([rule, timesMs]) =>
      carried === undefined ||
      Object.hasOwn(carried.shownAtMs, rule) ||
      timesMs.some((atMs) => atMs >= sessionStartedAtMs),
  );
  return {
    variants: variantsOf(state),
    shownAtMs: latestRules(Object.fromEntries(kept), lastOf, mostRemembered),
    shownElsewhereAtMs: shownElsewhere(state, visitor),
    dismissedAtMs: dismissals(state),
  };
}

/** The person's variants, in the order in which they were given. */
export function variantsOf({ sources }: ProfileState): RuleMemory["variants"] {
  const given = variantsTogether([...sources.values()].map(({ variants }) => variants));
  const latest = latestRules(given, ({ atMs }) => atMs, mostRemembered);
  const inOrder = Object.entries(latest).toSorted(
    ([ruleA, a], [ruleB, b]) => a.atMs - b.atMs || (ruleA < ruleB ? -1 : 1),
  );
  return Object.fromEntries(inOrder.map(([rule, { variant }]) => [rule, variant]));
}

/** What several parts say of variants: for each rule, the one that counts. */
export function variantsTogether(parts: readonly Source["variants"][]): Source["variants"] {
  const given = new Map<string, GivenVariant>();
  for (const [rule, variant] of parts.flatMap((variants) => Object.entries(variants))) {
    const before = given.get(rule);
    if (before === undefined || counts(variant, before)) given.set(rule, variant);
  }
  return latestRules(Object.fromEntries(given), ({ atMs }) => atMs, mostKept);
}

/** The first counts, unless one was given in the place of another: then the last of those. */
function counts(variant: GivenVariant, before: GivenVariant): boolean {
  if (variant.replaces !== before.replaces) return variant.replaces;
  if (variant.atMs !== before.atMs) return variant.atMs > before.atMs === variant.replaces;
  return variant.variant < before.variant;
}

function shownElsewhere({ sources }: ProfileState, visitor: string): RuleMemory["shownElsewhereAtMs"] {
  const others = [...sources].filter(([node]) => node !== visitorNode(visitor));
  const shown = togetherShown(others.map(([, { shownAtMs }]) => shownAtMs));
  return latestRules(shown, lastOf, mostRemembered);
}

/** From the snippet's own event, in which a shopper closes an offer. */
function dismissals({ events }: ProfileState): RuleMemory["dismissedAtMs"] {
  const latest = new Map<string, number>();
  for (const { params, timeMs } of events.named("ew_dismissed")) {
    const { rule } = params;
    if (typeof rule === "string") latest.set(rule, timeMs);
  }
  return latestRules(Object.fromEntries(latest), (atMs) => atMs, mostRemembered);
}

function lastOf(times: number[]): number {
  return times.at(-1) ?? 0;
}

/** So many rules of a record as are the latest, those first. */
function latestRules<T>(
  record: Readonly<Record<string, T>>,
  atMs: (value: T) => number,
  most: number,
): Record<string, T> {
  const entries = Object.entries(record);
  if (entries.length <= most) return { ...record };
  entries.sort(([ruleA, a], [ruleB, b]) => atMs(b) - atMs(a) || (ruleA < ruleB ? -1 : 1));
  return Object.fromEntries(entries.slice(0, most));
}
