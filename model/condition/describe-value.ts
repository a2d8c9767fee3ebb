import type { Fact } from "../facts/catalogue.ts";
import { has, joined, type Speech } from "./describe-messages.ts";

/** What values of a fact are said by: "Germany" for `DE`, "7 days" for 7. */
export type SayValue = (value: unknown) => string;

/** @param fact `undefined` for what is in no catalogue */
export function sayValueOf(name: string, fact: Fact | undefined, speech: Speech): SayValue {
  const { t } = speech;
  if (fact?.kind === "choice")
    return (value) =>
      typeof value === "string" && has("value", value) ? t(`value_${value}`) : valueText(value, speech);
  if (name === "country") return (value) => displayName("region", value, speech);
  if (name.startsWith("language")) return (value) => displayName("language", value, speech);
  const unit = fact?.unit;
  if (unit !== "days" && unit !== "minutes") return (value) => valueText(value, speech, unit === "money");
  return (value) => (typeof value === "number" ? t(unit, { count: value }) : valueText(value, speech));
}

function displayName(type: "region" | "language", code: unknown, speech: Speech): string {
  const text = valueText(code, speech);
  try {
    return new Intl.DisplayNames(speech.locale, { type, fallback: "code" }).of(text) ?? text;
  } catch {
    // It is no code.
    return text;
  }
}

/** @param useGrouping for amounts: numbers of other facts are also names, as "4711" is */
function valueText(value: unknown, { t, locale }: Speech, useGrouping = false): string {
  if (value === null || value === undefined) return t("nothing");
  if (typeof value === "boolean") return t(value ? "yes" : "isFalse");
  if (typeof value === "number")
    return value.toLocaleString(locale, { useGrouping, maximumFractionDigits: 20 });
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** One value, or each of a list: "a or b". */
export function sayAny(
  operand: unknown,
  speech: Speech & { readonly say: SayValue },
  joint: "and" | "or" = "or",
): string {
  const { t, say } = speech;
  return Array.isArray(operand) ? joined(speech, joint, operand.map(say)) || t("nothing") : say(operand);
}
