import type { Coupon } from "../../model/coupon/coupon.ts";
import { Field } from "../ui/field.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { t } from "./messages.ts";

const ways = ["shared", "generated", "imported"] as const;

/** So many that nobody guesses one. */
const wildcards = "#".repeat(13);

export interface CodeFieldsProps {
  coupon: Coupon;
  problemAt: (path: string) => string | undefined;
  onCoupon: (coupon: Coupon, path: string) => void;
}

/** One code for everybody, or one for each person. */
export function CodeFields({ coupon, problemAt, onCoupon }: CodeFieldsProps) {
  const { code, pool } = coupon;
  const choose = (way: string) => {
    if (way === "shared") onCoupon({ ...coupon, code: "", pool: null }, "code");
    else if (way === "imported") onCoupon({ ...coupon, code: null, pool: { kind: "imported" } }, "code");
    else
      onCoupon({ ...coupon, code: null, pool: { kind: "generated", pattern: patternFor(coupon) } }, "code");
  };
  return (
    <>
      <SelectField
        label={t("codes")}
        value={pool?.kind ?? "shared"}
        options={ways.map((way) => ({ value: way, label: t(way) }))}
        onValue={choose}
      />
      {pool === null && (
        <Field
          label={t("code")}
          hint={t("codeHint")}
          code
          maxLength={64}
          value={code ?? ""}
          problem={problemAt("code")}
          onValue={(typed) => onCoupon({ ...coupon, code: typed }, "code")}
        />
      )}
      {pool?.kind === "generated" && (
        <Field
          label={t("pattern")}
          hint={t("patternHint")}
          code
          maxLength={64}
          value={pool.pattern}
          problem={problemAt("pool.pattern")}
          onValue={(pattern) =>
            onCoupon(
              { ...coupon, pool: { kind: "generated", pattern: pattern.toUpperCase() } },
              "pool.pattern",
            )
          }
        />
      )}
      {pool?.kind === "imported" && <p class="hint">{t("importedHint")}</p>}
    </>
  );
}

/** The code that everybody had, or the coupon's name, as the beginning of each person's own. */
function patternFor({ code, name }: Coupon): string {
  const word = (code || name)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "")
    .slice(0, 12);
  return word === "" ? wildcards : `${word}-${wildcards}`;
}
