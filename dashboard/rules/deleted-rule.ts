import { signal } from "@preact/signals";
import type { Rule } from "../../model/rule.ts";
import { messageOf } from "../api/api-error.ts";
import { api } from "../api/api.ts";
import { refreshPending } from "../publish/pending.ts";
import { announce } from "../ui/status.tsx";
import { t } from "./tool-messages.ts";

/** The rule that was deleted last here, to be brought back. */
export const deletedRule = signal<{ site: string; rule: Rule } | null>(null);

/** Deletes a rule's draft. @returns whether it is gone; the reason has been announced where it is not. */
export async function deleteRule(site: string, rule: Rule, revision: number): Promise<boolean> {
  try {
    await api("DELETE /rules/:id?site=:site", { site, id: rule.id, over: revision });
    deletedRule.value = { site, rule };
    void refreshPending(site);
    return true;
  } catch (thrown) {
    announce("failed", t("deleteFailed", { name: rule.name, reason: messageOf(thrown) }));
    return false;
  }
}

/** Saves the deleted rule again, as it was. @returns whether it is back. */
export async function bringBackRule(): Promise<boolean> {
  const gone = deletedRule.peek();
  if (gone === null) return false;
  const { site, rule } = gone;
  try {
    await api("PUT /rules/:id?site=:site", { site, id: rule.id, body: { document: rule }, over: "new" });
    deletedRule.value = null;
    announce("done", t("broughtBack", { name: rule.name }));
    void refreshPending(site);
    return true;
  } catch (thrown) {
    announce("failed", t("bringBackFailed", { name: rule.name, reason: messageOf(thrown) }));
    return false;
  }
}
