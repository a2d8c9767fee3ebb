import { conditionMessages, has, type Speech } from "../../model/condition/describe-messages.ts";
import type { FactName } from "../../model/facts/catalogue.ts";
import { language } from "../text/language.ts";
import { translated } from "../text/translated.ts";

export const t = translated("condition-sentences", conditionMessages);

/** The reader's language, for `describeCondition`. */
export const speech: Speech = { t, locale: language };

/** A fact as the reader calls it: "cart value". */
export function factLabel(name: FactName): string {
  return t(`fact_${name}`);
}

/** One of a few values as the reader calls it: "Monday" for `monday`. */
export function valueLabel(value: string): string {
  return has("value", value) ? t(`value_${value}`) : value;
}
