import type { Rule } from "../../model/rule.ts";
import { messageOf } from "../api/api-error.ts";
import { api } from "../api/api.ts";
import { announce } from "../ui/status.tsx";
import { t } from "./messages.ts";
import { pageToPreview } from "./page-to-preview.ts";

/** Opens the shop in a tab of its own, where whoever is signed in here sees this variant, whatever speaks against it. */
export async function previewRule(site: string, { id, pages }: Rule, variant: string): Promise<void> {
  // At once, while the browser still knows that somebody pressed a button.
  const tab = window.open("", "_blank");
  try {
    const body = { variants: { [id]: variant }, path: pageToPreview(pages) };
    const { url } = await api("POST /preview?site=:site", { site, body });
    if (tab === null) throw new Error(t("previewBlocked"));
    // The shop's scripts have no business with the dashboard.
    tab.opener = null;
    tab.location.href = url;
  } catch (thrown) {
    tab?.close();
    announce("failed", t("previewFailed", { reason: messageOf(thrown) }));
  }
}
