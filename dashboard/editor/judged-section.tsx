import type { Rule } from "../../model/rule.ts";
import { standardGoals } from "../../model/goal.ts";
import { goalName } from "../goals/goal-name.ts";
import { capitalised } from "../text/capitalised.ts";
import { SelectField } from "../ui/select-field.tsx";
import type { EditorData } from "./load-editor.ts";
import { t } from "./messages.ts";
import { ShareField } from "./share-field.tsx";

/** What counts as success, and who gets nothing so that it can be measured. */
export function JudgedSection({ data: { rule, goals } }: { data: EditorData }) {
  const { goal, holdout, coverage } = rule.document.value;
  const own = goals.all.value;
  const known = [...standardGoals, ...own.map(({ id }) => id)];
  // One that is chosen and not there any more is not lost by looking at it.
  const choices = [...new Set([...known, goal])].map((id) => ({
    value: id,
    label: capitalised(goalName(id, own)),
  }));
  const edit = (part: Partial<Rule>, path: string) => rule.edit({ ...rule.document.peek(), ...part }, path);
  return (
    <section class="card" id="judged" tabIndex={-1} aria-labelledby="judged-title">
      <h2 id="judged-title">{t("judgedTitle")}</h2>
      <SelectField
        label={t("goal")}
        hint={t("goalHint")}
        value={goal}
        options={choices}
        problem={rule.problemAt("goal")}
        onValue={(id) => edit({ goal: id }, "goal")}
      />
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
