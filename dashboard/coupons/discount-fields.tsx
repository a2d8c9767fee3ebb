import type { Discount } from "../../model/coupon/discount.ts";
import { AmountField } from "../editing/amount-field.tsx";
import { NumberField } from "../editing/number-field.tsx";
import { noNumber } from "../text/number.ts";
import { Field } from "../ui/field.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { t } from "./messages.ts";

/** As each starts. */
const kinds: readonly Discount[] = [
  { kind: "percent", percent: 10, most: null },
  { kind: "amount", amount: 500 },
  { kind: "free_shipping", worth: null },
  { kind: "gift", product: "", worth: null },
  { kind: "buy_get", buy: 2, get: 1, percent: 100 },
];

export interface DiscountFieldsProps {
  discount: Discount | null;
  currency: string;
  problemAt: (path: string) => string | undefined;
  /** @param path of what was changed, in the coupon. */
  onDiscount: (discount: Discount | null, path: string) => void;
}

/** What the shop takes off, and how much. */
export function DiscountFields({ discount, currency, problemAt, onDiscount }: DiscountFieldsProps) {
  return (
    <>
      <SelectField
        label={t("kind")}
        value={discount?.kind ?? ""}
        options={[
          ...kinds.map(({ kind }) => ({ value: kind, label: t(`kind_${kind}`) })),
          { value: "", label: t("kind_none") },
        ]}
        problem={problemAt("discount")}
        onValue={(value) => onDiscount(kinds.find(({ kind }) => kind === value) ?? null, "discount")}
      />
      {discount !== null && <Measures {...{ discount, currency, problemAt, onDiscount }} />}
    </>
  );
}

function Measures({
  discount,
  currency,
  problemAt,
  onDiscount,
}: DiscountFieldsProps & { discount: Discount }) {
  const at = (field: string) => `discount.${field}`;
  const money = (
    field: string,
    label: string,
    amount: number | null,
    put: (amount: number | null) => Discount,
  ) => (
    <AmountField
      label={label}
      amount={amount}
      currency={currency}
      problem={problemAt(at(field))}
      onAmount={(typed) => onDiscount(put(typed), at(field))}
    />
  );
  const count = (field: string, label: string, number: number, put: (number: number) => Discount) => (
    <NumberField
      label={label}
      number={number}
      problem={problemAt(at(field))}
      onNumber={(typed) => onDiscount(put(typed ?? noNumber), at(field))}
    />
  );
  switch (discount.kind) {
    case "percent":
      return (
        <div class="field-pair">
          {count("percent", t("percent"), discount.percent, (percent) => ({ ...discount, percent }))}
          {money("most", t("most"), discount.most, (most) => ({ ...discount, most }))}
        </div>
      );
    case "amount":
      return money("amount", t("amount"), discount.amount, (amount) => ({
        ...discount,
        amount: amount ?? noNumber,
      }));
    case "free_shipping":
      return money("worth", t("shippingWorth"), discount.worth, (worth) => ({ ...discount, worth }));
    case "gift":
      return (
        <div class="field-pair">
          <Field
            label={t("product")}
            value={discount.product}
            maxLength={200}
            problem={problemAt(at("product"))}
            onValue={(product) => onDiscount({ ...discount, product }, at("product"))}
          />
          {money("worth", t("giftWorth"), discount.worth, (worth) => ({ ...discount, worth }))}
        </div>
      );
    case "buy_get":
      return (
        <div class="field-pair">
          {count("buy", t("buy"), discount.buy, (buy) => ({ ...discount, buy }))}
          {count("get", t("get"), discount.get, (get) => ({ ...discount, get }))}
          {count("percent", t("getPercent"), discount.percent, (percent) => ({ ...discount, percent }))}
        </div>
      );
  }
}
