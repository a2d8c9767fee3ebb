import type { Rule } from "../../model/rule.ts";
import { messageOf } from "../api/api-error.ts";
import { api } from "../api/api.ts";
import { announce } from "../ui/status.tsx";
import { pageToPreview } from "./page-to-preview.ts";
import { translated } from "../text/translated.ts";

export const t = translated("rule-preview", {
  previewBlocked: "The browser did not open a tab for it.",
  previewFailed: "The preview could not be opened. {reason}",
});

/**
 * Opens the shop where whoever is signed in here sees this variant, whatever speaks against it.
 * @param tab a tab of its own, opened while the browser still knew that somebody pressed a button; `null` where it was not.
 */
export async function previewRule(
  tab: Window | null,
  site: string,
  { id, pages }: Rule,
  variant: string,
): Promise<void> {
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
