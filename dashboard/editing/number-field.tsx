import { noNumber, numberFrom, numberText } from "../text/number.ts";
import { Field } from "../ui/field.tsx";
import { t } from "./messages.ts";
import { useTyped } from "./use-typed.ts";

export interface NumberFieldProps {
  label: string;
  hint?: string;
  number: number | null;
  problem: string | undefined;
  onNumber: (number: number | null) => void;
}

/** A number, or nothing. */
export function NumberField({ label, hint, number, problem, onNumber }: NumberFieldProps) {
  const { text, type } = useTyped(number, numberFrom, numberText);
  return (
    <Field
      label={label}
      {...(hint === undefined ? {} : { hint })}
      value={text}
      inputMode="decimal"
      maxLength={12}
      problem={number === noNumber ? t("noNumber") : problem}
      onValue={(typed) => onNumber(type(typed))}
    />
  );
}
