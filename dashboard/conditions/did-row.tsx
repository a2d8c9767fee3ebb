import { useId } from "preact/hooks";
import { NumberField } from "../editing/number-field.tsx";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { SelectField } from "../ui/select-field.tsx";
import type { ShownDid } from "./condition-tree.ts";
import { t } from "./messages.ts";

/** Of GA4, as https://developers.google.com/analytics/devguides/collection/ga4/reference/events names them. */
const usualEvents = [
  "page_view",
  "view_item",
  "view_item_list",
  "search",
  "add_to_wishlist",
  "add_to_cart",
  "remove_from_cart",
  "view_cart",
  "begin_checkout",
  "purchase",
  "sign_up",
  "login",
];

const countOperators = ["$gte", "$gt", "$eq", "$ne", "$lte", "$lt"] as const;
const units = ["session", "m", "h", "d", "ever"] as const;
type Unit = (typeof units)[number];

/** How often somebody did something, and when. */
export function DidRow({ did, onDid }: { did: ShownDid; onDid: (did: ShownDid) => void }) {
  const id = useId();
  const { unit, amount } = windowOf(did.within);
  return (
    <>
      <div class="field">
        <label for={id}>{t("event")}</label>
        <input
          id={id}
          class="input input-code"
          list={`${id}-events`}
          value={did.event}
          maxLength={40}
          spellcheck={false}
          autocomplete="off"
          onInput={(event) => onDid({ ...did, event: event.currentTarget.value })}
        />
        <datalist id={`${id}-events`}>
          {usualEvents.map((event) => (
            <option key={event} value={event} />
          ))}
        </datalist>
      </div>
      <SelectField
        label={t("howMany")}
        value={did.operator}
        options={countOperators.map((value) => ({ value, label: t(`count_${value}`) }))}
        onValue={(value) =>
          onDid({ ...did, operator: countOperators.find((each) => each === value) ?? "$gte" })
        }
      />
      <NumberField
        label={t("times")}
        number={did.times}
        problem={undefined}
        onNumber={(times) => onDid({ ...did, times: times ?? 0 })}
      />
      <SelectField
        label={t("within")}
        value={unit}
        options={units.map((value) => ({ value, label: t(value) }))}
        onValue={(value) =>
          onDid({ ...did, within: withinOf(units.find((each) => each === value) ?? "ever", amount) })
        }
      />
      {unit !== "session" && unit !== "ever" && (
        <NumberField
          label={t(unit)}
          number={amount}
          problem={undefined}
          onNumber={(typed) => onDid({ ...did, within: withinOf(unit, Math.max(1, Math.round(typed ?? 1))) })}
        />
      )}
      <Parameters where={did.where} onWhere={(where) => onDid({ ...did, where })} />
    </>
  );
}

function windowOf(within: string): { unit: Unit; amount: number } {
  const [, amount = "7", unit] = /^(\d+)([mhd])$/.exec(within) ?? [];
  if (unit === undefined) return { unit: within === "session" ? "session" : "ever", amount: 7 };
  return { unit: units.find((each) => each === unit) ?? "d", amount: Number(amount) };
}

function withinOf(unit: Unit, amount: number): string {
  return unit === "session" || unit === "ever" ? unit : `${amount}${unit}`;
}

/** What the event, or one of its items, must have. */
function Parameters({
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
        <Button look="quiet" onClick={() => onWhere({ ...where, item_category: "" })}>
          {t("addParameter")}
        </Button>
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
