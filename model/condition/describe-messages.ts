import type { FactName } from "../facts/catalogue.ts";
import { facts } from "../facts/catalogue.ts";
import { type Translate, translator } from "../text/translate.ts";

/** How facts are called, as `fact_source` and so on. */
const labels = Object.fromEntries(
  Object.entries(facts).map(([name, { label }]) => [`fact_${name}`, label]),
) as Record<`fact_${FactName}`, string>;

/** The words of conditions' sentences, in English. Plurals hold a space before each word, as `translator` asks for. */
export const conditionMessages = {
  everyone: "everyone",
  visitors: "visitors",
  visitorsOfKind: "{kind} visitors",
  tooDeep: "visitors whose condition is nested too deeply to be said",
  ofAnyKind: "of any kind",
  and: " and ",
  or: " or ",
  group: "({said})",
  no: "not {said}",
  notAmong: "not among those {said}",
  in: "in {segment}",

  who: "who {said}",
  are: "who are {kind}",
  areNot: "who are not {kind}",
  known: "known customers",
  inEuropeanUnion: "in the European Union",
  whose: "whose {label} {said}",
  when: "when the {label} {said}",
  onPage: "on a page whose {label} {said}",
  onDay: "on a {days}",
  onDayThere: "on a {days} where they are",
  with: "with {amount} {what}",
  numberOf: "number of ",
  among: "with {any} among the {label}",
  without: "without {any} among the {label}",
  consent: "who consent to {any}",
  noConsent: "who do not consent to {any}",

  is: "is {any}",
  isKnown: "is known",
  isUnknown: "is not known",
  near: "{km} km of {latitude}, {longitude}",
  oneThat: "one that {any}",
  entryWhose: "has an entry {any}",
  unheardOf: "is compared with {any} in an unknown way",
  anything: "anything",
  nothing: "nothing",
  yes: "yes",
  isFalse: "no",
  days: "{count, plural, one {# day} other {# days}}",
  minutes: "{count, plural, one {# minute} other {# minutes}}",

  did: "did {event}",
  parameters: "{doing} with {parameters}",
  never: "never {doing}",
  $eq: "exactly{count, plural, one { once} other { # times}}",
  $ne: "not exactly{count, plural, one { once} other { # times}}",
  $gt: "more than{count, plural, one { once} other { # times}}",
  $gte: "at least{count, plural, one { once} other { # times}}",
  $lt: "fewer than{count, plural, one { once} other { # times}}",
  $lte: "at most{count, plural, one { once} other { # times}}",
  session: "{said} in this visit",
  m: "{said} in the last{count, plural, one { minute} other { # minutes}}",
  h: "{said} in the last{count, plural, one { hour} other { # hours}}",
  d: "{said} in the last{count, plural, one { day} other { # days}}",

  /** What an operator says of a fact. */
  test_$eq: "is {any}",
  test_$in: "is {any}",
  test_$veq: "is {any}",
  test_$ne: "is not {any}",
  test_$nin: "is not {any}",
  test_$vne: "is not {any}",
  test_$ini: "is {any}, in capitals or not",
  test_$nini: "is not {any}, in capitals or not",
  test_$gt: "is later than {any}",
  test_$vgt: "is later than {any}",
  test_$gte: "is {any} or later",
  test_$vgte: "is {any} or later",
  test_$lt: "is earlier than {any}",
  test_$vlt: "is earlier than {any}",
  test_$lte: "is {any} or earlier",
  test_$vlte: "is {any} or earlier",
  test_$regex: "matches the pattern {any}",
  test_$regexi: "matches the pattern {any}, in capitals or not",
  test_$inGroup: "is in the list {any}",
  test_$notInGroup: "is not in the list {any}",
  test_$type: "is of the type {any}",
  test_$near: "is within {any}",
  test_$not: "is not one that {any}",
  test_$all: "includes {any}",
  test_$alli: "includes {any}, in capitals or not",
  test_$size: "has a number of entries that {any}",
  test_$elemMatch: "has an entry that {any}",

  /** How a number compares with others. */
  amount_$eq: "{any}",
  amount_$gt: "more than {any}",
  amount_$gte: "{any} or more",
  amount_$lt: "under {any}",
  amount_$lte: "up to {any}",

  /** What an operator says of a list: what is in it. */
  content_$in: "{any}",
  content_$nin: "{any}",
  content_$all: "{any}",
  content_$ini: "{any}, in capitals or not,",
  content_$nini: "{any}, in capitals or not,",
  content_$alli: "{any}, in capitals or not,",
  content_$eq: "nothing but {any}",
  content_$inGroup: "an entry of the list {any}",
  content_$notInGroup: "an entry of the list {any}",
  content_$elemMatch: "one that {any}",

  /** What visitors do, by the event's name. */
  doing_page_view: "viewed pages",
  doing_view_item: "looked at products",
  doing_add_to_cart: "put products in the cart",
  doing_purchase: "bought",
  doing_search: "searched",
  doing_begin_checkout: "began to check out",
  doing_refund: "gave something back",
  doing_form_submit: "sent a form",
  doing_generate_lead: "became a lead",
  doing_sign_up: "signed up",
  doing_login: "logged in",

  value_AF: "Africa",
  value_AN: "Antarctica",
  value_AS: "Asia",
  value_EU: "Europe",
  value_NA: "North America",
  value_OC: "Oceania",
  value_SA: "South America",
  value_new: "new",
  value_returning: "returning",
  value_mobile: "mobile",
  value_tablet: "tablet",
  value_desktop: "desktop",
  value_monday: "Monday",
  value_tuesday: "Tuesday",
  value_wednesday: "Wednesday",
  value_thursday: "Thursday",
  value_friday: "Friday",
  value_saturday: "Saturday",
  value_sunday: "Sunday",
  ...labels,
} as const;

/** A language that conditions are said in. */
export interface Speech {
  readonly t: Translate<typeof conditionMessages>;
  /** BCP 47, for the names of countries and languages. */
  readonly locale: string;
}

export const english: Speech = { t: translator(conditionMessages), locale: "en" };

/** What the messages of one family say of, as `amount_$gt` of `$gt`. */
type InFamily<Family extends string> = keyof typeof conditionMessages extends infer Key
  ? Key extends `${Family}_${infer Name}`
    ? Name
    : never
  : never;

/** Whether a family of messages has one of this name. */
export function has<Family extends "test" | "amount" | "content" | "doing" | "value">(
  family: Family,
  name: string,
): name is InFamily<Family> {
  return Object.hasOwn(conditionMessages, `${family}_${name}`);
}

/** Joins what is said: `a`, `b`, `c` → "a and b and c". */
export function joined({ t }: Speech, joint: "and" | "or", said: readonly string[]): string {
  return said.join(t(joint));
}
