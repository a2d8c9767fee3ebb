import type { Editing } from "../editing/editing.ts";
import { Field } from "../ui/field.tsx";
import { PositionField } from "./position-field.tsx";
import { t } from "./messages.ts";

/** Where a placement is. It is open where it is new: one that is in use is seldom changed. */
export function PlacementFields({ editing }: { editing: Editing<"placements"> }) {
  const placement = editing.document.value;
  const hasProblem = editing.problems.value.length > 0;
  return (
    <details open={editing.base.value.revision === 0 || hasProblem}>
      <summary>{t.parts(placement.position, { selector: <code>{placement.selector}</code> })}</summary>
      <div class="placement-fields">
        <Field
          label={t("placementName")}
          maxLength={120}
          value={placement.name}
          problem={editing.problemAt("name")}
          onValue={(name) => editing.edit({ ...placement, name }, "name")}
        />
        <div class="field-pair">
          <PositionField
            position={placement.position}
            onPosition={(position) => editing.edit({ ...placement, position }, "position")}
          />
          <Field
            label={t("selector")}
            code
            value={placement.selector}
            problem={editing.problemAt("selector")}
            onValue={(selector) => editing.edit({ ...placement, selector }, "selector")}
          />
        </div>
        <p class="hint">{t("placementHint")}</p>
      </div>
    </details>
  );
}
