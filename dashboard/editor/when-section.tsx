import type { Rule } from "../../model/rule.ts";
import type { Trigger } from "../../model/trigger.ts";
import { Field } from "../ui/field.tsx";
import { SelectField } from "../ui/select-field.tsx";
import type { Editing } from "../editing/editing.ts";
import { t } from "./messages.ts";
import { momentsToChoose, withMeasure, type Measure, measureOf } from "./moments.ts";
import { ScheduleFields } from "./schedule-fields.tsx";

/** From when until when the rule works, and the moment on the page at which its offers are shown. */
export function WhenSection({ rule, timeZone }: { rule: Editing<"rules">; timeZone: string }) {
  const document = rule.document.value;
  const { trigger, schedule } = document;
  return (
    <section class="card" id="when" tabIndex={-1} aria-labelledby="when-title">
      <h2 id="when-title">{t("whenTitle")}</h2>
      {(trigger !== null || onlyShowsOffers(document)) && <TriggerFields rule={rule} />}
      <ScheduleFields
        schedule={schedule}
        siteTimeZone={timeZone}
        problemAt={(field) => rule.problemAt(`schedule.${field}`)}
        onSchedule={(next, field) =>
          rule.edit({ ...rule.document.peek(), schedule: next }, `schedule.${field}`)
        }
      />
    </section>
  );
}

function TriggerFields({ rule }: { rule: Editing<"rules"> }) {
  const { trigger } = rule.document.value;
  const edit = (next: Trigger | null, field: string) =>
    rule.edit({ ...rule.document.peek(), trigger: next }, field);
  const measure = trigger === null ? null : measureOf(trigger);
  return (
    <>
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
    </>
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
