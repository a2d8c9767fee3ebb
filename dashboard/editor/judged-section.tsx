import type { Rule } from "../../model/rule.ts";
import { EventField } from "../conditions/event-field.tsx";
import { ParametersField } from "../conditions/parameters-field.tsx";
import type { Editing } from "../editing/editing.ts";
import { SwitchField } from "../ui/switch-field.tsx";
import { t } from "./messages.ts";
import { ShareField } from "./share-field.tsx";

/** What counts as success, and who gets nothing so that it can be measured. */
export function JudgedSection({ rule }: { rule: Editing<"rules"> }) {
  const { goal, holdout, coverage } = rule.document.value;
  const edit = (part: Partial<Rule>, path: string) => rule.edit({ ...rule.document.peek(), ...part }, path);
  return (
    <section class="card" id="judged" tabIndex={-1} aria-labelledby="judged-title">
      <h2 id="judged-title">{t("judgedTitle")}</h2>
      <SwitchField
        label={t("hasGoal")}
        on={goal !== null}
        onSwitch={(on) => edit({ goal: on ? { event: "purchase", where: {} } : null }, "goal")}
      />
      {goal !== null && (
        <>
          <EventField
            label={t("goalEvent")}
            event={goal.event}
            problem={rule.problemAt("goal.event")}
            onEvent={(event) => edit({ goal: { ...goal, event } }, "goal.event")}
          />
          <ParametersField
            where={goal.where}
            onWhere={(where) => edit({ goal: { ...goal, where } }, "goal.where")}
          />
        </>
      )}
      <div class="field-pair">
        <ShareField
          label={t("holdout")}
          hint={t("holdoutHint")}
          share={holdout}
          unless={0}
          problem={rule.problemAt("holdout")}
          onShare={(share) => edit({ holdout: share }, "holdout")}
        />
        <ShareField
          label={t("coverage")}
          hint={t("coverageHint")}
          share={coverage}
          unless={1}
          problem={rule.problemAt("coverage")}
          onShare={(share) => edit({ coverage: share }, "coverage")}
        />
      </div>
    </section>
  );
}
