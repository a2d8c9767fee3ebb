import { type Signal, useSignal } from "@preact/signals";
import { ErrorBoundary } from "preact-iso";
import { late } from "../text/late.ts";
import type { RuleSummary } from "../../worker/api/contract.ts";
import { mayChange } from "../shell/may-change.ts";
import { useSite } from "../shell/site.ts";
import { arrived } from "../text/arrived.ts";
import { describeMoment } from "../text/moment.ts";
import { Switch } from "../ui/switch.tsx";
import { t } from "./messages.ts";
import { ruleSentence, type Names } from "./rule-sentence.ts";
import { Sentence } from "./sentence.tsx";
import { StatusBadge } from "./status-badge.tsx";

/** What comes with the list, after its own words. */
const RowExtras = late(() => import("./row-extras.tsx").then((module) => module.RowExtras));
RowExtras.preload().catch(() => {});

/** The rule whose menu is open, and the button that opened it. */
export type OpenMenu = { id: string; button: HTMLElement };

export interface RuleRowProps {
  summary: RuleSummary;
  /** Its place in the order in which rules win, from 1. */
  rank: number;
  /** Names of offers, by id. */
  offers: Names["offers"];
  /** Whose menu is open, or opens as soon as its code is there. */
  menu: Signal<OpenMenu | null>;
  /** The rule was switched, or its switching failed and was taken back. */
  onChange: (summary: RuleSummary) => void;
}

/** One rule: what it does, whether shoppers see it, and the switch that decides that at once. */
export function RuleRow({ summary, rank, offers, menu, onChange }: RuleRowProps) {
  const { site, href } = useSite();
  const { rule, who, status, stopped, changed, last24Hours, updatedAt } = summary;
  const busy = useSignal(false);

  const onSwitch = async (on: boolean) => {
    if (busy.value) return;
    busy.value = true;
    // Shown as done before it is; taken back with the reason if it was not.
    onChange({ ...summary, status: on ? "live" : "off" });
    const { switchRule } = await import("./switch-rule.ts");
    await arrived();
    const switched = await switchRule({ site, id: rule.id, name: rule.name }, on);
    onChange(switched ?? summary);
    busy.value = false;
  };
  return (
    <li class="rule-row" data-rule={rule.id} value={rank}>
      {/* A list's items say their own numbers. */}
      <span class="rule-rank" draggable={mayChange()} aria-hidden="true">
        {rank}
      </span>
      <div class="rule-words">
        <div class="rule-title">
          <h2>
            <a href={href(`/rules/${encodeURIComponent(rule.id)}`)}>{rule.name}</a>
          </h2>
          <StatusBadge
            status={stopped !== null && status === "live" ? "stopped" : status}
            changed={changed}
          />
        </div>
        <Sentence parts={ruleSentence(rule, { offers, who })} />
        <p class="rule-facts">
          <span>{t("decided", { count: last24Hours.decided })}</span>
          {last24Hours.decided > 0 && <span>{t("seen", { count: last24Hours.seen })}</span>}
          {rule.lane !== "campaign" && <span>{t(rule.lane)}</span>}
          <span>{t("updated", { when: describeMoment(updatedAt, site.timeZone, new Date()) })}</span>
        </p>
        <ErrorBoundary>
          <RowExtras {...{ summary, offers, onChange }} />
        </ErrorBoundary>
      </div>
      <Switch
        label={t("switch", { name: rule.name })}
        on={status === "live"}
        {...(status === "draft" ? { disabledBecause: t("publishFirst") } : {})}
        {...(status === "staged" ? { disabledBecause: t("stagedFirst") } : {})}
        onSwitch={(on) => void onSwitch(on)}
      />
      {mayChange() && (
        <button
          type="button"
          class="icon-button rule-more"
          aria-haspopup="dialog"
          aria-label={t("more", { name: rule.name })}
          onClick={({ currentTarget: button }) => (menu.value = { id: rule.id, button })}
        >
          ⋯
        </button>
      )}
    </li>
  );
}
