import type { RuleSummary } from "../../worker/api/contract.ts";
import { type Names, ruleSentenceText } from "./rule-sentence.ts";
import { t } from "./messages.ts";

/** Each is put together once: a summary that changes is another one. */
const known = new WeakMap<RuleSummary, string>();

/** All that the list says of a rule, its id, and all of its pages, of which its sentence names the first; in small letters. */
export function searchable(summary: RuleSummary, offers: Names["offers"]): string {
  const { rule, who, status } = summary;
  const text =
    known.get(summary) ??
    [rule.name, rule.id, t(status), ...rule.pages, ruleSentenceText(rule, { offers, who })]
      .join(" ")
      .toLowerCase();
  known.set(summary, text);
  return text;
}
