import { factNamed, type Fact, type FactName } from "../facts/catalogue.ts";
import type { FactClaim } from "./claims.ts";
import { has, type Speech } from "./describe-messages.ts";
import { describeOperand, describeOperator, type Wording } from "./describe-operator.ts";
import { sayAny, sayValueOf } from "./describe-value.ts";

/** What visitors are picked by, as a marketer would say it: "whose medium is cpc", "with 3 or more orders". */
export function describeFact(claim: FactClaim, given: Omit<Wording, "say">): string {
  const { name, operator, operand } = claim;
  const fact = factNamed(name);
  const { t } = given;
  const wording = { ...given, say: sayValueOf(name, fact, given) };
  const label = fact === undefined ? name : labelOf(name, fact, given);
  const said =
    describeBeing(claim, fact, wording) ??
    (fact?.kind === "number" ? describeAmount(label, claim, wording) : undefined) ??
    (fact?.kind === "list" ? describeList(label, claim, wording) : undefined);
  if (said !== undefined) return said;
  const phrase = { label, said: describeOperator(operator, operand, wording) };
  if (fact?.group === "time" && name !== "visitorTimeZone") return t("when", phrase);
  if (fact?.group === "page" && name !== "previousPage") return t("onPage", phrase);
  return t("whose", phrase);
}

/** Where the site gives the name, it belongs to the label: "query parameter gift", "affinity to Lips". */
function labelOf(key: string, { kind }: Fact, { t }: Speech): string {
  const dot = key.indexOf(".");
  const label = t(`fact_${(dot === -1 ? key : key.slice(0, dot)) as FactName}`);
  if (dot === -1) return label;
  const name = key.slice(dot + 1);
  return kind === "traits" ? name : `${label} ${name}`;
}

/** Of these it is asked what visitors are, or which day it is, and not what they have. */
function describeBeing(
  { name, operator, operand }: FactClaim,
  fact: Fact | undefined,
  wording: Wording,
): string | undefined {
  const { t } = wording;
  const isDenied = operator === "$ne" || operator === "$nin";
  if (!isDenied && operator !== "$eq" && operator !== "$in") return undefined;
  if (name === "visitor") return t(isDenied ? "areNot" : "are", { kind: sayAny(operand, wording) });
  if (name === "weekday" || name === "visitorWeekday") {
    const said = t(name === "weekday" ? "onDay" : "onDayThere", { days: sayAny(operand, wording) });
    return isDenied ? t("no", { said }) : said;
  }
  const one: unknown = Array.isArray(operand) && operand.length === 1 ? operand[0] : operand;
  if (fact?.kind !== "boolean" || typeof one !== "boolean") return undefined;
  return t(one === isDenied ? "areNot" : "are", { kind: t(name === "known" ? "known" : "inEuropeanUnion") });
}

/** What can be counted is something that visitors have: "with 3 or more orders". */
function describeAmount(
  label: string,
  { name, operator, operand }: FactClaim,
  { t, say }: Wording,
): string | undefined {
  const what = label.replace(t("numberOf"), "");
  if ((what === label && name !== "points") || typeof operand !== "number" || !has("amount", operator))
    return undefined;
  // The label is for many: it is the number of orders that is more than 1.
  if (operand === 1 && operator !== "$gte") return undefined;
  return t("with", { amount: t(`amount_${operator}`, { any: say(operand) }), what });
}

/** Of a list it is said what is in it: "with vip among the tags". */
function describeList(
  label: string,
  { name, operator, operand }: FactClaim,
  wording: Wording,
): string | undefined {
  const { t } = wording;
  const any = describeOperand(operator, operand, wording);
  if (operator === "$size") return t("whose", { label: t("numberOf") + label, said: any });
  if (operator === "$exists") return t(operand === true ? "among" : "without", { label, any: t("anything") });
  if (!has("content", operator)) return undefined;
  const said = t(`content_${operator}`, { any });
  const isDenied = operator.startsWith("$n");
  if (name === "consent") return t(isDenied ? "noConsent" : "consent", { any: said });
  return t(isDenied ? "without" : "among", { label, any: said });
}
