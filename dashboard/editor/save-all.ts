import { signal } from "@preact/signals";
import { messageOf } from "../api/api-error.ts";
import { refreshPending } from "../publish/pending.ts";
import { announce } from "../ui/status.tsx";
import { editingsOf, type EditorData } from "./load-editor.ts";
import { t } from "./messages.ts";

/** Whether a save is on its way, so that a second press does not race it. */
export const saving = signal(false);

/**
 * Saves what was edited, the rule and its offers. Each is saved for itself: what could be saved is, whatever became
 * of the others. What went wrong is announced, or stands in `problems` and `theirs` for the form to show.
 */
export async function saveAll(site: string, data: EditorData): Promise<void> {
  if (saving.value) return;
  saving.value = true;
  const outcomes = new Set<string>();
  try {
    for (const editing of editingsOf(data)) outcomes.add(await editing.save());
    if (outcomes.has("saved") && !outcomes.has("invalid") && !outcomes.has("conflict")) {
      announce("done", t("saved"));
    }
  } catch (thrown) {
    announce("failed", t("saveFailed", { reason: messageOf(thrown) }));
  } finally {
    saving.value = false;
    if (outcomes.has("saved")) void refreshPending(site);
  }
}
