import { amountText, minorUnits, noAmount } from "../text/amount.ts";
import { Field } from "../ui/field.tsx";
import { t } from "./messages.ts";
import { useTyped } from "./use-typed.ts";

export interface AmountFieldProps {
  label: string;
  hint?: string;
  /** In the currency's smallest unit. */
  amount: number | null;
  /** ISO 4217. */
  currency: string;
  problem: string | undefined;
  onAmount: (amount: number | null) => void;
}

/** Money in the shop's currency, typed as decimals. */
export function AmountField({ label, hint, amount, currency, problem, onAmount }: AmountFieldProps) {
  const { text, type } = useTyped(
    amount,
    (typed) => minorUnits(typed, currency),
    (known) => amountText(known, currency),
  );
  return (
    <Field
      label={t("amountIn", { label, currency })}
      {...(hint === undefined ? {} : { hint })}
      value={text}
      inputMode="decimal"
      maxLength={16}
      problem={amount === noAmount ? t("noAmount") : problem}
      onValue={(typed) => onAmount(type(typed))}
    />
  );
}
