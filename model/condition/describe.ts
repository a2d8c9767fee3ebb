import { factNamed } from "../facts/catalogue.ts";
import { isDocument, isOperators, type ConditionDocument } from "./condition-document.ts";
import { describeTest } from "./describe-operator.ts";
import type { Did } from "./did.ts";

/** One thing that a condition says: a fact with one operator, `$did`, or a compound (`$or`, `$nor`, `$not`). */
type Claim = readonly [key: string, value: unknown];

/**
 * The visitors that a condition is about, as a marketer would say it: "new visitors whose medium is cpc".
 * Empty conditions are everyone.
 */
export function describeCondition(condition: ConditionDocument): string {
  const claims = claimsOf(condition);
  if (claims.length === 0) return "everyone";
  const kind = claims.find(([key, value]) => key === "visitor" && isDocument(value) && "$eq" in value);
  const others = claims.filter((claim) => claim !== kind);
  const visitors = kind === undefined ? "visitors" : `${valueOf(kind)} visitors`;
  const relatives = others.map((claim) => relative(claim, others.length === 1));
  return relatives.length === 0 ? visitors : `${visitors} ${relatives.join(" and ")}`;
}

/** Everything that must hold, flattened; what is said of it as a denial is turned into a plain claim where it can be. */
function claimsOf(condition: ConditionDocument): Claim[] {
  return Object.entries(condition).flatMap(([key, value]): Claim[] => {
    if (key === "$and") return (value as ConditionDocument[]).flatMap(claimsOf);
    if (key === "$not") return denied(value as ConditionDocument);
    if (key === "$or" || key === "$nor") {
      const [part, ...others] = value as ConditionDocument[];
      if (part === undefined || others.length > 0) return [[key, value]];
      return key === "$or" ? claimsOf(part) : denied(part);
    }
    if (key === "$did") return [[key, value]];
    const test = isOperators(value) ? value : { $eq: value };
    return Object.entries(test).map(([operator, operand]) => [key, { [operator]: operand }]);
  });
}

/** Only opposites of which exactly one always holds: text that is not after another may still be no text. */
const opposites: Record<string, string> = { $eq: "$ne", $ne: "$eq", $in: "$nin", $nin: "$in" };
const countOpposites: Record<string, string> = {
  $eq: "$ne",
  $ne: "$eq",
  $gt: "$lte",
  $gte: "$lt",
  $lt: "$gte",
  $lte: "$gt",
};

/** "Not bought at least once" is "never bought": a single claim is denied by its opposite. */
function denied(condition: ConditionDocument): Claim[] {
  const [claim, ...others] = claimsOf(condition);
  const asItStands: Claim[] = [["$not", condition]];
  if (claim === undefined || others.length > 0) return asItStands;
  const [key, value] = claim;
  if (key === "$not") return claimsOf(value as ConditionDocument);
  if (key === "$or" || key === "$nor") return [[key === "$or" ? "$nor" : "$or", value]];
  if (key === "$did") {
    const count = opposite((value as Did).count, countOpposites);
    return count === undefined ? asItStands : [[key, { ...(value as Did), count }]];
  }
  const test = value as ConditionDocument;
  if ("$exists" in test) return [[key, { $exists: test["$exists"] !== true }]];
  const turned = opposite(test, opposites);
  return turned === undefined ? asItStands : [[key, turned]];
}

function opposite(test: ConditionDocument, table: Record<string, string>): ConditionDocument | undefined {
  const [[operator, bound] = ["", undefined], ...others] = Object.entries(test);
  const turned = table[operator];
  return turned === undefined || others.length > 0 ? undefined : { [turned]: bound };
}

/** A claim as what visitors are picked by: "whose medium is cpc", "who bought at least once". */
function relative(claim: Claim, alone: boolean): string {
  const [key, value] = claim;
  if (key === "$did") return `who ${describeDid(value as Did)}`;
  if (isCompound(claim)) return `for whom ${alone ? describeClaim(claim) : `(${describeClaim(claim)})`}`;
  // Of visitors it is their own nature that is asked, not something they have.
  if (key === "visitor") return `who ${ofMany(describeTest(value as ConditionDocument, describeItem))}`;
  return `whose ${label(key)} ${describeTest(value as ConditionDocument, describeItem)}`;
}

