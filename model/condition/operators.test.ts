import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileCondition } from "./compile.ts";
import type { ConditionDocument } from "./condition-document.ts";

/** A visitor of a shop's app, as its own flags would describe him. */
const visitor = {
  country: "DE",
  age: 31,
  ageText: "31",
  zero: 0,
  empty: "",
  member: true,
  guest: false,
  nothing: null,
  tags: ["Gold", "beta"],
  scores: [3, 0, 9],
  none: [],
  account: { plan: "team", seats: 10, owner: { name: "Ann" } },
  orders: [
    { total: 20, items: ["a"] },
    { total: 90, items: ["a", "b"] },
  ],
  app: "2.10.0",
};

const groups = { staff: ["DE-1", "DE"], ages: [31, 32] };

function holds(condition: ConditionDocument, facts: unknown = visitor): boolean {
  return compileCondition(condition, { groups })(facts);
}

describe("a condition as GrowthBook reads it", () => {
  it.each<[ConditionDocument, boolean]>([
    // A plain value.
    [{ age: 31 }, true],
    [{ ageText: 31 }, true],
    [{ age: "31" }, true],
    [{ age: { $eq: "31" } }, false],
    [{ age: { $ne: "31" } }, true],
    [{ empty: 0 }, false],
    [{ missing: 0 }, false],
    [{ member: true }, true],
    [{ guest: false }, true],
    [{ missing: false }, false],
    [{ nothing: null }, true],
    [{ missing: null }, true],
    [{ country: null }, false],
    [{ tags: ["Gold", "beta"] }, true],
    [{ tags: ["beta", "Gold"] }, false],
    [{ account: { seats: 10, plan: "team", owner: { name: "Ann" } } }, true],
    [{ account: { seats: 10, plan: "team" } }, false],
    [{ account: {} }, false],
    [{ tags: { $eq: ["Gold", "beta"] } }, true],
    // Paths.
    [{ "account.plan": "team" }, true],
    [{ "account.owner.name": { $regex: "^A" } }, true],
    [{ "account.owner.age": { $exists: false } }, true],
    [{ "country.plan": { $exists: true } }, false],
    [{ "constructor.name": { $exists: true } }, false],
    [{ toString: { $exists: true } }, false],
    [{ "tags.0": "Gold" }, true],
    // Order.
    [{ age: { $gt: 30, $lt: 32 } }, true],
    [{ age: { $gte: 31, $lte: 31 } }, true],
    [{ ageText: { $gt: 30, $lt: 32 } }, true],
    [{ age: { $gt: "30" } }, true],
    [{ ageText: { $lt: "4" } }, true],
    [{ country: { $gt: 5 } }, false],
    [{ country: { $lt: 5 } }, false],
    [{ missing: { $gt: -1, $lt: 1 } }, true],
    [{ missing: { $gt: 0 } }, false],
    [{ tags: { $gt: 0 } }, false],
    [{ age: { $gt: [] } }, false],
    // Membership.
    [{ country: { $in: ["AT", "DE"] } }, true],
    [{ country: { $in: "DE" } }, false],
    [{ country: { $nin: "DE" } }, false],
    [{ country: { $nin: ["AT"] } }, true],
    [{ country: { $in: ["a", "b", "c", "d", "e", "f", "g", "h", "DE"] } }, true],
    [{ country: { $in: ["de"] } }, false],
    [{ country: { $ini: ["de"] } }, true],
    [{ country: { $nini: ["de"] } }, false],
    [{ country: { $nini: ["at"] } }, true],
    [{ tags: { $in: ["beta", "x"] } }, true],
    [{ tags: { $nin: ["beta", "x"] } }, false],
    [{ tags: { $ini: ["GOLD"] } }, true],
    [{ missing: { $in: [null] } }, true],
    [{ none: { $in: [] } }, false],
    [{ country: { $inGroup: "staff" } }, true],
    [{ country: { $notInGroup: "staff" } }, false],
    [{ age: { $inGroup: "ages" } }, true],
    [{ country: { $inGroup: "gone" } }, false],
    [{ country: { $notInGroup: "gone" } }, true],
    [{ country: { $inGroup: "constructor" } }, false],
    // Lists.
    [{ tags: { $all: ["beta", "Gold"] } }, true],
    [{ tags: { $all: ["beta", "gold"] } }, false],
    [{ tags: { $alli: ["BETA", "gold"] } }, true],
    [{ tags: { $all: [{ $regex: "^b" }] } }, true],
    [{ tags: { $all: [] } }, true],
    [{ country: { $all: ["DE"] } }, false],
    [{ country: { $alli: "DE" } }, false],
    [{ tags: { $size: 2 } }, true],
    [{ tags: { $size: { $gt: 2 } } }, false],
    [{ none: { $size: 0 } }, true],
    [{ country: { $size: 2 } }, false],
    [{ scores: { $elemMatch: { $gt: 5, $lt: 10 } } }, true],
    [{ scores: { $elemMatch: { $gt: 3, $lt: 9 } } }, false],
    [{ scores: { $elemMatch: { $eq: 0 } } }, true],
    [{ orders: { $elemMatch: { total: { $gt: 50 }, items: { $size: 2 } } } }, true],
    [{ orders: { $elemMatch: { total: { $gt: 50 }, items: { $size: 1 } } } }, false],
    [{ orders: { $elemMatch: { $or: [{ total: 1 }, { total: 20 }] } } }, false],
    [{ orders: { $elemMatch: 20 } }, false],
    [{ country: { $elemMatch: { $eq: "D" } } }, false],
    // Text, kinds and presence.
    [{ country: { $regex: "^D" } }, true],
    [{ country: { $regex: "^d" } }, false],
    [{ country: { $regexi: "^d" } }, true],
    [{ age: { $regex: "^3" } }, true],
    [{ missing: { $regex: "null" } }, false],
    [{ country: { $regex: "(" } }, false],
    [{ country: { $not: { $regex: "^A" } } }, true],
    [{ age: { $not: { $gt: 30, $lt: 32 } } }, false],
    [{ country: { $not: "DE" } }, false],
    [{ age: { $type: "number" } }, true],
    [{ tags: { $type: "array" } }, true],
    [{ account: { $type: "object" } }, true],
    [{ nothing: { $type: "null" } }, true],
    [{ member: { $type: "string" } }, false],
    [{ zero: { $exists: true } }, true],
    [{ empty: { $exists: true } }, true],
    [{ nothing: { $exists: true } }, false],
    [{ missing: { $exists: false } }, true],
    // Versions.
    [{ app: { $vgt: "2.9.9", $vlt: "2.10.1" } }, true],
    [{ app: { $veq: "v2.10.0" } }, true],
    [{ missing: { $vlt: "0.0.1" } }, true],
    // Compounds.
    [{ $or: [] }, true],
    [{ $and: [] }, true],
    [{ $nor: [] }, false],
    [{ $or: [{ age: 1 }, { age: 31 }], country: "AT" }, false],
    [{ $nor: [{ age: 1 }, { country: "AT" }] }, true],
    [{ $not: { age: 31, country: "AT" } }, true],
    // What makes no sense.
    [{ age: { $near: 31 } }, false],
    [{ $or: "x" }, false],
    [{ $not: null }, false],
    [{ $did: null }, false],
    [{ $and: [null] }, false],
  ])("%j is %s", (condition, expected) => {
    expect(holds(condition)).toBe(expected);
  });
});

