import { useSignal } from "@preact/signals";
import type { RuleSummary } from "../../worker/api/contract.ts";
import { useSite } from "../shell/site.ts";
import { describeMoment } from "../text/moment.ts";
import { Button } from "../ui/button.tsx";
import { Switch } from "../ui/switch.tsx";
import { t } from "./messages.ts";
import { previewRule } from "./preview-rule.ts";
import { ruleSentence, type Names } from "./rule-sentence.ts";
import { Sentence } from "./sentence.tsx";
import { StatusBadge } from "./status-badge.tsx";
import { switchRule } from "./switch-rule.ts";
import { UndoneChanges } from "./undone-changes.tsx";

export interface RuleRowProps {
  summary: RuleSummary;
  /** Names of offers, by id. */
  offers: Names["offers"];
  /** The rule was switched, or its switching failed and was taken back. */
  onChange: (summary: RuleSummary) => void;
}

/** One rule: what it does, whether shoppers see it, and the switch that decides that at once. */
export function RuleRow({ summary, offers, onChange }: RuleRowProps) {
  const { site, href } = useSite();
  const { rule, who, status, changed, last24Hours, updatedAt } = summary;
  const busy = useSignal(false);

  const onSwitch = async (on: boolean) => {
    if (busy.value) return;
    busy.value = true;
    // Shown as done before it is; taken back with the reason if it was not.
    onChange({ ...summary, status: on ? "live" : "off" });
    const switched = await switchRule({ site, id: rule.id, name: rule.name }, on);
    onChange(switched ?? summary);
    busy.value = false;
  };
  return (
    <li class="rule-row">
      <div class="rule-words">
        <div class="rule-title">
          <h2>
            <a href={href(`/rules/${encodeURIComponent(rule.id)}`)}>{rule.name}</a>
          </h2>
          <StatusBadge status={status} changed={changed} />
        </div>
        <Sentence parts={ruleSentence(rule, { offers, who })} />
        <p class="rule-facts">
          <span>{t("decided", { count: last24Hours.decided })}</span>
          {last24Hours.decided > 0 && <span>{t("seen", { count: last24Hours.seen })}</span>}
          <span>{t("updated", { when: describeMoment(updatedAt, site.timeZone, new Date()) })}</span>
        </p>
        <UndoneChanges pages={last24Hours} offers={offers} />
        {status === "live" && (
          <div class="rule-previews">
            {rule.variants.map(({ id }) => {
              const label = rule.variants.length === 1 ? t("preview") : t("previewVariant", { variant: id });
              return (
                <Button
                  key={id}
                  look="quiet"
                  aria-label={`${label}: ${rule.name}`}
                  onClick={() => void previewRule(site.id, rule, id)}
                >
                  {label}
                </Button>
              );
            })}
          </div>
        )}
      </div>
      <Switch
        label={t("switch", { name: rule.name })}
        on={status === "live"}
        {...(status === "draft" ? { disabledBecause: t("publishFirst") } : {})}
        onSwitch={(on) => void onSwitch(on)}
      />
    </li>
  );
}
