import { assign, inNamespace, type Assignment } from "../../model/assignment/assignment.ts";
import { daysKept, variantIn } from "../../model/kept-variant.ts";
import type { Asked } from "./asked.ts";
import type { CompiledRule } from "./compile-rules.ts";
import type { LossReason } from "./decision.ts";

/** Which variant of a rule somebody gets: the one that they had, for as long as it is kept, else one by chance. */
export function assignedTo(
  { rule, isChance, seed, ranges, rangesAnew, namespace, variants, keptForDays = Infinity }: CompiledRule,
  { memory, visitor }: Pick<Asked, "memory" | "visitor">,
  nowMs: number,
  forced?: number,
): Assignment {
  if (visitor === null && forced === undefined)
    return { variation: isChance ? -1 : 0, bucket: null, how: isChance ? "excluded" : "hashed" };
  const had = Object.hasOwn(memory.variants, rule.id) ? memory.variants[rule.id] : undefined;
  const who = { value: visitor ?? "", hashVersion: rule.hashVersion, namespace, forced };
  if (had === undefined) return assign({ ...who, seed, ranges });
  // With the seed of the first time, everybody would get what they had.
  if ((daysKept(had, nowMs) ?? 0) >= keptForDays)
    return assign({ ...who, seed: `${seed} ${had}`, ranges: rangesAnew });
  const variant = variantIn(had);
  return assign({ ...who, seed, ranges, sticky: [variants.findIndex(({ id }) => id === variant)] });
}

/** Why somebody gets no variant of a rule. */
export function whyUnassigned({ namespace }: CompiledRule, { visitor }: Pick<Asked, "visitor">): LossReason {
  if (visitor === null) return "not_remembered";
  return namespace !== undefined && !inNamespace(visitor, namespace) ? "namespace" : "not_covered";
}