/** A document's meaning, read off it anew each time: short, slow, and nothing like what is tested. */
function read(condition: unknown, facts: unknown): boolean {
  return Object.entries(condition as object).every(([key, value]: [string, unknown]) => {
    if (key === "$not") return !read(value, facts);
    if (key === "$and") return (value as unknown[]).every((part) => read(part, facts));
    if (key === "$or") return (value as unknown[]).some((part) => read(part, facts));
    if (key === "$nor") return !(value as unknown[]).some((part) => read(part, facts));
    const found = key
      .split(".")
      .reduce<unknown>((at, step) => Object.entries(at ?? {}).find(([name]) => name === step)?.[1], facts);
    return readTest(value, found ?? null);
  });
}

function readTest(test: unknown, value: unknown): boolean {
  const isTest = typeof test === "object" && test !== null && Object.keys(test)[0]?.startsWith("$") === true;
  if (!isTest) return JSON.stringify(test) === JSON.stringify(value);
  return Object.entries(test).every(([operator, operand]) => readOperator(operator, operand, value));
}

function readOperator(operator: string, operand: unknown, value: unknown): boolean {
  const list = operand as unknown[];
  const lower = (some: unknown): unknown => JSON.parse(JSON.stringify(some).toLowerCase());
  const items = Array.isArray(value) ? (value as unknown[]) : [];
  switch (operator) {
    case "$eq":
      return value === operand;
    case "$ne":
      return value !== operand;
    case "$gt":
      return !Array.isArray(value) && (value as number) > (operand as number);
    case "$gte":
      return !Array.isArray(value) && (value as number) >= (operand as number);
    case "$lt":
      return !Array.isArray(value) && (value as number) < (operand as number);
    case "$lte":
      return !Array.isArray(value) && (value as number) <= (operand as number);
    case "$in":
      return list.some((one) => (Array.isArray(value) ? items.includes(one) : one === value));
    case "$nin":
      return !readOperator("$in", operand, value);
    case "$ini":
      return readOperator("$in", lower(operand), lower(value));
    case "$nini":
      return !readOperator("$ini", operand, value);
    case "$all":
      return Array.isArray(value) && list.every((one) => items.includes(one));
    case "$alli":
      return readOperator("$all", lower(operand), lower(value));
    case "$size":
      return Array.isArray(value) && value.length === operand;
    case "$elemMatch":
      return items.some((item) => readTest(operand, item));
    case "$exists":
      return (value === null) !== operand;
    case "$type":
      return (Array.isArray(value) ? "array" : value === null ? "null" : typeof value) === operand;
    case "$regex":
      return (
        (typeof value === "string" || typeof value === "number") && String(value).includes(String(operand))
      );
    case "$inGroup":
      return readOperator("$in", operand === "few" ? ["a", 1] : [], value);
    case "$notInGroup":
      return !readOperator("$inGroup", operand, value);
    default:
      return !readTest(operand, value);
  }
}