/** A claim as a sentence of its own: "the medium is cpc", "the visitor bought at least once". */
function describeClaim([key, value]: Claim): string {
  const parts = () => (value as ConditionDocument[]).map(group);
  switch (key) {
    case "$or":
      return parts().join(" or ");
    case "$nor":
      return `neither ${parts().join(" nor ")}`;
    case "$not":
      return `not (${describeAll(claimsOf(value as ConditionDocument))})`;
    case "$did":
      return `the visitor ${describeDid(value as Did)}`;
    default:
      return `the ${label(key)} ${describeTest(value as ConditionDocument, describeItem)}`;
  }
}

function describeItem(condition: ConditionDocument): string {
  return describeAll(claimsOf(condition));
}

/** "Is new" of one visitor is "are new" of many. */
function ofMany(said: string): string {
  return said
    .replace(/^is\b/, "are")
    .replace(/^has\b/, "have")
    .replace(/^(matche|include)s\b/, (verb) => (verb === "matches" ? "match" : "include"));
}

/** A part that says several things, or joins by "or", is put in parentheses so that it cannot be misread. */
function group(part: ConditionDocument): string {
  const claims = claimsOf(part);
  const plain = claims.length === 1 && claims.every(([key]) => !key.startsWith("$"));
  return plain ? describeAll(claims) : `(${describeAll(claims)})`;
}

function describeAll(claims: readonly Claim[]): string {
  if (claims.length === 0) return "it is anyone";
  const sentences = claims.map((claim) => {
    const sentence = describeClaim(claim);
    return claims.length > 1 && isCompound(claim) ? `(${sentence})` : sentence;
  });
  return sentences.join(" and ");
}

function isCompound([key]: Claim): boolean {
  return key.startsWith("$") && key !== "$did";
}

function label(fact: string): string {
  return factNamed(fact)?.label ?? fact;
}

/** The value that a fact is compared with by its one operator. */
function valueOf([, test]: Claim): string {
  return String(Object.values(test as ConditionDocument)[0]);
}

const doings: Record<string, string> = {
  page_view: "viewed pages",
  view_item: "looked at products",
  add_to_cart: "put products in the cart",
  purchase: "bought",
  search: "searched",
};

function describeDid(did: Did): string {
  const doing = doings[did.event] ?? `did ${did.event}`;
  const where = Object.entries(did.where ?? {}).map(
    ([name, value]) => `${parameterLabel(name)} ${String(value)}`,
  );
  const what = where.length === 0 ? doing : `${doing} with ${where.join(" and ")}`;
  const window = describeWindow(did.within ?? "ever");
  return isNever(did.count) ? `never ${what}${window}` : `${what} ${describeCount(did.count)}${window}`;
}

function isNever({ $eq, $lt, $lte, ...others }: Did["count"]): boolean {
  return Object.keys(others).length === 0 && ($eq ?? 0) === 0 && ($lt ?? 1) === 1 && ($lte ?? 0) === 0;
}

function parameterLabel(parameter: string): string {
  return parameter.replace(/^item_/, "").replaceAll("_", " ");
}

function describeCount(count: Did["count"]): string {
  const words: [number | undefined, (bound: number) => string][] = [
    [count.$eq, (bound) => `exactly ${times(bound)}`],
    [count.$ne, (bound) => `not exactly ${times(bound)}`],
    [count.$gt, (bound) => `more than ${times(bound)}`],
    [count.$gte, (bound) => `at least ${times(bound)}`],
    [count.$lt, (bound) => `fewer than ${times(bound)}`],
    [count.$lte, (bound) => `at most ${times(bound)}`],
  ];
  return words.flatMap(([bound, say]) => (bound === undefined ? [] : [say(bound)])).join(" and ");
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}

function describeWindow(within: string): string {
  if (within === "ever") return "";
  if (within === "session") return " in this visit";
  const unit = { m: "minute", h: "hour", d: "day" }[within.at(-1) as "m" | "h" | "d"];
  const amount = Number(within.slice(0, -1));
  return amount === 1 ? ` in the last ${unit}` : ` in the last ${amount} ${unit}s`;
}
