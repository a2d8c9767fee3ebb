import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileCondition } from "./compile.ts";
import { checkCondition } from "./check-condition.ts";
import type { ConditionDocument } from "./condition-document.ts";
import { describeCondition } from "./describe.ts";
import { explainCondition } from "./explain.ts";
import { factsOf } from "./facts-of.ts";
import { segmentCycles } from "./segment-cycles.ts";
import { conditionToSql } from "./to-sql.ts";

/** Everything that takes a condition takes this one. @returns whether it holds. */
function tryAll(
  document: ConditionDocument,
  facts: unknown,
  segments: Record<string, ConditionDocument>,
): boolean {
  const groups = { a: ["x", 1] };
  for (const { message } of checkCondition(document)) expect(message).toMatch(/\.$/);
  const holds = compileCondition(document, { groups, segments })(facts);
  expect(explainCondition(document, facts, { groups, segments }).holds).toBe(holds);
  expect(describeCondition(document, { segments: { a: "A" }, lists: { a: "A" } })).not.toBe("");
  const { sql, parameters } = conditionToSql(document, { nowMs: 1e12, groups, segments, counters: ["a"] });
  expect(sql.split("?")).toHaveLength(parameters.length + 1);
  expect(factsOf(document, { segments }).names.size).toBeGreaterThanOrEqual(factsOf(document).names.size);
  segmentCycles(segments);
  return holds;
}

describe("whatever a condition is", () => {
  const keys =
    `$and $or $nor $not $did $inSegment $near $elemMatch $all $alli $in $nini $eq $gt $size $regex $vgt $type
    $exists $inGroup source orders tags known location osVersion weekday consent path traits.a query.a visitor a a.b
    __proto__ constructor event count within where latitude longitude km`.split(/\s+/);
  const { json } = fc.letrec((tie) => ({
    json: fc.oneof(
      { maxDepth: 6, depthSize: "medium" },
      fc.jsonValue({ maxDepth: 1 }),
      fc.constantFrom("a", "7d", "session", "search", "(a+)+$", true, 1, -1, 52.5),
      fc.dictionary(fc.constantFrom(...keys), tie("json"), { maxKeys: 3, noNullPrototype: true }),
      fc.array(tie("json"), { maxLength: 3 }),
    ),
  }));
  const document = fc.dictionary(fc.constantFrom(...keys), json, {
    maxKeys: 4,
    noNullPrototype: true,
  }) as fc.Arbitrary<ConditionDocument>;
  const anything = fc.anything({ withNullPrototype: true, withBigInt: true, withMap: true, withDate: true });
  const facts = fc.oneof(
    anything,
    fc.dictionary(fc.constantFrom(...keys, "behaviour"), anything, { noNullPrototype: true }),
  );

  it(
    "can be taken without throwing, and its explanation comes to the same verdict",
    { timeout: 60_000 },
    () => {
      fc.assert(
        fc.property(document, facts, document, document, (given, some, a, b) => {
          tryAll(given, some, { a, b });
        }),
        { numRuns: 1500 },
      );
    },
  );

  it("is for nobody where it is too deep to be evaluated", () => {
    const nested = (depth: number, wrap: (inner: unknown) => unknown) => {
      let condition: unknown = {};
      for (let level = 0; level < depth; level += 1) condition = wrap(condition);
      return condition as ConditionDocument;
    };
    const wraps: readonly ((inner: unknown) => unknown)[] = [
      (inner) => ({ $not: inner }),
      (inner) => ({ $or: [inner] }),
      (inner) => ({ $nor: [inner] }),
      (inner) => ({ tags: { $not: inner } }),
      (inner) => ({ tags: { $elemMatch: inner } }),
      (inner) => ({ source: { $eq: [inner] } }),
    ];
    for (const wrap of wraps) {
      expect(tryAll(nested(20_001, wrap), { tags: [{}] }, {})).toBe(false);
      tryAll(nested(9, wrap), { tags: [{}] }, { a: nested(20_000, wrap) });
    }
  });

  // Were any of it quadratic, it would take minutes, and the test's time would be up.
  it("takes no more time than its length, however wide it is", () => {
    const parts = Array.from({ length: 20_000 }, (_, index) => ({
      [`traits.t${index}`]: { $in: ["a", index] },
    }));
    const wide = [
      { $or: parts },
      { $nor: parts },
      { $and: parts.map(($not) => ({ $not })) },
      Object.assign({}, ...parts) as ConditionDocument,
      { "traits.a": { $in: parts.map((_, index) => index) } },
      { tags: { $all: parts } },
      { $and: parts.map(() => ({ $inSegment: "a" })) },
    ];
    for (const condition of wide)
      tryAll(condition, { tags: ["a"], traits: { t5: "a" } }, { a: { source: "x" } });
  });
});
