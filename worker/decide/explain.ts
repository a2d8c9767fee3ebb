import { explainCondition, type Explanation } from "../../model/condition/explain.ts";
import { describeCondition } from "../../model/condition/describe.ts";
import { referencesOf } from "../../model/condition-references.ts";
import { pinRule } from "../../model/pin-name.ts";
import type { Deciding } from "./compile-rules.ts";
import type { Asked } from "./asked.ts";
import { decide } from "./decide.ts";
import type { Decisions, LossReason } from "./decision.ts";

/** Of a page with more rules, the highest ranks are explained: nobody reads on, and an answer has to end. */
const mostExplained = 500;

/** What became of one rule of a page, clause by clause. */
export interface RuleExplanation {
  readonly rule: string;
  readonly outcome: "chosen" | LossReason;
  /** The rules that it lost to. */
  readonly to: readonly string[];
  /** Whom it is for, as a sentence. */
  readonly who: string;
  readonly condition: Explanation;
}

/** The same decisions as {@link decide}, with every pinned offer and every rule of the page explained, the highest rank first. */
export function explain(
  deciding: Deciding,
  asked: Omit<Asked, "all">,
): { decisions: Decisions; rules: RuleExplanation[] } {
  const decisions = decide(deciding, { ...asked, all: true });
  const references = referencesOf(deciding.bundle.configuration);
  const losses = new Map(decisions.lost.map((loss) => [loss.rule, loss]));
  const became = (rule: string) => {
    const loss = losses.get(rule);
    return { rule, outcome: loss?.reason ?? ("chosen" as const), to: loss?.to ?? [] };
  };
  const forEverybody = explainCondition({}, asked.facts, references);
  const pinned = (asked.pins ?? [])
    .filter((pin) => deciding.pins(pin) !== undefined)
    .map(({ offer }) => ({ ...became(pinRule(offer)), who: "this person", condition: forEverybody }));
  const page = deciding.rulesOn(asked.pathname);
  const rules = [...page.all(), ...page.passedOver()]
    .sort((a, b) => a.rank - b.rank)
    .slice(0, mostExplained)
    .map(({ rule }) => ({
      ...became(rule.id),
      who: describeCondition(rule.condition),
      condition: explainCondition(rule.condition, asked.facts, references),
    }));
  return { decisions, rules: [...pinned, ...rules] };
}
