import type { ComponentChildren } from "preact";
import type { Coupon } from "../../model/coupon/coupon.ts";
import type { Site } from "../../model/site.ts";
import { AmountField } from "../editing/amount-field.tsx";
import type { Editing } from "../editing/editing.ts";
import { NumberField } from "../editing/number-field.tsx";
import { noNumber } from "../text/number.ts";
import { Field } from "../ui/field.tsx";
import { LinesField } from "../ui/lines-field.tsx";
import { MomentField } from "../ui/moment-field.tsx";
import { CodeFields } from "./code-fields.tsx";
import { DiscountFields } from "./discount-fields.tsx";
import { t } from "./messages.ts";

/** The paths that have a field of their own, which shows its problem beside it. */
export const fieldsOfCoupon =
  /^(name|code|pool\.pattern|discount(\..+)?|minimum|products|categories|limits\..+|budget|schedule\.(from|until)|hoursAfterIssue|combining\..+|shards)$/;

export interface CouponFormProps {
  editing: Editing<"coupons">;
  site: Pick<Site, "currency" | "timeZone">;
}

/** Everything that a coupon is made of, the most usual first. */
export function CouponForm({ editing, site }: CouponFormProps) {
  const coupon = editing.document.value;
  const { limits, schedule, combining } = coupon;
  const edit = (part: Partial<Coupon>, path: string) =>
    editing.edit({ ...editing.document.value, ...part }, path);
  const problem = (path: string) => editing.problemAt(path);
  return (
    <>
      <Part id="discount" title={t("discountTitle")}>
        <Field
          label={t("name")}
          hint={t("nameHint")}
          value={coupon.name}
          maxLength={120}
          problem={problem("name")}
          onValue={(name) => edit({ name }, "name")}
        />
        <DiscountFields
          discount={coupon.discount}
          currency={site.currency}
          problemAt={problem}
          onDiscount={(discount, path) => edit({ discount }, path)}
        />
        <p class="hint">{t("discountHint")}</p>
      </Part>
      <Part id="codes" title={t("codesTitle")}>
        <CodeFields coupon={coupon} problemAt={problem} onCoupon={(next, path) => editing.edit(next, path)} />
      </Part>
      <Part id="for" title={t("forTitle")}>
        <AmountField
          label={t("minimum")}
          amount={coupon.minimum}
          currency={site.currency}
          problem={problem("minimum")}
          onAmount={(minimum) => edit({ minimum }, "minimum")}
        />
        <div class="field-pair">
          {(["products", "categories"] as const).map((which) => (
            <LinesField
              key={which}
              label={t(which)}
              hint={t(`${which}Hint`)}
              lines={coupon[which]}
              problem={problem(which)}
              onLines={(lines) => edit({ [which]: lines }, which)}
            />
          ))}
        </div>
      </Part>
      <Part id="limits" title={t("limitsTitle")}>
        <div class="field-pair">
          {(["total", "perPerson", "perDay"] as const).map((which) => (
            <NumberField
              key={which}
              label={t(which)}
              hint={t("noLimit")}
              number={limits[which]}
              problem={problem(`limits.${which}`)}
              onNumber={(number) => edit({ limits: { ...limits, [which]: number } }, `limits.${which}`)}
            />
          ))}
          <AmountField
            label={t("budget")}
            hint={`${t("budgetHint")} ${t("noLimit")}`}
            amount={coupon.budget}
            currency={site.currency}
            problem={problem("budget")}
            onAmount={(budget) => edit({ budget }, "budget")}
          />
        </div>
      </Part>
      <Part id="time" title={t("timeTitle")}>
        <div class="field-pair">
          {(["from", "until"] as const).map((which) => (
            <MomentField
              key={which}
              label={t(which)}
              hint={t("clock", { timeZone: schedule.timeZone ?? site.timeZone })}
              value={schedule[which]}
              problem={problem(`schedule.${which}`)}
              onValue={(moment) => edit({ schedule: { ...schedule, [which]: moment } }, `schedule.${which}`)}
            />
          ))}
        </div>
        {schedule.weekly.length > 0 && <p class="hint">{t("weekly")}</p>}
        <NumberField
          label={t("hours")}
          hint={t("hoursHint")}
          number={coupon.hoursAfterIssue}
          problem={problem("hoursAfterIssue")}
          onNumber={(hoursAfterIssue) => edit({ hoursAfterIssue }, "hoursAfterIssue")}
        />
      </Part>
      <details class="card">
        <summary>
          <h2>{t("togetherTitle")}</h2>
        </summary>
        <div class="coupon-together">
          <p class="hint">{t("classHint")}</p>
          <Field
            label={t("className")}
            code
            maxLength={63}
            value={combining.class}
            problem={problem("combining.class")}
            onValue={(name) => edit({ combining: { ...combining, class: name } }, "combining.class")}
          />
          <LinesField
            label={t("withLabel")}
            lines={combining.with}
            problem={problem("combining.with")}
            onLines={(lines) => edit({ combining: { ...combining, with: lines } }, "combining.with")}
          />
          <LinesField
            label={t("excludes")}
            lines={combining.excludes}
            problem={problem("combining.excludes")}
            onLines={(lines) => edit({ combining: { ...combining, excludes: lines } }, "combining.excludes")}
          />
          <NumberField
            label={t("shards")}
            hint={t("shardsHint")}
            number={coupon.shards}
            problem={problem("shards")}
            onNumber={(shards) => edit({ shards: shards ?? noNumber }, "shards")}
          />
        </div>
      </details>
    </>
  );
}

function Part({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  return (
    <section class="card" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
    </section>
  );
}
