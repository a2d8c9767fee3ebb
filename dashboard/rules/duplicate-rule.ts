import type { Rule } from "../../model/rule.ts";
import { messageOf } from "../api/api-error.ts";
import { api } from "../api/api.ts";
import { refreshPending } from "../publish/pending.ts";
import { freeId } from "../text/free-id.ts";
import { announce } from "../ui/status.tsx";
import { t } from "./tool-messages.ts";

/**
 * Saves a copy of a rule as a draft that is off, so that nobody sees the same twice, and says so.
 * @returns its id; `null` where that did not work. The reason has been announced then.
 */
export async function duplicateRule(site: string, rule: Rule): Promise<string | null> {
  try {
    const { rules } = await api("GET /rules?site=:site", { site });
    const name = t("copyOf", { name: rule.name.slice(0, 110) });
    const id = freeId([name], new Set(rules.map((summary) => summary.rule.id)));
    const document = { ...rule, id, name, on: false };
    await api("PUT /rules/:id?site=:site", { site, id, body: { document }, over: "new" });
    announce("done", t("duplicated", { name }));
    void refreshPending(site);
    return id;
  } catch (thrown) {
    announce("failed", t("duplicateFailed", { name: rule.name, reason: messageOf(thrown) }));
    return null;
  }
}
