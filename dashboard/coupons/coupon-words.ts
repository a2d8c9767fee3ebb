import type { Coupon } from "../../model/coupon/coupon.ts";
import type { Discount } from "../../model/coupon/discount.ts";
import { money } from "../text/amount.ts";
import { capitalised } from "../text/capitalised.ts";
import { language, locale } from "../text/language.ts";
import { t } from "./messages.ts";

/** A coupon as its card says it: what it takes off, and a line for each of the rest. */
export interface CouponWords {
  what: string;
  lines: string[];
}

/** What is half typed is left out, or said as it would be understood. @param currency of the site, ISO 4217. */
export function couponWords(coupon: Coupon, currency: string): CouponWords {
  const amount = (minor: number) => money(minor, currency);
  const what = [discountWords(coupon.discount, amount), ...conditionWords(coupon, amount)].join(" ");
  return {
    what,
    lines: [codeWords(coupon), limitWords(coupon, amount), timeWords(coupon), combiningWords(coupon)],
  };
}

type Amounts = (minor: number) => string;

function discountWords(discount: Discount | null, amount: Amounts): string {
  switch (discount?.kind) {
    case undefined:
      return t("say_none");
    case "percent": {
      const { percent, most } = discount;
      return isSaid(most)
        ? t("say_percentMost", { percent: percent.toLocaleString(locale), most: amount(most) })
        : t("say_percent", { percent: percent.toLocaleString(locale) });
    }
    case "amount":
      return t("say_amount", { amount: amount(Math.max(0, discount.amount)) });
    case "free_shipping":
      return t("say_free_shipping");
    case "gift":
      return t("say_gift", { product: discount.product });
    case "buy_get": {
      const { buy, get, percent } = discount;
      return percent === 100
        ? t("say_buy_get", { buy, get })
        : t("say_buy_getPercent", { buy, get, percent: percent.toLocaleString(locale) });
    }
  }
}

function conditionWords({ minimum, products, categories }: Coupon, amount: Amounts): string[] {
  return [
    ...(isSaid(minimum) ? [t("say_minimum", { amount: amount(minimum) })] : []),
    ...(products.length > 0 ? [t("say_products", { count: products.length })] : []),
    ...(categories.length > 0 ? [t("say_categories", { categories: someOf(categories) })] : []),
  ];
}

function codeWords({ code, pool }: Coupon): string {
  if (pool !== null) return t(pool.kind === "generated" ? "say_generated" : "say_imported");
  return code === null || code === "" ? t("say_noCode") : t("say_shared", { code });
}

function limitWords({ limits, budget }: Coupon, amount: Amounts): string {
  const counted = (["total", "perPerson", "perDay"] as const).flatMap((which) => {
    const count = limits[which];
    return isSaid(count) ? [t(`say_${which}`, { count })] : [];
  });
  const all = [...counted, ...(isSaid(budget) ? [t("say_budget", { amount: amount(budget) })] : [])];
  return all.length === 0 ? t("say_unlimited") : capitalised(all.join(", "));
}

function timeWords({ schedule: { from, until }, hoursAfterIssue }: Coupon): string {
  const span =
    from !== null && until !== null
      ? t("say_between", { from: clockText(from), until: clockText(until) })
      : from !== null
        ? t("say_from", { from: clockText(from) })
        : until !== null
          ? t("say_until", { until: clockText(until) })
          : t("say_always");
  if (!isSaid(hoursAfterIssue)) return span;
  const isDays = hoursAfterIssue % 24 === 0;
  const each = t(isDays ? "say_days" : "say_hours", {
    count: isDays ? hoursAfterIssue / 24 : hoursAfterIssue,
  });
  return `${span}, ${each}`;
}

function combiningWords({ combining }: Coupon): string {
  return combining.with.length === 0 ? t("say_alone") : t("say_with", { classes: someOf(combining.with) });
}

function someOf(names: readonly string[]): string {
  const shown = names.slice(0, 3);
  const count = names.length - shown.length;
  const list = new Intl.ListFormat(language).format(shown);
  return count === 0 ? list : t("say_more", { names: shown.join(", "), count });
}

/** What the shop's clock shows: "27 Nov 2026, 00:00". */
function clockText(local: string): string {
  const moment = new Date(`${local}Z`);
  if (Number.isNaN(moment.getTime())) return local;
  const format = { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(locale, format).format(moment);
}

/** Nothing typed is `null`; what is no number is below 0. */
function isSaid(number: number | null): number is number {
  return number !== null && number > 0;
}