describe("for any condition and any facts", () => {
  const plain = fc.constantFrom<string | number>("", "a", "A", "b", "ab", 0, 1, 2);
  const list = fc.array(plain, { maxLength: 3 });
  const pick = (fields: Record<string, fc.Arbitrary<unknown>>) =>
    fc.record(fields, { requiredKeys: [], noNullPrototype: true });
  const operators = {
    $eq: plain,
    $ne: plain,
    $gt: plain,
    $gte: plain,
    $lt: plain,
    $lte: plain,
    $in: list,
    $nin: list,
    $ini: list,
    $nini: list,
    $all: list,
    $alli: list,
    $size: fc.nat(3),
    $exists: fc.boolean(),
    $type: fc.constantFrom("string", "number", "array", "null"),
    $regex: fc.constantFrom("a", "b", "1", "ab"),
    $inGroup: fc.constantFrom("few", "gone"),
    $notInGroup: fc.constantFrom("few", "gone"),
  };
  const oneOperator = fc
    .constantFrom(...Object.keys(operators))
    .chain((operator) => operators[operator as "$eq"].map((operand) => ({ [operator]: operand })));
  const test = fc.oneof(
    oneOperator,
    fc.tuple(oneOperator, oneOperator).map(([a, b]) => ({ ...a, ...b })),
    oneOperator.map((inner) => ({ $not: inner })),
    oneOperator.map((inner) => ({ $elemMatch: inner })),
  );
  const leaves = { one: test, two: test, "deep.three": test };
  const part = pick(leaves);
  const parts = fc.array(part, { minLength: 1, maxLength: 3 });
  const condition = pick({ ...leaves, $and: parts, $or: parts, $nor: parts, $not: part });
  const value = fc.oneof(plain, list, fc.constant(null));
  const facts = pick({ one: value, two: value, deep: pick({ three: value }) });

  it("gives what a plain reading of the document gives", { timeout: 30_000 }, () => {
    fc.assert(
      fc.property(condition, facts, (document, given) => {
        const compiled = compileCondition(document, { groups: { few: ["a", 1] } });
        expect(compiled(given)).toBe(read(document, given));
      }),
      { numRuns: 2000 },
    );
  });

  it("never throws, whatever the facts and the condition are", { timeout: 30_000 }, () => {
    const names = [
      "$and",
      "$or",
      "$nor",
      "$not",
      "$did",
      "$elemMatch",
      "$in",
      "$regex",
      "$size",
      "$vgt",
      "a",
      "a.b",
    ];
    const { anything } = fc.letrec((tie) => ({
      anything: fc.oneof(
        fc.anything(),
        fc.dictionary(fc.constantFrom(...names), tie("anything"), { noNullPrototype: true }),
        fc.array(tie("anything"), { maxLength: 3 }),
      ),
    }));
    const someCondition = fc.dictionary(fc.constantFrom(...names), anything);
    const oddFacts = fc.anything({ withNullPrototype: true, withBigInt: true, withMap: true });
    fc.assert(
      fc.property(fc.oneof(condition, someCondition), oddFacts, oddFacts, (document, given, inner) => {
        const compiled = compileCondition(document);
        for (const some of [
          given,
          { one: given, two: inner, deep: { three: given }, a: inner, behaviour: given },
        ])
          expect(typeof compiled(some)).toBe("boolean");
      }),
      { numRuns: 1000 },
    );
  });
});
