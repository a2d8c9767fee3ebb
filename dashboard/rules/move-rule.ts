import { messageOf } from "../api/api-error.ts";
import { api } from "../api/api.ts";
import { refreshPending } from "../publish/pending.ts";
import { announce } from "../ui/status.tsx";
import type { RuleSummary } from "../../worker/api/contract.ts";
import { nextInLane } from "./move-in-list.ts";
import { t } from "./tool-messages.ts";

/**
 * Brings a rule to where it stands in the list, and says so.
 * @returns the rules whose priority changed, or `null` where it stayed as it was; the reason has been announced then.
 */
export async function moveRule(
  site: string,
  rules: readonly RuleSummary[],
  id: string,
): Promise<RuleSummary[] | null> {
  const index = rules.findIndex(({ rule }) => rule.id === id);
  const name = rules[index]?.rule.name ?? id;
  try {
    const body = { before: nextInLane(rules, id) };
    const answer = await api("POST /rules/:id/move?site=:site", { site, id, body });
    announce("done", t("moved", { name, rank: String(index + 1) }));
    void refreshPending(site);
    return answer.rules;
  } catch (thrown) {
    announce("failed", t("moveFailed", { name, reason: messageOf(thrown) }));
    return null;
  }
}
