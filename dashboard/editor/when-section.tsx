import type { Rule } from "../../model/rule.ts";
import type { Trigger } from "../../model/trigger.ts";
import { Field } from "../ui/field.tsx";
import { SelectField } from "../ui/select-field.tsx";
import type { Editing } from "../editing/editing.ts";
import { t } from "./messages.ts";
import { momentsToChoose, withMeasure, type Measure, measureOf } from "./moments.ts";

/** The moment at which the rule's offers are shown; nothing where the rule shows none. */
export function WhenSection({ rule }: { rule: Editing<"rules"> }) {
  const document = rule.document.value;
  const { trigger } = document;
  const edit = (next: Trigger | null, field: string) => rule.edit({ ...document, trigger: next }, field);
  if (trigger === null && !onlyShowsOffers(document)) return null;
  const measure = trigger === null ? null : measureOf(trigger);
  return (
    <section class="card" id="when" tabIndex={-1} aria-labelledby="when-title">
      <h2 id="when-title">{t("whenTitle")}</h2>
      <SelectField
        label={t("moment")}
        value={trigger?.type ?? ""}
        options={[
          { value: "", label: t("atOnce") },
          ...momentsToChoose.map(({ type }) => ({ value: type, label: t(type) })),
        ]}
        problem={rule.problemAt("trigger")}
        onValue={(type) => edit(momentsToChoose.find((moment) => moment.type === type) ?? null, "trigger")}
      />
      {trigger !== null && measure !== null && (
        <MeasureField
          measure={measure}
          problem={rule.problemAt(`trigger.${measure.field}`)}
          onText={(text) => edit(withMeasure(trigger, text), `trigger.${measure.field}`)}
        />
      )}
      {trigger !== null && <p class="hint">{t("whenHint")}</p>}
    </section>
  );
}

function MeasureField(props: {
  measure: Measure;
  problem: string | undefined;
  onText: (text: string) => void;
}) {
  const { measure, problem, onText } = props;
  const isSelector = measure.field === "selector";
  return (
    <Field
      label={t(measure.field)}
      value={measure.text}
      problem={problem}
      code={isSelector}
      inputMode={isSelector ? "text" : "decimal"}
      onValue={onText}
    />
  );
}

function onlyShowsOffers({ variants }: Rule): boolean {
  return variants.every(({ changes }) => changes.every(({ type }) => type === "insertOffer"));
}
