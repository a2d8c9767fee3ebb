import type { SiteSummary } from "../../worker/api/contract.ts";
import { messageOf } from "../api/api-error.ts";
import { api } from "../api/api.ts";
import { draftsEpoch } from "../publish/drafts-epoch.ts";
import { refreshPending } from "../publish/pending.ts";
import { announce } from "../ui/status.tsx";
import { t } from "./messages.ts";

/** Makes a version live again, and says so; or why not. @param live the version that was seen as the live one. */
export async function restoreVersion(site: SiteSummary, version: number, live: number): Promise<void> {
  try {
    const { version: made } = await api("POST /versions/:version/restore?site=:site", {
      site: site.id,
      version: String(version),
      over: live,
    });
    announce("done", t(site.on ? "restored" : "restoredOff", { made, version }));
  } catch (thrown) {
    announce("failed", t("restoreFailed", { version, reason: messageOf(thrown) }));
  }
  // Also where it failed: somebody else may have published.
  draftsEpoch.value++;
  await refreshPending(site.id);
}
