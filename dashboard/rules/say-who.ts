import { describeCondition } from "../../model/condition/describe.ts";
import type { RuleSummary } from "../../worker/api/contract.ts";
import { referenceNames } from "../api/reference-names.ts";
import { arrived } from "../text/arrived.ts";

/** The same rules with their visitors in the reader's language: the API says them in English. */
export async function sayWho(site: string, rules: readonly RuleSummary[]): Promise<RuleSummary[]> {
  const [references] = await Promise.all([referenceNames(site), arrived()]);
  return rules.map((summary) => ({ ...summary, who: describeCondition(summary.rule.condition, references) }));
}
