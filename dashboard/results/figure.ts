import type { JudgedGoal } from "../../worker/api/contract.ts";
import { goalName } from "../goals/goal-name.ts";
import { price } from "../text/amount.ts";
import { capitalised } from "../text/capitalised.ts";
import { locale } from "../text/language.ts";
import { t } from "./verdict-messages.ts";

/** What figures of a goal are told in. */
export type Unit = Pick<JudgedGoal, "kind" | "isMoney"> & { currency: string };

/** A figure of a goal: money, a share of visitors, or times. */
export function figureText(value: number | null, { kind, isMoney, currency }: Unit): string {
  if (value === null) return "–";
  if (isMoney) return price(value, currency);
  if (kind === "proportion") return percent(value);
  return times(value);
}

/** How large a difference of two figures is. Of shares in points: 3 % and 3.4 % differ by 0.4 points, and by 13 %. */
export function differenceText(value: number | null, unit: Unit): string {
  if (value === null || unit.isMoney || unit.kind !== "proportion") return figureText(value, unit);
  return t("points", { size: fixed(100 * value, digitsOf(value)) });
}

/** The same with its sign. */
export function signedText(value: number | null, unit: Unit): string {
  if (value === null) return "–";
  const text = differenceText(value, unit);
  // What is nothing once it is rounded has no sign.
  if (!/[1-9]/.test(text)) return text.replace("-", "");
  return (value > 0 ? "+" : "") + text;
}

/** So that figures beside each other have as many digits: 1.17 beside 1.02, whatever the digits are. Very small ones have those that count. */
function times(value: number): string {
  const size = Math.abs(value);
  if (size > 0 && size < 0.01) return value.toLocaleString(locale, { maximumSignificantDigits: 2 });
  const digits = size === 0 || size >= 1000 ? 0 : 2;
  return fixed(value, digits);
}

/** A share as somebody set it: 10 % is not 10.0 %. */
export function setShare(share: number): string {
  return share.toLocaleString(locale, { style: "percent", maximumFractionDigits: 1 });
}

/** 0.0123 → "1.2 %". Shares of visitors are often small, so small ones have more digits, and none at all has none. */
export function percent(share: number): string {
  return fixed(share, digitsOf(share), "percent");
}

function digitsOf(share: number): number {
  return share === 0 ? 0 : Math.abs(share) < 0.01 ? 2 : 1;
}

function fixed(value: number, digits: number, style: "percent" | "decimal" = "decimal"): string {
  return value.toLocaleString(locale, {
    style,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** Days as people read them, "18–21 Nov 2026". @param first the first one, `2026-11-18`. @param last the last one. */
export function daysText(first: string, last = first): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  return format.formatRange(new Date(first), new Date(last));
}

export function countText(count: number): string {
  return count.toLocaleString(locale);
}

/** The goal as it starts a sentence. */
export function goalText({ goal, name }: Pick<JudgedGoal, "goal" | "name">): string {
  return capitalised(name ?? goalName(goal, []));
}
