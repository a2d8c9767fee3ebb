import { canonicalJson } from "./canonical-json.ts";
import type { ConditionDocument } from "./condition/condition-document.ts";
import { contradictionIn } from "./condition/contradiction.ts";
import { missingReferences, type References, referencesOf } from "./condition-references.ts";
import type { Configuration } from "./configuration.ts";
import { factNamed } from "./facts/catalogue.ts";
import type { Offer } from "./offer.ts";
import { isPlain } from "./offer/template.ts";
import type { Problem } from "./problem.ts";
import { byRank } from "./rank.ts";
import type { Rule } from "./rule.ts";
import { compileSchedule } from "./schedule.ts";
import { wantsOf } from "./target.ts";

/** Something that may be published, but hardly does what its author meant. */
export interface RuleWarning extends Problem {
  /** `missing_segment`, `missing_list`: it is left out until that is repaired. The others may do less than was meant. */
  code:
    | "missing_segment"
    | "missing_list"
    | "never_matches"
    | "always_outranked"
    | "redirect_circle"
    | "no_effect"
    | "unsure_place";
  /** The id of the rule. */
  rule: string;
}

/**
 * What is doubtful about the rules that are switched on.
 * @param siteTimeZone IANA name, for schedules without one
 */
export function ruleWarnings(
  configuration: Configuration,
  siteTimeZone: string,
  nowMs: number,
): RuleWarning[] {
  const references = referencesOf(configuration);
  const rank = byRank(configuration.offers);
  const rules = configuration.rules
    .map((rule, index) => ({ rule, path: `rules[${index}]` }))
    .filter(({ rule }) => rule.on);
  const speaking = new Set(configuration.offers.filter(alwaysSpeaks).map(({ id }) => id));
  const winnersOf = possibleWinners(
    rules.map(({ rule }) => rule).filter((rule) => rule.staged !== true && isUnlimited(rule, speaking)),
  );
  return rules.flatMap(({ rule, path }): RuleWarning[] => {
    const missing = missingReferences(rule.condition, references).map(({ kind, id }): RuleWarning => ({
      code: kind === "segments" ? "missing_segment" : "missing_list",
      rule: rule.id,
      path: `${path}.condition`,
      message: `${rule.name} asks for the ${kind === "segments" ? "segment" : "list"} ${id}, which is not there. It is shown to nobody until that is repaired.`,
    }));
    if (missing.length > 0) return missing;
    const never = neverMatches(rule, references, siteTimeZone, nowMs);
    if (never !== undefined)
      return [
        { code: "never_matches", rule: rule.id, path: `${path}.${never.field}`, message: never.message },
      ];
    const winner = winnersOf(rule).find((other) => rank(other, rule) < 0 && alwaysOutranks(other, rule));
    if (winner === undefined) return [];
    const message = `${rule.name} is never reached: ${winner.name} comes first on all of its pages, for all of its visitors, and takes all of its places.`;
    return [{ code: "always_outranked", rule: rule.id, path, message }];
  });
}

function neverMatches(
  rule: Rule,
  { segments }: References,
  siteTimeZone: string,
  nowMs: number,
): { field: string; message: string } | undefined {
  if (rule.coverage === 0)
    return { field: "coverage", message: `${rule.name} is shown to nobody: its coverage is 0.` };
  if (compileSchedule(rule.schedule, siteTimeZone).endsAtMs <= nowMs)
    return { field: "schedule", message: `${rule.name} is shown to nobody: its time is over.` };
  const about = contradictionIn(rule.condition, segments);
  if (about === undefined) return undefined;
  const label = factNamed(about)?.label;
  const why =
    label === undefined
      ? "its condition contradicts itself"
      : `what it asks of the ${label} cannot all be so`;
  return { field: "condition", message: `${rule.name} is shown to nobody: ${why}.` };
}

/** Of two in the order of their ranks, the first without limits of its own. True only where it is sure; dismissals aside, which are the visitor's own doing. */
function alwaysOutranks(winner: Rule, loser: Rule): boolean {
  return (
    winner.id !== loser.id &&
    loser.pages.every((page) => winner.pages.some((wider) => wider === page || wider === "/*")) &&
    isImplied(winner.condition, loser.condition) &&
    takesAll(winner, loser)
  );
}

/**
 * Finds the rules that want something of what a rule wants and ask for something that it asks for too: few of many can
 * outrank it. Each is filed under the clause of its condition that the fewest share.
 */
function possibleWinners(rules: readonly Rule[]): (loser: Rule) => readonly Rule[] {
  const sharedBy = new Map<string, number>();
  for (const clause of rules.flatMap(clausesOf)) sharedBy.set(clause, (sharedBy.get(clause) ?? 0) + 1);
  const filed = new Map<string, Rule[]>();
  for (const rule of rules) {
    const [rarest = ""] = clausesOf(rule).sort((a, b) => (sharedBy.get(a) ?? 0) - (sharedBy.get(b) ?? 0));
    for (const target of new Set(targetsOf(rule))) {
      const key = `${target} ${rarest}`;
      const others = filed.get(key);
      if (others === undefined) filed.set(key, [rule]);
      else others.push(rule);
    }
  }
  return (loser) => {
    const [target = ""] = targetsOf(loser);
    return ["", ...clausesOf(loser)].flatMap((clause) => filed.get(`${target} ${clause}`) ?? []);
  };
}

/** The clauses of a rule's condition, each as text. */
function clausesOf({ condition }: Rule): string[] {
  return Object.entries(condition).map((clause) => canonicalJson(clause));
}

function targetsOf({ variants }: Rule): string[] {
  return variants.flatMap(({ changes }) => changes.flatMap((change) => wantsOf(change).targets));
}

/** Whether an offer has something to say to everybody: a headline with a field in it may stay empty. */
function alwaysSpeaks({ headline, translations }: Offer): boolean {
  return [headline, ...Object.values(translations).map((content) => content.headline)].every(isPlain);
}

/** Whether everybody whom the rule is for always gets it. @param speaking the offers that always do. */
function isUnlimited(rule: Rule, speaking: ReadonlySet<string>): boolean {
  return (
    rule.schedule === null &&
    // It is for those alone to whom a script can show it.
    rule.trigger === null &&
    rule.caps.length === 0 &&
    rule.coverage === 1 &&
    rule.holdout === 0 &&
    rule.namespace === null &&
    rule.exclusiveGroup === null &&
    rule.variants.every(({ changes }) =>
      changes.every((change) => change.type !== "insertOffer" || speaking.has(change.offer)),
    )
  );
}

/** Whether each clause of the wider condition is one of the narrower, which therefore asks for no less. */
function isImplied(wider: ConditionDocument, narrower: ConditionDocument): boolean {
  return Object.entries(wider).every(
    ([key, value]) => Object.hasOwn(narrower, key) && canonicalJson(narrower[key]) === canonicalJson(value),
  );
}

/** Whether each variant of the winner takes all that any variant of the loser wants. */
function takesAll(winner: Rule, loser: Rule): boolean {
  const wanted = loser.variants.flatMap(({ changes }) => changes.map(wantsOf));
  if (wanted.some(({ isShared }) => isShared)) return false;
  return winner.variants.every(({ changes }) => {
    const taken = new Set(changes.flatMap((change) => wantsOf(change).targets));
    return wanted.every(({ targets }) => targets.every((target) => taken.has(target)));
  });
}
