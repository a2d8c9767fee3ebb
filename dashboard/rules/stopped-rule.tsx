import "./undone-changes.css";
import { useSignal } from "@preact/signals";
import type { RuleSummary, Stopped } from "../../worker/api/contract.ts";
import { messageOf } from "../api/api-error.ts";
import { api } from "../api/api.ts";
import { useLoad } from "../api/use-load.ts";
import { goalName } from "../goals/goal-name.ts";
import { mayChange } from "../shell/may-change.ts";
import { useSite } from "../shell/site.ts";
import { describeMoment } from "../text/moment.ts";
import { translated } from "../text/translated.ts";
import { Button } from "../ui/button.tsx";
import { WarningIcon } from "../ui/icons.tsx";
import { announce } from "../ui/status.tsx";

export const t = translated("stopped-rule", {
  guardrail:
    "Edgewise stopped this rule {when}: its variant {variant} makes worse, beyond doubt, what it must not: {goal}. Nobody sees it.",
  sample_ratio:
    "Edgewise stopped this rule {when}: its visitors were not shared as they were meant to be, so what is counted cannot be trusted. Nobody sees it.",
  advice: "Change it and publish, switch it off, or let it go on: then it is watched anew, from now on.",
  resume: "Let it go on",
  resumed: "{name} goes on. Shoppers see it within 5 seconds.",
  failed: "{name} could not go on. {reason}",
});

export interface StoppedRuleProps {
  rule: Pick<RuleSummary["rule"], "id" | "name">;
  stopped: Stopped;
  onChange: (summary: RuleSummary) => void;
}

/** Why a rule stopped by itself, and the way on. */
export function StoppedRule({ rule: { id, name }, stopped, onChange }: StoppedRuleProps) {
  const { site } = useSite();
  const busy = useSignal(false);
  const { why, goal, variant, at } = stopped;
  const { loaded } = useLoad(site.id, () => api("GET /goals?site=:site", { site: site.id }));
  const own = loaded.value.data?.goals.map(({ document }) => document) ?? [];
  const when = describeMoment(at, site.timeZone, new Date());
  const resume = async () => {
    if (busy.value) return;
    busy.value = true;
    try {
      const { rule } = await api("POST /rules/:id/resume?site=:site", { site: site.id, id });
      announce("done", t("resumed", { name }));
      onChange(rule);
    } catch (thrown) {
      announce("failed", t("failed", { name, reason: messageOf(thrown) }));
    }
    busy.value = false;
  };
  return (
    <div class="undone">
      <WarningIcon />
      <div>
        <p>
          {why === "guardrail"
            ? t.parts("guardrail", {
                when,
                variant: <strong>{variant}</strong>,
                goal: <strong>{goalName(goal ?? "", own)}</strong>,
              })
            : t("sample_ratio", { when })}
        </p>
        <p>{t("advice")}</p>
        {mayChange() && <Button onClick={() => void resume()}>{t("resume")}</Button>}
      </div>
    </div>
  );
}
