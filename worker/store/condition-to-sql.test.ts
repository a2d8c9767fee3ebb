import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { indexRowWith } from "../testing/index-row.ts";
import { prepareDatabase } from "../testing/shop.ts";
import { compileCondition } from "../../model/condition/compile.ts";
import { checkCondition } from "../../model/condition/check-condition.ts";
import type { ConditionDocument } from "../../model/condition/condition-document.ts";
import { counterOf } from "../../model/condition/did.ts";
import { explainCondition } from "../../model/condition/explain.ts";
import { conditionToSql, type SqlOptions } from "../../model/condition/to-sql.ts";
import { saveProfiles } from "./profile-index.ts";

const nowMs = 1_790_000_000_000;
const dayMs = 86_400_000;
const site = "lumen";

/** What a row of the profile index says, and what is known of the same profile at the edge. */
interface Profile {
  id: string;
  stored: Record<string, unknown>;
  times: Record<string, number[]>;
  sessionStartedAtMs: number | null;
  facts: Record<string, unknown>;
}

const moments = {
  daysSinceFirstVisit: "firstSeenAtMs",
  daysSinceLastOrder: "lastOrderAtMs",
  daysSinceEmailOpen: "lastEmailOpenAtMs",
} as const;

function profileOf(
  id: string,
  stored: Record<string, unknown>,
  times: Record<string, number[]> = {},
  sessionStartedAtMs: number | null = null,
): Profile {
  const days = Object.entries(moments).flatMap(([fact, moment]) => {
    const atMs = stored[moment];
    return typeof atMs === "number" ? [[fact, Math.max(0, Math.floor((nowMs - atMs) / dayMs))]] : [];
  });
  const behaviour = { nowMs, sessionStartedAtMs, timesMs: times };
  return {
    id,
    stored,
    times,
    sessionStartedAtMs,
    facts: { ...stored, ...Object.fromEntries(days), behaviour },
  };
}

let version = 0;
async function store(profiles: readonly Profile[]): Promise<void> {
  version += 1;
  const rows = profiles.map(({ id, stored, times, sessionStartedAtMs }) =>
    indexRowWith({ site, id, version, facts: stored, times, sessionStartedAtMs }),
  );
  await saveProfiles(env.DB, rows, nowMs);
}

/** Whom the database finds, and what it says of everybody: 1 or 0. */
async function found(condition: ConditionDocument, options: Partial<SqlOptions> = {}) {
  const { sql, parameters, unknown } = conditionToSql(condition, { nowMs, ...options });
  const { results } = await env.DB.prepare(
    `SELECT id, ${sql} AS holds FROM profiles p WHERE p.site = ? ORDER BY id`,
  )
    .bind(...parameters, site)
    .all<{ id: string; holds: number }>();
  for (const { holds } of results) expect([0, 1]).toContain(holds);
  return { ids: results.filter(({ holds }) => holds === 1).map(({ id }) => id), unknown };
}

beforeAll(() => prepareDatabase());

