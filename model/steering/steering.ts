import * as v from "valibot";
import type { Bundle } from "../bundle.ts";
import type { Rule } from "../rule.ts";
import { Share } from "../share.ts";

const Moment = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Why a rule stopped by itself. Stable, for programs. */
export const stopReasons = ["guardrail", "sample_ratio"] as const;

const Stop = v.object({
  why: v.picklist(stopReasons),
  /** The guardrail that is worse, and the variant in which it is. */
  goal: v.optional(v.string()),
  variant: v.optional(v.string()),
  atMs: Moment,
});
export type Stop = v.InferOutput<typeof Stop>;

const Weight = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** What was learned of a live rule, or is being tried step by step: in the place of what was published. */
export const Steering = v.object({
  /** Since when it is tried and learned from: what was before counts for nothing. */
  sinceMs: Moment,
  /** Where it was resumed: since when it is watched. */
  watchedSinceMs: v.optional(Moment),
  /** For how long it was stopped in all, which counts for no step. */
  pausedMs: v.optional(Moment),
  /** By variant; none unless visitors are shifted to what works. */
  weights: v.optional(v.record(v.string(), Weight)),
  /** Unless all that are to take part do so. */
  coverage: v.optional(Share(1)),
  stopped: v.optional(Stop),
});
export type Steering = v.InferOutput<typeof Steering>;

/** By rule. */
export type Steerings = ReadonlyMap<string, Steering>;

/** The rule as shoppers get it now. A rule that has stopped is for previews alone. */
export function steeredRule(rule: Rule, { weights, coverage, stopped }: Steering): Rule {
  return {
    ...rule,
    ...(stopped === undefined ? {} : { staged: true }),
    ...(coverage === undefined ? {} : { coverage }),
    ...(weights === undefined ? {} : { variants: withWeights(rule.variants, weights) }),
  };
}

/** The bundle as shoppers get it now. What is steered and not in it is passed over. */
export function steered(bundle: Bundle, steerings: Steerings): Bundle {
  if (steerings.size === 0) return bundle;
  const rules = bundle.configuration.rules.map((rule) => {
    const steering = steerings.get(rule.id);
    return steering === undefined ? rule : steeredRule(rule, steering);
  });
  return { ...bundle, configuration: { ...bundle.configuration, rules } };
}

/** Weights that do not know each variant, or leave none, are of another rule than this: they are passed over. */
function withWeights(
  variants: Rule["variants"],
  weights: Readonly<Record<string, number>>,
): Rule["variants"] {
  const own = variants.map(({ id }) => (Object.hasOwn(weights, id) ? weights[id] : undefined));
  if (own.includes(undefined) || !own.some((weight) => (weight ?? 0) > 0)) return variants;
  return variants.map((variant, index) => ({ ...variant, weight: own[index] ?? 0 }));
}
