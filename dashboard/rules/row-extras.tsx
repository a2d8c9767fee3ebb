import "./row-extras.css";
import { ErrorBoundary } from "preact-iso";
import type { RuleSummary } from "../../worker/api/contract.ts";
import { RuleEffect } from "../results/rule-effect.tsx";
import { useSite } from "../shell/site.ts";
import { arrived } from "../text/arrived.ts";
import { late } from "../text/late.ts";
import { translated } from "../text/translated.ts";
import { Button } from "../ui/button.tsx";
import type { Names } from "./rule-sentence.ts";

export const t = translated("row-extras", {
  preview: "Preview on the shop",
  previewVariant: "Preview {variant} on the shop",
});

/** Few rules have any. */
const StoppedRule = late(() => import("./stopped-rule.tsx").then((module) => module.StoppedRule));

const UndoneChanges = late(() => import("./undone-changes.tsx").then((module) => module.UndoneChanges));

const MissingPlaces = late(() => import("./missing-places.tsx").then((module) => module.MissingPlaces));

export interface RowExtrasProps {
  summary: RuleSummary;
  /** Names of offers, by id. */
  offers: Names["offers"];
  /** The rule goes on after it had stopped. */
  onChange: (summary: RuleSummary) => void;
}

/** What a rule's row says besides: what it earned, what became of its changes, and how it looks on the shop. */
export function RowExtras({ summary, offers, onChange }: RowExtrasProps) {
  const { rule, status, stopped, last24Hours } = summary;
  const { site } = useSite();
  const preview = async (variant: string) => {
    const tab = window.open("", "_blank");
    const { previewRule } = await import("./preview-rule.ts");
    await arrived();
    await previewRule(tab, site.id, rule, variant);
  };
  return (
    <>
      {stopped !== null && (
        <ErrorBoundary>
          <StoppedRule {...{ rule, stopped, onChange }} />
        </ErrorBoundary>
      )}
      <RuleEffect rule={rule} />
      {last24Hours.missing.length > 0 && (
        <ErrorBoundary>
          <MissingPlaces missing={last24Hours.missing} />
        </ErrorBoundary>
      )}
      {last24Hours.undone.length > 0 && (
        <ErrorBoundary>
          <UndoneChanges pages={last24Hours} offers={offers} />
        </ErrorBoundary>
      )}
      {(status === "live" || status === "staged") && (
        <div class="rule-previews">
          {rule.variants.map(({ id }) => {
            const label = rule.variants.length === 1 ? t("preview") : t("previewVariant", { variant: id });
            return (
              <Button
                key={id}
                look="quiet"
                aria-label={`${label}: ${rule.name}`}
                onClick={() => void preview(id)}
              >
                {label}
              </Button>
            );
          })}
        </div>
      )}
    </>
  );
}
