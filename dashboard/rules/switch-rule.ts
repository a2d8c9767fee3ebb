import { messageOf } from "../api/api-error.ts";
import { api } from "../api/api.ts";
import { refreshPending } from "../publish/pending.ts";
import { announce } from "../ui/status.tsx";
import type { RuleSummary, SiteSummary } from "../../worker/api/contract.ts";
import { translated } from "../text/translated.ts";

export const t = translated("rule-switch", {
  switchedOn: "{name} is live. Shoppers see it within 5 seconds.",
  switchedOnLater: "{name} is on. Shoppers see it once Edgewise is switched on.",
  switchedOff: "{name} is off. Shoppers stop seeing it within 5 seconds.",
  switchFailed: "{name} could not be switched. {reason}",
});

/** What is switched: enough to call the API and to say what happened. */
export interface SwitchTarget {
  site: SiteSummary;
  id: string;
  name: string;
}

/**
 * Switches a rule for shoppers at once, and says so.
 * @returns the rule as it is now, or `null` where it stayed as it was; the reason has been announced then.
 */
export async function switchRule({ site, id, name }: SwitchTarget, on: boolean): Promise<RuleSummary | null> {
  try {
    const { rule } = await api("POST /rules/:id/switch?site=:site", { site: site.id, id, body: { on } });
    announce("done", t(on ? (site.on ? "switchedOn" : "switchedOnLater") : "switchedOff", { name }));
    void refreshPending(site.id);
    return rule;
  } catch (thrown) {
    announce("failed", t("switchFailed", { name, reason: messageOf(thrown) }));
    return null;
  }
}
