import { translator } from "../text/translate.ts";

/** The words of conditions' sentences. Plurals hold a space before each word, as `translator` asks for. */
export const t = translator({
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
});

/** What an operator says of a fact. */
export const tests = {
  $eq: "is {any}",
  $in: "is {any}",
  $veq: "is {any}",
  $ne: "is not {any}",
  $nin: "is not {any}",
  $vne: "is not {any}",
  $ini: "is {any}, in capitals or not",
  $nini: "is not {any}, in capitals or not",
  $gt: "is later than {any}",
  $vgt: "is later than {any}",
  $gte: "is {any} or later",
  $vgte: "is {any} or later",
  $lt: "is earlier than {any}",
  $vlt: "is earlier than {any}",
  $lte: "is {any} or earlier",
  $vlte: "is {any} or earlier",
  $regex: "matches the pattern {any}",
  $regexi: "matches the pattern {any}, in capitals or not",
  $inGroup: "is in the list {any}",
  $notInGroup: "is not in the list {any}",
  $type: "is of the type {any}",
  $near: "is within {any}",
  $not: "is not one that {any}",
  $all: "includes {any}",
  $alli: "includes {any}, in capitals or not",
  $size: "has a number of entries that {any}",
  $elemMatch: "has an entry that {any}",
} as const;
export const test = translator(tests);

/** How a number compares with others. */
export const amounts = {
  $eq: "{any}",
  $gt: "more than {any}",
  $gte: "{any} or more",
  $lt: "under {any}",
  $lte: "up to {any}",
} as const;
export const amount = translator(amounts);

/** What an operator says of a list: what is in it. */
export const contents = {
  $in: "{any}",
  $nin: "{any}",
  $all: "{any}",
  $ini: "{any}, in capitals or not,",
  $nini: "{any}, in capitals or not,",
  $alli: "{any}, in capitals or not,",
  $eq: "nothing but {any}",
  $inGroup: "an entry of the list {any}",
  $notInGroup: "an entry of the list {any}",
  $elemMatch: "one that {any}",
} as const;
export const content = translator(contents);

/** What visitors do, by the event's name. */
export const doings = {
  page_view: "viewed pages",
  view_item: "looked at products",
  add_to_cart: "put products in the cart",
  purchase: "bought",
  search: "searched",
} as const;
export const doing = translator(doings);

export const continents = {
  AF: "Africa",
  AN: "Antarctica",
  AS: "Asia",
  EU: "Europe",
  NA: "North America",
  OC: "Oceania",
  SA: "South America",
} as const;
export const continent = translator(continents);

/** Whether a catalogue has a message of this name. */
export function has<Catalogue extends object>(
  catalogue: Catalogue,
  key: string,
): key is keyof Catalogue & string {
  return Object.hasOwn(catalogue, key);
}

/** Joins what is said: `a`, `b`, `c` → "a and b and c". */
export function joined(joint: "and" | "or", said: readonly string[]): string {
  return said.join(t(joint));
}
