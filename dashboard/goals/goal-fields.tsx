import type { Goal } from "../../model/goal.ts";
import { EventField } from "../conditions/event-field.tsx";
import { ParametersField } from "../conditions/parameters-field.tsx";
import type { Editing } from "../editing/editing.ts";
import { NumberField } from "../editing/number-field.tsx";
import { useSite } from "../shell/site.ts";
import { Field } from "../ui/field.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { t } from "./messages.ts";
import { WindowField } from "./window-field.tsx";

const ways = ["once", "every", "value"] as const;
const directions = ["more", "less"] as const;

/** All that is said of a goal. */
export function GoalFields({ editing }: { editing: Editing<"goals"> }) {
  const { site } = useSite();
  const goal = editing.document.value;
  const edit = (part: Partial<Goal>, field: string) =>
    editing.edit({ ...editing.document.peek(), ...part }, field);
  return (
    <div class="goal-fields">
      <Field
        label={t("name")}
        hint={t("nameHint")}
        value={goal.name}
        maxLength={120}
        problem={editing.problemAt("name")}
        onValue={(name) => edit({ name }, "name")}
      />
      <EventField
        label={t("event")}
        hint={t("eventHint")}
        event={goal.event}
        problem={editing.problemAt("event")}
        onEvent={(event) => edit({ event }, "event")}
      />
      <ParametersField where={goal.where} onWhere={(where) => edit({ where }, "where")} />
      <div class="field-pair">
        <SelectField
          label={t("counts")}
          hint={t("countsHint")}
          value={goal.counts}
          options={ways.map((value) => ({ value, label: t(`counts_${value}`) }))}
          onValue={(value) => {
            const counts = ways.find((each) => each === value) ?? goal.counts;
            // Whoever counts once counts for 1; and times are no money.
            edit({ counts, mostEach: null }, "counts");
          }}
        />
        <SelectField
          label={t("better")}
          hint={t("betterHint")}
          value={goal.better}
          options={directions.map((value) => ({ value, label: t(`better_${value}`) }))}
          onValue={(value) =>
            edit({ better: directions.find((each) => each === value) ?? goal.better }, "better")
          }
        />
      </div>
      <WindowField
        label={t("within")}
        hint={t("withinHint")}
        window={goal.within}
        problem={editing.problemAt("within")}
        onWindow={(within) => edit({ within }, "within")}
      />
      {goal.counts !== "once" && (
        <NumberField
          label={t(`most_${goal.counts}`, { currency: site.currency })}
          hint={t("mostHint")}
          number={goal.mostEach}
          problem={editing.problemAt("mostEach")}
          onNumber={(mostEach) => edit({ mostEach }, "mostEach")}
        />
      )}
    </div>
  );
}
