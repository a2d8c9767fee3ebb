import { factNamed, type Fact } from "../facts/catalogue.ts";
import type { FactClaim } from "./claims.ts";
import { amount, amounts, content, contents, has, t } from "./describe-messages.ts";
import { describeOperand, describeOperator, type Wording } from "./describe-operator.ts";
import { sayAny, sayValueOf } from "./describe-value.ts";

/** What visitors are picked by, as a marketer would say it: "whose medium is cpc", "with 3 or more orders". */
export function describeFact(claim: FactClaim, given: Omit<Wording, "say">): string {
  const { name, operator, operand } = claim;
  const fact = factNamed(name);
  const wording = { ...given, say: sayValueOf(name, fact) };
  const label = fact === undefined ? name : labelOf(name, fact);
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
function labelOf(key: string, { kind, label }: Fact): string {
  const dot = key.indexOf(".");
  if (dot === -1) return label;
  const name = key.slice(dot + 1);
  return kind === "traits" ? name : `${label} ${name}`;
}

/** Of these it is asked what visitors are, or which day it is, and not what they have. */
function describeBeing(
  { name, operator, operand }: FactClaim,
  fact: Fact | undefined,
  { say }: Wording,
): string | undefined {
  const isDenied = operator === "$ne" || operator === "$nin";
  if (!isDenied && operator !== "$eq" && operator !== "$in") return undefined;
  if (name === "visitor") return t(isDenied ? "areNot" : "are", { kind: sayAny(operand, say) });
  if (name === "weekday" || name === "visitorWeekday") {
    const said = t(name === "weekday" ? "onDay" : "onDayThere", { days: sayAny(operand, say) });
    return isDenied ? t("no", { said }) : said;
  }
  const one: unknown = Array.isArray(operand) && operand.length === 1 ? operand[0] : operand;
  if (fact?.kind !== "boolean" || typeof one !== "boolean") return undefined;
  return t(one === isDenied ? "areNot" : "are", { kind: t(name === "known" ? "known" : "inEuropeanUnion") });
}

/** What can be counted is something that visitors have: "with 3 or more orders". */
function describeAmount(
  label: string,
  { operator, operand }: FactClaim,
  { say }: Wording,
): string | undefined {
  const what = label.replace(t("numberOf"), "");
  if ((what === label && label !== "points") || typeof operand !== "number" || !has(amounts, operator))
    return undefined;
  // The label is for many: it is the number of orders that is more than 1.
  if (operand === 1 && operator !== "$gte") return undefined;
  return t("with", { amount: amount(operator, { any: say(operand) }), what });
}

/** Of a list it is said what is in it: "with vip among the tags". */
function describeList(
  label: string,
  { name, operator, operand }: FactClaim,
  wording: Wording,
): string | undefined {
  const any = describeOperand(operator, operand, wording);
  if (operator === "$size") return t("whose", { label: t("numberOf") + label, said: any });
  if (operator === "$exists") return t(operand === true ? "among" : "without", { label, any: t("anything") });
  if (!has(contents, operator)) return undefined;
  const said = content(operator, { any });
  const isDenied = operator.startsWith("$n");
  if (name === "consent") return t(isDenied ? "noConsent" : "consent", { any: said });
  return t(isDenied ? "without" : "among", { label, any: said });
}
