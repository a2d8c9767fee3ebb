import { isDocument, isOperators } from "./condition-document.ts";
import { has, joined, type Speech } from "./describe-messages.ts";
import { sayAny, type SayValue } from "./describe-value.ts";

/** What operators need to be said. */
export interface Wording extends Speech {
  readonly say: SayValue;
  /** Names of saved lists by their id. */
  readonly lists: Readonly<Record<string, string>>;
  /** Says a whole condition about an item of a list: "whose price is more than 5". */
  readonly describeItem: (condition: unknown) => string;
}

/** What one operator says of a fact: "is cpc", "is 50 or more". */
export function describeOperator(operator: string, operand: unknown, wording: Wording): string {
  const { t } = wording;
  if (operator === "$exists") return t(operand === true ? "isKnown" : "isUnknown");
  if (operator === "$elemMatch" && !isOperators(operand))
    return t("entryWhose", { any: wording.describeItem(operand) });
  const any = describeOperand(operator, operand, wording);
  if (typeof operand === "number" && has("amount", operator))
    return t("is", { any: t(`amount_${operator}`, { any }) });
  return has("test", operator) ? t(`test_${operator}`, { any }) : t("unheardOf", { any });
}

/** What an operator is given, as it stands in a sentence: "a or b", "one that is a", "30 km of 52.5, 13.4". */
export function describeOperand(operator: string, operand: unknown, wording: Wording): string {
  switch (operator) {
    case "$all":
    case "$alli":
      return describeEach(operand, wording);
    case "$size":
    case "$not":
    case "$elemMatch":
      return describeExpected(operand, wording);
    case "$inGroup":
    case "$notInGroup": {
      const id = String(operand);
      return (Object.hasOwn(wording.lists, id) ? wording.lists[id] : undefined) ?? id;
    }
    case "$near": {
      if (!isDocument(operand)) return wording.say(operand);
      const { latitude, longitude, km } = operand;
      return wording.t("near", { latitude: String(latitude), longitude: String(longitude), km: String(km) });
    }
    default:
      return sayAny(operand, wording, operator === "$eq" || operator === "$ne" ? "and" : "or");
  }
}

/** What stands inside another operator is put in parentheses where it says several things. */
function describeExpected(expected: unknown, wording: Wording): string {
  const each = Object.entries(isOperators(expected) ? expected : { $in: expected }).map(
    ([operator, operand]) => describeOperator(operator, operand, wording),
  );
  const said = joined(wording, "and", each);
  return each.length > 1 ? wording.t("group", { said }) : said;
}

/** What a list must include: "a and one that matches the pattern b". */
function describeEach(operand: unknown, wording: Wording): string {
  const each = (Array.isArray(operand) ? operand : [operand]).map((expected: unknown) =>
    isOperators(expected)
      ? wording.t("oneThat", { any: describeExpected(expected, wording) })
      : sayAny(expected, wording),
  );
  return joined(wording, "and", each) || wording.t("anything");
}
