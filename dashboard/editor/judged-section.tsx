import { ErrorBoundary } from "preact-iso";
import { isStandardGoal, standardGoals } from "../../model/goal.ts";
import type { Rule } from "../../model/rule.ts";
import type { Editing } from "../editing/editing.ts";
import { GoalFields } from "../goals/goal-fields.tsx";
import { goalName } from "../goals/goal-name.ts";
import { goalSentence, standardSentence } from "../goals/goal-sentence.ts";
import { GuardrailsField } from "../goals/guardrails-field.tsx";
import { blankGoal } from "../goals/starting-points.ts";
import { useSite } from "../shell/site.ts";
import { late } from "../text/late.ts";
import { capitalised } from "../text/capitalised.ts";
import { SelectField } from "../ui/select-field.tsx";
import type { EditorData } from "./load-editor.ts";
import { t } from "./messages.ts";
import { ShareField } from "./share-field.tsx";

/** With the statistics that work it out. */
const SamplePart = late(() => import("./sample-part.tsx").then((module) => module.SamplePart));

/** What stands in a choice for making a new one. No id is like it. */
const another = "+";

/** What counts as success and what as harm, and who gets nothing so that it can be measured. */
export function JudgedSection({ data }: { data: EditorData }) {
  const { rule, goals } = data;
  const { site, href } = useSite();
  const { goal, guardrails, holdout, coverage } = rule.document.value;
  const own = goals.all.value;
  const editing = goals.find(goal);
  const known = [...standardGoals, ...own.map(({ id }) => id)];
  // One that is chosen and not there any more is not lost by looking at it.
  const choices = [...new Set([...known, goal, ...guardrails])].map((id) => ({
    value: id,
    label: known.includes(id) ? capitalised(goalName(id, own)) : t("notThere", { id }),
  }));
  const edit = (part: Partial<Rule>, path: string) => rule.edit({ ...rule.document.peek(), ...part }, path);
  const judgeBy = (id: string) =>
    edit({ goal: id, guardrails: guardrails.filter((guardrail) => guardrail !== id) }, "goal");
  return (
    <section class="card" id="judged" tabIndex={-1} aria-labelledby="judged-title">
      <h2 id="judged-title">{t("judgedTitle")}</h2>
      <SelectField
        label={t("goal")}
        hint={t("goalHint")}
        value={goal}
        options={[...choices, { value: another, label: t("anotherGoal") }]}
        problem={rule.problemAt("goal")}
        onValue={(id) => judgeBy(id === another ? goals.add({ ...blankGoal, name: t("newGoal") }) : id)}
      />
      {isStandardGoal(goal) && <p>{standardSentence(goal, site.attribution)}</p>}
      {editing !== undefined && <OwnGoal key={goal} editing={editing} currency={site.currency} />}
      <GuardrailsField
        guardrails={guardrails}
        choices={choices.filter(({ value }) => value !== goal)}
        problem={rule.problemUnder("guardrails")}
        onGuardrails={(chosen) => edit({ guardrails: chosen }, "guardrails")}
      />
      <p class="hint">{t.parts("allGoals", { goals: <a href={href("/goals")}>{t("goalsOfShop")}</a> })}</p>
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
      <ErrorBoundary>
        <SamplePart data={data} />
      </ErrorBoundary>
    </section>
  );
}

/** What one of the shop's own goals counts. It is open where it is new: one that is in use is seldom changed. */
function OwnGoal({ editing, currency }: { editing: Editing<"goals">; currency: string }) {
  const goal = editing.document.value;
  const hasProblem = editing.problems.value.length > 0;
  return (
    <details open={editing.base.value.revision === 0 || hasProblem}>
      <summary>{goal.event === "" ? t("goalOfWhat") : goalSentence(goal, currency)}</summary>
      <GoalFields editing={editing} />
    </details>
  );
}
