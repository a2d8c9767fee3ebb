import type { Site } from "../../model/site.ts";
import { NumberField } from "../editing/number-field.tsx";
import { Part } from "../settings/part.tsx";
import { Field } from "../ui/field.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { cartWith, shopApiWith } from "./fields.ts";
import { t } from "./messages.ts";
import type { SiteEditing } from "./site-editing.ts";

const platforms = [
  "shopify",
  "woocommerce",
  "magento",
  "bigcommerce",
  "vendure",
  "medusa",
  "saleor",
  "other",
] as const satisfies Site["platform"][];
const cartFields = ["path", "field", "applied", "total"] as const;
const cartLabels = {
  path: "cartPath",
  field: "cartField",
  applied: "cartApplied",
  total: "cartTotal",
} as const;

/** What the shop runs on, and how coupons are put into its cart. */
export function CartPart({ editing }: { editing: SiteEditing }) {
  const { platform, shopApi, ordersBy, leastPaidPercent, newHoldersPerHour, cart } = editing.site.value;
  return (
    <Part title={t("cart")}>
      <SelectField
        label={t("platform")}
        options={platforms.map((value) => ({ value, label: t(`platform_${value}`) }))}
        value={platform}
        problem={editing.problemAt("platform")}
        onValue={(value) => editing.edit({ platform: value as Site["platform"] })}
      />
      <Field
        label={t("apiAddress")}
        hint={t("apiAddressHint")}
        code
        maxLength={500}
        value={shopApi?.address ?? ""}
        problem={editing.problemAt("shopApi.address") ?? editing.problemAt("shopApi")}
        onValue={(address) => editing.edit({ shopApi: shopApiWith(shopApi, { address }) })}
      />
      <Field
        label={t("apiKey")}
        code
        maxLength={200}
        value={shopApi?.key ?? ""}
        problem={editing.problemAt("shopApi.key")}
        onValue={(key) => editing.edit({ shopApi: shopApiWith(shopApi, { key }) })}
      />
      <SelectField
        label={t("ordersBy")}
        options={(["page", "webhook"] as const).map((value) => ({ value, label: t(`ordersBy_${value}`) }))}
        value={ordersBy}
        onValue={(value) => editing.edit({ ordersBy: value as Site["ordersBy"] })}
      />
      <NumberField
        label={t("leastPaidPercent")}
        hint={t("leastPaidHint")}
        number={leastPaidPercent}
        problem={editing.problemAt("leastPaidPercent")}
        onNumber={(percent) => editing.edit({ leastPaidPercent: percent })}
      />
      <NumberField
        label={t("newHolders")}
        hint={t("newHoldersHint")}
        number={newHoldersPerHour}
        problem={editing.problemAt("newHoldersPerHour")}
        onNumber={(number) => editing.edit({ newHoldersPerHour: number })}
      />
      <h3>{t("cartForm")}</h3>
      <p class="hint">{t("cartFormHint")}</p>
      {cartFields.map((field) => (
        <Field
          key={field}
          label={t(cartLabels[field])}
          code
          value={cart?.[field] ?? ""}
          problem={editing.problemAt(`cart.${field}`)}
          onValue={(value) => editing.edit({ cart: cartWith(cart, { [field]: value }) })}
        />
      ))}
    </Part>
  );
}
