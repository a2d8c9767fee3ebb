import { NumberField } from "../editing/number-field.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { t } from "./messages.ts";

const units = ["m", "h", "d"] as const;

export interface WindowFieldProps {
  label: string;
  hint: string;
  /** As in `14d`. */
  window: string;
  problem: string | undefined;
  onWindow: (window: string) => void;
}

/** A length of time. What is no number is left to the API to refuse, and nothing else put in its place. */
export function WindowField({ label, hint, window, problem, onWindow }: WindowFieldProps) {
  const amount = window.slice(0, -1);
  const unit = units.find((each) => window.endsWith(each)) ?? "d";
  return (
    <div class="field-pair number-and-unit">
      <NumberField
        label={label}
        hint={hint}
        number={amount === "" ? null : Number(amount)}
        problem={problem}
        onNumber={(typed) => onWindow(`${typed ?? ""}${unit}`)}
      />
      <SelectField
        label={t("unit")}
        value={unit}
        options={units.map((value) => ({ value, label: t(`unit_${value}`) }))}
        onValue={(value) => onWindow(`${amount}${value}`)}
      />
    </div>
  );
}
