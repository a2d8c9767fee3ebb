import { daysKept, variantIn, variantSince } from "../../model/kept-variant.ts";
import { mostRemembered, type RuleMemory } from "../../model/rule-memory.ts";
import type { Moment } from "./caps.ts";
import type { CompiledRule, Deciding } from "./compile-rules.ts";
import type { Decision, Decisions } from "./decision.ts";
import { timesLedKept } from "./led-too-often.ts";

/**
 * What a visitor is to be remembered with once they have seen these decisions.
 * @returns the very same memory where nothing has to be kept.
 */
export function remember(
  deciding: Deciding,
  decisions: Decisions,
  memory: RuleMemory,
  moment: Moment,
): RuleMemory {
  const { chosen, redirect } = decisions;
  const { nowMs, sessionStartedAtMs } = moment;
  let { variants, shownAtMs } = memory;
  for (const decision of chosen) {
    const rule = deciding.byId.get(decision.rule);
    // A preview is nobody's own experience.
    if (rule === undefined || decision.how === "forced") continue;
    const kept = keptOf(rule, decision, memory.variants[decision.rule], nowMs);
    if (rule.isChance && memory.variants[decision.rule] !== kept)
      variants = withLatest(variants, decision.rule, kept);
    if ((isShownAtOnce(rule) && isCounted(deciding, rule)) || redirect?.rule === decision.rule) {
      const before = shownAtMs[decision.rule] ?? [];
      shownAtMs = withLatest(shownAtMs, decision.rule, [...before, nowMs].slice(-timesKept(rule)));
    }
  }
  if (variants === memory.variants && shownAtMs === memory.shownAtMs) return memory;
  return { ...memory, variants, shownAtMs: stillOfUse(deciding, shownAtMs, sessionStartedAtMs) };
}

/** The variant as the visitor is remembered with it: since the day on which they got it, where they do not keep it for ever. */
function keptOf(
  { keptForDays }: CompiledRule,
  { variant, how }: Decision,
  had: string | undefined,
  nowMs: number,
): string {
  if (how === "sticky" && had !== undefined && variantIn(had) === variant) {
    if (keptForDays === undefined || daysKept(had, nowMs) !== undefined) return had;
  }
  return keptForDays === undefined ? variant : variantSince(variant, nowMs);
}

/** What nobody will ask about any more would only fill the cookie: what was shown in earlier visits, without a cap. */
function stillOfUse(
  { byId }: Deciding,
  shownAtMs: RuleMemory["shownAtMs"],
  sessionStartedAtMs: number,
): RuleMemory["shownAtMs"] {
  return Object.fromEntries(
    Object.entries(shownAtMs).filter(([id, timesMs]) => {
      const isCapped = (byId.get(id)?.rule.caps.length ?? 0) > 0;
      return isCapped || timesMs.some((timeMs) => timeMs >= sessionStartedAtMs);
    }),
  );
}

/**
 * Whether any limit asks how often the rule was shown. A control group counts as if it had seen something: were its
 * visitors free for other rules where the others are not, the two could not be compared.
 */
function isCounted({ bundle: { site } }: Deciding, { rule, hasOffer }: CompiledRule): boolean {
  return (
    rule.caps.length > 0 ||
    rule.exclusiveGroup !== null ||
    (hasOffer && site.fatigue.offersPerSession !== null)
  );
}

/** Offers that wait may never be shown: the profile counts them once the browser says that they were. */
function isShownAtOnce({ rule }: CompiledRule): boolean {
  return rule.trigger === null;
}

/** As many as the highest cap asks for; one says whether it was shown in this visit. */
function timesKept({ rule, leads }: CompiledRule): number {
  return Math.max(leads ? timesLedKept : 1, ...rule.caps.map(({ times }) => times));
}

/** The record with this entry as its last, and without its first where it gets too long. */
function withLatest<T>(record: Readonly<Record<string, T>>, key: string, value: T): Record<string, T> {
  const { [key]: _before, ...others } = record;
  return Object.fromEntries([...Object.entries(others), [key, value] as const].slice(-mostRemembered));
}
