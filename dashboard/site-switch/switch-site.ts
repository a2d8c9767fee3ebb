import type { SiteSummary } from "../../worker/api/contract.ts";
import { messageOf } from "../api/api-error.ts";
import { api } from "../api/api.ts";
import { announce } from "../ui/status.tsx";
import { t } from "./messages.ts";

/** Switches Edgewise for all shoppers of a site, and says so. @returns whether it worked; the reason has been announced. */
export async function switchSite({ id, name }: SiteSummary, on: boolean): Promise<boolean> {
  try {
    await api("POST /sites/:id/switch", { id, body: { on } });
    announce("done", t(on ? "on" : "off", { name }));
    return true;
  } catch (thrown) {
    announce("failed", t("failed", { name, reason: messageOf(thrown) }));
    return false;
  }
}
