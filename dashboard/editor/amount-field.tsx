import { useState } from "preact/hooks";
import { amountText, minorUnits, noAmount } from "../text/amount.ts";
import { Field } from "../ui/field.tsx";
import { t } from "./messages.ts";

export interface AmountFieldProps {
  label: string;
  hint: string;
  /** In the currency's smallest unit. */
  amount: number | null;
  /** ISO 4217. */
  currency: string;
  problem: string | undefined;
  onAmount: (amount: number | null) => void;
}

/** Money in the shop's currency, typed as decimals. What was typed stays as it was typed while it means the amount. */
export function AmountField({ label, hint, amount, currency, problem, onAmount }: AmountFieldProps) {
  const [typed, setTyped] = useState("");
  const value = minorUnits(typed, currency) === amount ? typed : amountText(amount, currency);
  return (
    <Field
      label={t("amountIn", { label, currency })}
      hint={hint}
      value={value}
      inputMode="decimal"
      maxLength={16}
      problem={problem ?? (amount === noAmount ? t("noAmount") : undefined)}
      onValue={(text) => {
        setTyped(text);
        onAmount(minorUnits(text, currency));
      }}
    />
  );
}
