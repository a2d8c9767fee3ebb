import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileCondition } from "./compile.ts";
import { contradictionIn } from "./contradiction.ts";

describe("a condition that holds for nobody", () => {
  it.each<[string, object, string | undefined]>([
    ["everyone", {}, undefined],
    ["one value", { country: "DE" }, undefined],
    ["two values at once", { $and: [{ country: "DE" }, { country: "FR" }] }, "country"],
    ["the same value twice", { $and: [{ country: "DE" }, { country: { $in: ["DE", "FR"] } }] }, undefined],
    ["one of none", { country: { $in: [] } }, "country"],
    ["a value and not that value", { device: { $eq: "mobile", $ne: "mobile" } }, "device"],
    [
      "one of two, and neither",
      { device: { $in: ["mobile", "tablet"], $nin: ["tablet", "mobile"] } },
      "device",
    ],
    ["more than 5 and less than 5", { visits: { $gt: 5, $lt: 5 } }, "visits"],
    ["from 5 up to 5", { visits: { $gte: 5, $lte: 5 } }, undefined],
    ["from 5 up, less than 5", { visits: { $gte: 5, $lt: 5 } }, "visits"],
    ["10 and up to 5", { visits: { $eq: 10, $lte: 5 } }, "visits"],
    [
      "either of two that cannot be",
      { $or: [{ visits: { $gt: 2, $lt: 1 } }, { country: { $in: [] } }] },
      "visits",
    ],
    ["either of one that can be", { $or: [{ visits: { $gt: 2, $lt: 1 } }, { country: "DE" }] }, undefined],
    ["not everyone", { $not: {} }, "$not"],
    ["neither everyone nor some", { $nor: [{ country: "DE" }, {}] }, "$nor"],
    ["a count of 3 or more and fewer than 2", { $did: { event: "x", count: { $gte: 3, $lt: 2 } } }, "$did"],
    [
      "a count between 2 and 4 that is not 3",
      { $did: { event: "x", count: { $gt: 2, $lt: 4, $ne: 3 } } },
      "$did",
    ],
    ["a count between 2 and 4", { $did: { event: "x", count: { $gt: 2, $lt: 4 } } }, undefined],
    [
      "two tags, of which one has several",
      { $and: [{ tags: { $in: ["a"] } }, { tags: { $in: ["b"] } }] },
      undefined,
    ],
    [
      "two values of a trait, which may be a list",
      { $and: [{ "traits.skin": { $in: ["dry"] } }, { "traits.skin": { $in: ["pale"] } }] },
      undefined,
    ],
    [
      "a trait that is there, and is gold",
      { $and: [{ "traits.card": true }, { "traits.card": "gold" }] },
      undefined,
    ],
    ["no tag of none", { tags: { $in: [] } }, "tags"],
    ["what is no condition", { $and: "x", visits: null, $or: [3] }, undefined],
  ])("%s", (_what, condition, found) => {
    expect(contradictionIn(condition as Record<string, unknown>)).toBe(found);
  });

  it("is found within segments, and segments that lead to themselves end", () => {
    const segments = {
      impossible: { country: { $in: [] } },
      outer: { $inSegment: "impossible" },
      circle: { $inSegment: "circle" },
    };
    expect(contradictionIn({ $inSegment: "outer" }, segments)).toBe("country");
    expect(contradictionIn({ $inSegment: "circle" }, segments)).toBeUndefined();
    expect(contradictionIn({ $inSegment: "gone" }, segments)).toBeUndefined();
  });

  it("is looked for once in each segment, however many name it", () => {
    const segments: Record<string, Record<string, unknown>> = { s0: { country: "DE" } };
    for (let index = 1; index <= 20; index += 1)
      segments[`s${index}`] = { $and: Array.from({ length: 5 }, () => ({ $inSegment: `s${index - 1}` })) };
    expect(contradictionIn({ $inSegment: "s20" }, segments)).toBeUndefined();
    expect(contradictionIn({ $inSegment: "s20" }, { ...segments, s0: { country: { $in: [] } } })).toBe(
      "country",
    );
  });

  it("really holds for nobody", () => {
    const text = fc.constantFrom("a", "b", "c");
    const number = fc.integer({ min: -1, max: 3 });
    const test = (value: fc.Arbitrary<string | number>) =>
      fc.oneof(
        value,
        ...["$eq", "$ne", "$gt", "$gte", "$lt", "$lte"].map((operator) => fc.record({ [operator]: value })),
        fc.record({ $in: fc.array(value, { maxLength: 2 }) }),
        fc.record({ $nin: fc.array(value, { maxLength: 2 }) }),
      );
    const clause = fc.oneof(fc.record({ country: test(text) }), fc.record({ visits: test(number) }));
    const some = fc.array(clause, { minLength: 1, maxLength: 4 });
    const condition = fc.oneof(
      some.map(($and) => ({ $and })),
      fc.tuple(some, some).map(([a, b]) => ({ $or: [{ $and: a }, { $and: b }] })),
    );
    const facts = fc.record({
      country: fc.oneof(text, fc.constant(null)),
      visits: fc.oneof(number, fc.constant(null)),
    });
    let contradictions = 0;
    fc.assert(
      fc.property(condition, fc.array(facts, { minLength: 5 }), (made, visitors) => {
        if (contradictionIn(made) === undefined) return;
        contradictions += 1;
        const holds = compileCondition(made);
        for (const visitor of visitors) expect(holds(visitor)).toBe(false);
      }),
      { numRuns: 500 },
    );
    expect(contradictions).toBeGreaterThan(20);
  });
});
