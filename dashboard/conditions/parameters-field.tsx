import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import type { ShownDid } from "./condition-tree.ts";
import { t } from "./messages.ts";

/** What the event, or one of its items, must have. */
export function ParametersField({
  where,
  onWhere,
}: Pick<ShownDid, "where"> & { onWhere: (where: ShownDid["where"]) => void }) {
  const entries = Object.entries(where);
  const put = (index: number, entry: [string, string | number | boolean]) =>
    onWhere(Object.fromEntries(entries.with(index, entry).filter(([name]) => name !== "")));
  return (
    <>
      {entries.map(([name, value], index) => (
        <div key={index} class="field-pair condition-parameter">
          <Field
            label={t("parameter")}
            code
            value={name}
            maxLength={40}
            onValue={(typed) => put(index, [typed.trim(), value])}
          />
          <Field
            label={t("parameterValue")}
            value={String(value)}
            maxLength={200}
            onValue={(typed) => put(index, [name, sameKind(value, typed)])}
          />
        </div>
      ))}
      {entries.length < 5 && !Object.hasOwn(where, "item_category") && (
        <div class="actions">
          <Button look="quiet" onClick={() => onWhere({ ...where, item_category: "" })}>
            {t("addParameter")}
          </Button>
        </div>
      )}
    </>
  );
}

/** What was a number stays one while what is typed is one. */
function sameKind(before: string | number | boolean, typed: string): string | number | boolean {
  if (typeof before === "number" && typed.trim() !== "" && Number.isFinite(Number(typed)))
    return Number(typed);
  return typeof before === "boolean" && (typed === "true" || typed === "false") ? typed === "true" : typed;
}