const some = (fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record(fields, { requiredKeys: [], noNullPrototype: true });

/** Letters of every kind that databases and JavaScript could disagree about. */
const letters = [
  "",
  "a",
  "A",
  "b",
  "ab",
  "k",
  "K",
  "\u212a",
  "é",
  "É",
  "İ",
  "ß",
  "z",
  "9",
  "10",
  "1e1",
  " 7 ",
  "0x10",
  "💄",
  "\uffff",
  "\ue000",
  "a\u0000b",
  '"',
  "'; DROP TABLE profiles; --",
  "%",
  "?",
  "null",
  "true",
];
const text = fc.constantFrom(...letters);
const number = fc.constantFrom(0, -0, 1, 2, 7, 9.5, -3, 0.1, 1e21, 2 ** 60, 2 ** 53 + 2, 1e-9);
const texts = fc.array(text, { maxLength: 4 });
const name = fc.constantFrom("plain", 'quo"te', "back\\slash", "é 💄", "__proto__", "$x", "a'b", "line\n");
const trait = fc.oneof(text, number, fc.boolean(), texts);
const named = (value: fc.Arbitrary<unknown>) => fc.dictionary(name, value, { noNullPrototype: true });
const moment = fc.integer({ min: -3, max: 90 * 24 }).map((hours) => nowMs - hours * 3_600_000);

const stored = some({
  source: text,
  campaign: fc.option(text),
  device: fc.constantFrom("mobile", "tablet"),
  osVersion: fc.constantFrom("17.4", "9"),
  languages: texts,
  tags: texts,
  known: fc.boolean(),
  orders: number,
  cartValue: fc.option(number),
  categoryAffinity: named(number),
  experiments: named(text),
  traits: named(trait),
  firstSeenAtMs: moment,
  lastOrderAtMs: moment,
});

const keptDid = { event: "search" };
const keptId = counterOf({ ...keptDid, within: "ever", count: { $gte: 1 } }).id;
const profiles = fc.record({
  stored,
  times: fc.array(moment, { maxLength: 5 }),
  session: fc.option(moment),
});

const pair = (operators: Record<string, fc.Arbitrary<unknown>>) => {
  const one = fc
    .constantFrom(...Object.keys(operators))
    .chain((operator) => (operators[operator] ?? text).map((operand) => ({ [operator]: operand })));
  return fc.oneof(
    one,
    one,
    fc.tuple(one, one).map(([a, b]) => ({ ...a, ...b })),
    one.map((inner) => ({ $not: inner })),
  );
};
const presence = {
  $exists: fc.boolean(),
  $type: fc.constantFrom("string", "number", "boolean", "array", "null"),
};
const equals = (value: fc.Arbitrary<unknown>) => ({ $eq: value, $ne: value });
const among = (value: fc.Arbitrary<unknown>) => {
  const list = fc.array(value, { maxLength: 4 });
  const group = fc.constantFrom("few", "gone");
  return { $in: list, $nin: list, $inGroup: group, $notInGroup: group };
};
const anyCase = { $ini: texts, $nini: texts };
const ordered = (value: fc.Arbitrary<unknown>) => ({ $gt: value, $gte: value, $lt: value, $lte: value });
const pattern = { $regex: fc.constantFrom("a", "^1"), $regexi: fc.constant("A") };
const versions = { $vgt: fc.constantFrom("9", "17.4"), $veq: fc.constant("9") };
const ofText = { ...presence, ...equals(text), ...among(text), ...anyCase, ...ordered(text) };
const length = fc.oneof(fc.nat(3), pair(ordered(fc.nat(3))));
const entry = fc.oneof(text, pair({ ...ofText, ...pattern }));
const ofList = {
  $all: fc.array(entry, { maxLength: 3 }),
  $alli: texts,
  $size: length,
  $elemMatch: pair(ofText),
};
const ofNumber = { ...presence, ...equals(number), ...among(number), ...ordered(number) };
const ofTrait = {
  ...presence,
  ...equals(trait),
  ...among(fc.oneof(text, number, fc.boolean())),
  ...anyCase,
  ...ordered(fc.oneof(text, number)),
  ...ofList,
};
const device = fc.constantFrom("mobile", "tablet", "desktop");

/** Conditions on one fact, of every kind, with any operator that fits it. */
const onFact = fc.oneof(
  pair(ofText).map((test) => ({ source: test })),
  fc.oneof(text, pair({ ...ofText, ...pattern })).map((test) => ({ campaign: test })),
  pair({ ...presence, ...equals(device), ...among(device), $ini: fc.array(device) }).map((test) => ({
    device: test,
  })),
  pair({ ...presence, ...equals(fc.constant("9")), ...versions }).map((test) => ({ osVersion: test })),
  fc
    .oneof(texts, pair({ ...presence, ...equals(texts), ...among(text), ...anyCase, ...ofList }))
    .map((test) => ({ tags: test })),
  fc.oneof(fc.boolean(), pair({ ...presence, ...equals(fc.boolean()) })).map((test) => ({ known: test })),
  fc.oneof(number, pair(ofNumber)).map((test) => ({ orders: test })),
  pair(ofNumber).map((test) => ({ cartValue: test })),
  pair({ ...presence, ...equals(fc.nat(90)), ...ordered(fc.nat(90)) }).map((test) => ({
    daysSinceLastOrder: test,
  })),
  pair(ordered(fc.nat(90))).map((test) => ({ daysSinceFirstVisit: test })),
  fc.tuple(name, pair(ofNumber)).map(([key, test]) => ({ [`categoryAffinity.${key}`]: test })),
  fc.tuple(name, pair(ofText)).map(([key, test]) => ({ [`experiments.${key}`]: test })),
  fc.tuple(name, fc.oneof(trait, pair(ofTrait))).map(([key, test]) => ({ [`traits.${key}`]: test })),
  pair(ofText).map((test) => ({ path: test })),
  fc.constant({ location: { $near: { latitude: 1, longitude: 2, km: 3 } } }),
);
const did = fc.record(
  {
    event: fc.constantFrom("search", "search", "purchase"),
    within: fc.constantFrom("session", "ever", "5d", "36h"),
    count: some({ $gte: fc.nat(3), $lt: fc.nat(4), $ne: fc.nat(3) }).filter(
      (count) => Object.keys(count).length > 0,
    ),
  },
  { noNullPrototype: true },
);
const leaf = fc.oneof(
  { weight: 12, arbitrary: onFact },
  { weight: 2, arbitrary: did.map(($did) => ({ $did })) },
  {
    weight: 2,
    arbitrary: fc.constantFrom("one", "two", "gone", "self").map(($inSegment) => ({ $inSegment })),
  },
);
const { condition } = fc.letrec<{ condition: ConditionDocument }>((tie) => {
  const parts = fc.array(tie("condition"), { minLength: 1, maxLength: 3 });
  return {
    condition: fc.oneof(
      { maxDepth: 3, depthSize: "small" },
      leaf,
      fc.tuple(leaf, leaf).map(([a, b]) => ({ ...a, ...b })),
      parts.map(($and) => ({ $and })),
      parts.map(($or) => ({ $or })),
      parts.map(($nor) => ({ $nor })),
      tie("condition").map(($not) => ({ $not })),
    ) as fc.Arbitrary<ConditionDocument>,
  };
});
// Conditions of segments ask for no others here, but for the one that asks for itself.
const inSegment = onFact as fc.Arbitrary<ConditionDocument>;

describe("a condition as SQL", () => {
  it("finds whom the condition holds for, and more only where it says so", { timeout: 60_000 }, async () => {
    const groups = { few: ["a", "K", 7, 0.1, "é"] };
    const rows = fc
      .sample(profiles, 120)
      .map(({ stored: row, times, session }, index) =>
        profileOf(`p${String(index).padStart(3, "0")}`, row, { [keptId]: times }, session),
      );
    await store(rows);
    let exact = 0;
    let known = 0;
    await fc.assert(
      fc.asyncProperty(condition, inSegment, inSegment, async (document, one, two) => {
        expect(checkCondition(document)).toEqual([]);
        const segments = { one, two: { $or: [two, { $inSegment: "one" }] }, self: { $inSegment: "self" } };
        const options = { groups, segments, counters: [keptId], nowMs };
        const holds = compileCondition(document, options);
        const expected = rows.filter(({ facts }) => holds(facts)).map(({ id }) => id);
        const { ids, unknown } = await found(document, options);
        if (unknown.length === 0) expect(ids).toEqual(expected);
        else expect(ids).toEqual(expect.arrayContaining(expected));
        if (unknown.length === 0) exact += 1;
        if (unknown.length === 0 && ids.length > 0 && ids.length < rows.length) known += 1;
        for (const { facts } of rows.slice(0, 3))
          expect(explainCondition(document, facts, options).holds).toBe(holds(facts));
      }),
      { numRuns: 700 },
    );
    // Enough of them were no guess, and told profiles apart.
    expect(exact).toBeGreaterThan(250);
    expect(known).toBeGreaterThan(100);
  });

  it("asks D1 for no more than it takes, however long or deep the condition is", async () => {
    await store([profileOf("one", { source: "a", orders: 3, tags: ["a"], traits: { plan: "gold" } })]);
    const each = <T>(count: number, part: (index: number) => T) =>
      Array.from({ length: count }, (_, index) => part(index));
    const denied = (depth: number): ConditionDocument =>
      depth === 0
        ? { "traits.plan": { $not: { $in: ["gold", 7] } } }
        : { $not: { $or: [denied(depth - 1), { source: "b" }] } };
    const bushy = (depth: number): ConditionDocument =>
      depth === 0
        ? {}
        : { $not: { $and: [...each(63, () => ({ source: { $exists: true } })), bushy(depth - 1)] } };
    const wide: readonly (readonly [ConditionDocument, isExact: boolean])[] = [
      [{ $and: each(80, () => ({ source: "a" })) }, true],
      [{ $and: each(199, () => ({ source: { $exists: true } })) }, true],
      [{ $and: each(199, () => ({ source: "a" })) }, false],
      [{ $or: each(199, (index) => ({ [`traits.t${index}`]: "x" })) }, false],
      [{ $nor: each(199, () => ({ source: "b", orders: { $gt: 5, $lt: 2 } })) }, false],
      [{ source: { $in: each(20_000, (index) => (index === 7 ? "a" : `value ${index}`)) } }, true],
      [{ source: { $in: each(200_000, (index) => (index === 7 ? "a" : `value ${index}`)) } }, false],
      [{ "traits.plan": { $in: ["gold"] }, tags: { $elemMatch: { $not: { $in: ["b"], $gt: "c" } } } }, true],
      [denied(4), true],
      [denied(10), true],
      [denied(20), true],
      // As many as fit in a statement's text, without a single parameter.
      [{ $and: each(1500, () => ({ tags: { $elemMatch: { $exists: true } } })) }, false],
      [{ $and: each(1500, () => ({ $not: { orders: { $size: 1 } } })) }, false],
      [bushy(5), true],
      [bushy(15), false],
      [{ $inSegment: "s0" }, false],
    ];
    const chain = Object.fromEntries(
      each(18, (at) => [
        `s${at}`,
        { $and: each(9, () => (at === 17 ? { source: "a" } : { $inSegment: `s${at + 1}` })) },
      ]),
    );
    for (const [document, isExact] of wide) {
      const holds = compileCondition(document, { segments: chain });
      const { ids, unknown } = await found(document, { segments: chain });
      expect(unknown.length === 0, JSON.stringify(document).slice(0, 200)).toBe(isExact);
      const isFound = ids.includes("one");
      if (isExact)
        expect(isFound).toBe(holds({ source: "a", orders: 3, tags: ["a"], traits: { plan: "gold" } }));
      else expect(isFound).toBe(true);
    }
  });
});
