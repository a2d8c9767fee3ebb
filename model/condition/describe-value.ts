import type { Fact } from "../facts/catalogue.ts";
import { continent, continents, has, joined, t } from "./describe-messages.ts";

/** What values of a fact are said by: "Germany" for `DE`, "7 days" for 7. */
export type SayValue = (value: unknown) => string;

/** @param fact `undefined` for what is in no catalogue */
export function sayValueOf(name: string, fact: Fact | undefined): SayValue {
  if (name === "continent")
    return (value) =>
      typeof value === "string" && has(continents, value) ? continent(value) : valueText(value);
  if (name === "country") return (value) => displayName("region", value);
  if (name.startsWith("language")) return (value) => displayName("language", value);
  if (fact?.kind === "choice" && fact.group === "time")
    return (value) => valueText(value).replace(/^[a-z]/, (letter) => letter.toUpperCase());
  const unit = fact?.unit;
  if (unit !== "days" && unit !== "minutes") return valueText;
  return (value) => (typeof value === "number" ? t(unit, { count: value }) : valueText(value));
}

function displayName(type: "region" | "language", code: unknown): string {
  const text = valueText(code);
  try {
    return new Intl.DisplayNames("en", { type, fallback: "code" }).of(text) ?? text;
  } catch {
    // It is no code.
    return text;
  }
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return t("nothing");
  if (typeof value === "boolean") return t(value ? "yes" : "isFalse");
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** One value, or each of a list: "a or b". */
export function sayAny(operand: unknown, say: SayValue, joint: "and" | "or" = "or"): string {
  return Array.isArray(operand) ? joined(joint, operand.map(say)) || t("nothing") : say(operand);
}
