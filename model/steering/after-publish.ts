import { sameDocument } from "../configuration-changes.ts";
import type { Rule } from "../rule.ts";
import { stepAt } from "./ramp.ts";
import type { Steering, Steerings } from "./steering.ts";

/** Whether anything is learned of the rule or tried step by step, or whether it may stop by itself. */
export function isSteered({ on, staged, ramp, bandit, guardrails }: Rule): boolean {
  return on && staged !== true && (ramp !== null || bandit !== null || guardrails.length > 0);
}

/**
 * What a steered rule is judged by, and among whom it is shared. Where any of it changes with a publish, what was learned
 * or tried was of another rule, and begins anew; also where a rule is switched off and on again. Its name, its condition,
 * its pages and its times may change meanwhile.
 */
function steeredBy(rule: Rule): unknown {
  const { variants, coverage, seed, hashVersion, namespace, holdout, goal, guardrails, ramp, bandit } = rule;
  return [variants, coverage, seed, hashVersion, namespace, holdout, goal, guardrails, ramp, bandit];
}

/**
 * How the rules that are about to be live are steered from then on.
 * @param before the rules that were live
 * @param steerings how they were steered
 * @returns of each rule that is to be steered; `undefined` where it stays as it is, whatever it becomes meanwhile
 */
export function steeringsAfter(
  before: readonly Rule[],
  after: readonly Rule[],
  steerings: Steerings,
  nowMs: number,
): ReadonlyMap<string, Steering | undefined> {
  const known = new Map(before.filter(isSteered).map((rule) => [rule.id, rule]));
  return new Map(
    after.filter(isSteered).map((rule) => {
      const was = known.get(rule.id);
      const stays =
        was !== undefined && steerings.has(rule.id) && sameDocument(steeredBy(was), steeredBy(rule));
      return [rule.id, stays ? undefined : begun(rule, nowMs)] as const;
    }),
  );
}

/** As a steered rule begins: with its first step, and with nothing learned. */
function begun(rule: Rule, nowMs: number): Steering {
  return {
    sinceMs: nowMs,
    ...coverageNow(rule, nowMs, nowMs),
    ...(rule.bandit === null ? {} : { weights: equalShares(rule) }),
  };
}

/** What a rule that starts small covers by now; nothing is said once it covers all that it is to cover. */
export function coverageNow(
  { ramp, coverage }: Rule,
  sinceMs: number,
  nowMs: number,
): Pick<Steering, "coverage"> {
  const step = ramp === null ? undefined : stepAt(ramp, sinceMs, nowMs);
  return step === undefined ? {} : { coverage: step.coverage * coverage };
}

export function equalShares({ variants }: Pick<Rule, "variants">): Record<string, number> {
  return Object.fromEntries(variants.map(({ id }) => [id, 1 / variants.length]));
}
