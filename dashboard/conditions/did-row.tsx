import { NumberField } from "../editing/number-field.tsx";
import { SelectField } from "../ui/select-field.tsx";
import type { ShownDid } from "./condition-tree.ts";
import { EventField } from "./event-field.tsx";
import { t } from "./messages.ts";
import { ParametersField } from "./parameters-field.tsx";

const countOperators = ["$gte", "$gt", "$eq", "$ne", "$lte", "$lt"] as const;
const units = ["session", "m", "h", "d", "ever"] as const;
type Unit = (typeof units)[number];

/** How often somebody did something, and when. */
export function DidRow({ did, onDid }: { did: ShownDid; onDid: (did: ShownDid) => void }) {
  const { unit, amount } = windowOf(did.within);
  return (
    <>
      <EventField
        label={t("event")}
        event={did.event}
        problem={undefined}
        onEvent={(event) => onDid({ ...did, event })}
      />
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
      <div class="condition-span">
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
            label={t(`amount_${unit}`)}
            number={amount}
            problem={undefined}
            onNumber={(typed) =>
              onDid({ ...did, within: withinOf(unit, Math.max(1, Math.round(typed ?? 1))) })
            }
          />
        )}
      </div>
      <ParametersField where={did.where} onWhere={(where) => onDid({ ...did, where })} />
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
