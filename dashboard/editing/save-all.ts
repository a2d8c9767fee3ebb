import { signal } from "@preact/signals";
import type { Kind } from "../../model/configuration.ts";
import { ApiError, messageOf } from "../api/api-error.ts";
import { refreshPending } from "../publish/pending.ts";
import { announce } from "../ui/status.tsx";
import type { Editing, SaveOutcome } from "./editing.ts";
import { t } from "./messages.ts";

/** Whether a save is on its way, so that a second press does not race it. */
export const saving = signal(false);

/**
 * Saves what was edited, such as a rule and its offers. Each is saved for itself: what could be saved is, whatever became
 * of the others. What went wrong is announced, or stands in `problems` and `theirs` for the form to show.
 * @returns whether everything is saved now.
 */
export async function saveAll(
  site: string,
  editings: readonly Pick<Editing<Kind>, "save">[],
): Promise<boolean> {
  if (saving.value) return false;
  saving.value = true;
  const outcomes = new Set<SaveOutcome>();
  let isSaved = false;
  try {
    for (const editing of editings) outcomes.add(await editing.save());
    isSaved = !outcomes.has("invalid") && !outcomes.has("conflict");
    if (outcomes.has("saved") && isSaved) announce("done", t("saved"));
  } catch (thrown) {
    // That the session has ended is said wherever it is found out.
    if (!(thrown instanceof ApiError && thrown.status === 401))
      announce("failed", t("saveFailed", { reason: messageOf(thrown) }));
  } finally {
    saving.value = false;
    if (outcomes.has("saved")) void refreshPending(site);
  }
  return isSaved;
}
