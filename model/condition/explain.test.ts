import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileCondition } from "./compile.ts";
import type { ConditionDocument } from "./condition-document.ts";
import { explainCondition } from "./explain.ts";
import { countersOf } from "./facts-of.ts";

const facts = { source: "tiktok", visits: 4, tags: ["a", "b"], account: { plan: "gold" } };

describe("why a condition held", () => {
  it("is said clause by clause, with the path and the value", () => {
    const condition = {
      source: "instagram",
      visits: { $gte: 3, $lt: 5 },
      $or: [{ "account.plan": { $in: ["silver"] } }, { missing: { $exists: false } }],
    };
    const explained = explainCondition(condition, facts);
    expect(explained).toMatchObject({ path: "", operator: "$and", holds: false });
    expect(explained.parts).toMatchObject([
      { path: "source", operator: "$eq", expected: "instagram", actual: "tiktok", holds: false },
      {
        path: "visits",
        operator: "$and",
        actual: 4,
        holds: true,
        parts: [
          { path: "visits.$gte", operator: "$gte", expected: 3, actual: 4, holds: true },
          { path: "visits.$lt", operator: "$lt", expected: 5, actual: 4, holds: true },
        ],
      },
      {
        path: "$or",
        operator: "$or",
        holds: true,
        parts: [
          {
            path: "$or[0]",
            holds: false,
            parts: [{ path: "$or[0].account.plan.$in", actual: "gold", expected: ["silver"], holds: false }],
          },
          { path: "$or[1]", holds: true, parts: [{ actual: null, operator: "$exists", holds: true }] },
        ],
      },
    ]);
  });

  it("shows what is denied, and that the denial holds", () => {
    const ofCondition = explainCondition({ $not: { source: "x" } }, facts).parts;
    expect(ofCondition).toMatchObject([
      { path: "$not", holds: true, parts: [{ path: "$not.source", holds: false, actual: "tiktok" }] },
    ]);
    const ofFact = explainCondition({ source: { $not: { $regex: "^t" } } }, facts).parts;
    expect(ofFact).toMatchObject([
      { path: "source.$not", holds: false, parts: [{ path: "source.$not.$regex", holds: true }] },
    ]);
  });

  it("counts for $did", () => {
    const condition = { $did: { event: "search", count: { $gte: 2 } } };
    const [counter] = countersOf([condition]);
    const behaviour = { nowMs: 9, sessionStartedAtMs: 5, timesMs: { [counter!.id]: [6, 7, 8] } };
    expect(explainCondition(condition, { behaviour }).parts).toMatchObject([
      { path: "$did", operator: "$did", actual: 3, holds: true },
    ]);
    expect(explainCondition(condition, {}).parts).toMatchObject([{ actual: 0, holds: false }]);
  });

  it("reads saved lists", () => {
    const groups = { plans: ["gold"] };
    const condition = { "account.plan": { $inGroup: "plans" } };
    expect(explainCondition(condition, facts, { groups }).holds).toBe(true);
    expect(explainCondition(condition, facts).holds).toBe(false);
  });

  it(
    "comes to the verdict of the compiled condition, for any condition and any facts",
    { timeout: 30_000 },
    () => {
      const plain = fc.constantFrom<unknown>("a", "b", "", 0, 1, true, null);
      const operand = fc.oneof(plain, fc.array(plain, { maxLength: 3 }));
      const names = [
        "$eq",
        "$ne",
        "$gt",
        "$lte",
        "$in",
        "$nini",
        "$all",
        "$size",
        "$exists",
        "$regex",
        "$vlt",
        "$inGroup",
      ];
      const test = fc.letrec((tie) => ({
        test: fc.oneof(
          { maxDepth: 2 },
          operand,
          fc.dictionary(fc.constantFrom(...names), operand, { maxKeys: 3, noNullPrototype: true }),
          fc.record({ $not: tie("test") }, { noNullPrototype: true }),
          fc.record({ $elemMatch: tie("test") }, { noNullPrototype: true }),
        ),
      })).test;
      const { condition } = fc.letrec<{ condition: ConditionDocument }>((tie) => {
        const parts = fc.array(fc.oneof({ maxDepth: 3 }, plain, tie("condition")), { maxLength: 3 });
        const did = fc.constantFrom<unknown>(null, { event: "search", count: { $lt: 1 } });
        return {
          condition: fc.record(
            { x: test, "y.z": test, $and: parts, $or: parts, $nor: parts, $not: tie("condition"), $did: did },
            { requiredKeys: [], noNullPrototype: true },
          ) as fc.Arbitrary<ConditionDocument>,
        };
      });
      const given = fc.record(
        { x: operand, y: fc.oneof(plain, fc.record({ z: operand })) },
        { requiredKeys: [] },
      );
      const groups = { a: ["a", 1] };
      fc.assert(
        fc.property(condition, given, (document, some) => {
          const explained = explainCondition(document, some, { groups });
          expect(explained.holds).toBe(compileCondition(document, { groups })(some));
        }),
        { numRuns: 1000 },
      );
    },
  );
});
