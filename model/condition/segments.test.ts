import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileCondition } from "./compile.ts";
import type { ConditionDocument } from "./condition-document.ts";
import { explainCondition } from "./explain.ts";
import { countersOf, factNamesOf, factsOf } from "./facts-of.ts";
import { longestChain, segmentCycles, soundSegments } from "./segment-cycles.ts";

const segments: Record<string, ConditionDocument> = {
  spenders: { lifetimeValue: { $gte: 500 } },
  members: { tier: { $inGroup: "tiers" } },
  vips: { $or: [{ $inSegment: "spenders" }, { $inSegment: "members" }] },
  buyers: { $did: { event: "purchase", count: { $gte: 1 } } },
};
const groups = { tiers: ["gold"] };

function holds(condition: ConditionDocument, facts: object, given = segments): boolean {
  const options = { segments: given, groups };
  const held = compileCondition(condition, options)(facts);
  expect(explainCondition(condition, facts, options).holds).toBe(held);
  return held;
}

/** `s0` asks for `s1` and so on; the last one asks nothing. */
function chain(length: number): Record<string, ConditionDocument> {
  return Object.fromEntries(
    Array.from({ length }, (_, at) => [`s${at}`, at === length - 1 ? {} : { $inSegment: `s${at + 1}` }]),
  );
}

describe("a condition that asks for a segment", () => {
  it.each<[ConditionDocument, object, boolean]>([
    [{ $inSegment: "spenders" }, { lifetimeValue: 600 }, true],
    [{ $inSegment: "spenders" }, { lifetimeValue: 400 }, false],
    [{ $inSegment: "vips" }, { tier: "gold" }, true],
    [{ $inSegment: "vips" }, { tier: "none" }, false],
    [{ $not: { $inSegment: "vips" } }, { tier: "none" }, true],
    [{ $nor: [{ $inSegment: "vips" }] }, { tier: "gold" }, false],
    [{ $and: [{ $inSegment: "vips" }, { source: "a" }] }, { tier: "gold", source: "a" }, true],
    [{ $inSegment: "gone" }, { tier: "gold" }, false],
    [{ $inSegment: "constructor" }, {}, false],
    [{ $inSegment: ["vips"] }, { tier: "gold" }, false],
    [{ tags: { $elemMatch: { tier: "gold", $inSegment: "members" } } }, { tags: [{ tier: "gold" }] }, false],
  ])("%j of %j is %s", (condition, facts, expected) => {
    expect(holds(condition, facts)).toBe(expected);
  });

  it("asks anew for other facts", () => {
    const compiled = compileCondition({ $inSegment: "spenders" }, { segments });
    const facts = { lifetimeValue: 1 };
    expect(compiled(facts)).toBe(false);
    facts.lifetimeValue = 500;
    expect(compiled(facts)).toBe(true);
    expect(compiled({})).toBe(false);
  });

  it("holds for nobody where segments ask for each other in a circle", () => {
    const circle = { a: { $or: [{}, { $inSegment: "b" }] }, b: { $inSegment: "a" }, c: { $inSegment: "a" } };
    for (const id of ["a", "b", "c"]) expect(holds({ $inSegment: id }, {}, circle)).toBe(false);
  });

  it("holds for nobody where the chain of segments is too long", () => {
    expect(holds({ $inSegment: "s0" }, {}, chain(longestChain))).toBe(true);
    expect(holds({ $inSegment: "s0" }, {}, chain(longestChain + 1))).toBe(false);
    expect(holds({ $inSegment: "s0" }, {}, chain(5000))).toBe(false);
  });

  it("is worked out once for all the conditions that share segments", () => {
    expect(soundSegments(segments)).toBe(soundSegments(segments));
    expect(soundSegments({ ...segments })).not.toBe(soundSegments(segments));
  });

  it("takes no longer where each segment asks for the next one many times", () => {
    const each = Array.from({ length: 50 }, () => 0);
    const wide = Object.fromEntries(
      Array.from({ length: longestChain }, (_, at) => [
        `s${at}`,
        { $and: each.map(() => (at === longestChain - 1 ? {} : { $inSegment: `s${at + 1}` })) },
      ]),
    );
    expect(holds({ $inSegment: "s0" }, {}, wide)).toBe(true);
  });

  it("is explained by the segment's own clauses, once", () => {
    const condition = { $or: [{ $inSegment: "vips" }, { $inSegment: "vips" }] };
    const [or] = explainCondition(condition, { lifetimeValue: 7, tier: "gold" }, { segments, groups }).parts!;
    const [first, second] = or!.parts!.map((part) => part.parts![0]!);
    expect(first).toMatchObject({
      path: "$or[0].$inSegment",
      operator: "$inSegment",
      expected: "vips",
      holds: true,
      parts: [
        {
          path: "$or[0].$inSegment.$or",
          parts: [
            { parts: [{ holds: false, parts: [{ operator: "$gte", actual: 7, holds: false }] }] },
            { parts: [{ holds: true, parts: [{ operator: "$inGroup", actual: "gold", holds: true }] }] },
          ],
        },
      ],
    });
    expect(second).toEqual({
      path: "$or[1].$inSegment",
      operator: "$inSegment",
      expected: "vips",
      actual: undefined,
      holds: true,
    });
  });
});

describe("what a condition reads through segments", () => {
  const condition = { $not: { $inSegment: "vips" }, device: "mobile", tags: { $not: { $inGroup: "press" } } };

  it("is named only where the segments are not given", () => {
    const read = factsOf(condition);
    expect([...read.names]).toEqual(["device", "tags"]);
    expect([...read.segments]).toEqual(["vips"]);
    expect([...read.groups]).toEqual(["press"]);
  });

  it("is found in them, and in those that they ask for", () => {
    const read = factsOf(condition, { segments });
    expect([...read.names].sort()).toEqual(["device", "lifetimeValue", "tags", "tier"]);
    expect([...read.segments].sort()).toEqual(["members", "spenders", "vips"]);
    expect([...read.groups].sort()).toEqual(["press", "tiers"]);
    expect(factNamesOf([condition], { segments })).toContain("tier");
    expect(countersOf([{ $inSegment: "buyers" }], { segments })).toMatchObject([{ event: "purchase" }]);
    expect(countersOf([{ $inSegment: "buyers" }])).toEqual([]);
  });

  it("ends in a circle too", () => {
    const circle = { a: { source: "x", $inSegment: "b" }, b: { device: "tv", $inSegment: "a" } };
    expect([...factsOf({ $inSegment: "a" }, { segments: circle }).names]).toEqual(["source", "device"]);
  });
});

describe("segments that ask for themselves", () => {
  it.each<[Record<string, ConditionDocument>, string[][]]>([
    [segments, []],
    [{ a: { $inSegment: "a" } }, [["a"]]],
    [
      { a: { $not: { $inSegment: "b" } }, b: { $or: [{ $inSegment: "c" }] }, c: { $inSegment: "a" } },
      [["a", "b", "c"]],
    ],
    [{ before: { $inSegment: "a" }, a: { $inSegment: "b" }, b: { $inSegment: "a" } }, [["a", "b"]]],
    [
      { a: { $inSegment: "a" }, b: { $inSegment: "c" }, c: { $inSegment: "b" }, d: { $inSegment: "gone" } },
      [["a"], ["b", "c"]],
    ],
  ])("are found in %j", (given, cycles) => {
    expect(segmentCycles(given)).toEqual(cycles);
  });

  it("are found wherever there are some, and each is one", () => {
    const id = fc.constantFrom("a", "b", "c", "d", "e");
    const asks = fc
      .array(id, { maxLength: 2 })
      .map((ids) => ({ $or: ids.map((other) => ({ $inSegment: other })) }));
    const some = fc.dictionary(id, asks, { noNullPrototype: true });
    fc.assert(
      fc.property(some, (given) => {
        const asked = (from: string) => (given[from]?.$or ?? []).map((part) => part.$inSegment);
        const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
          asked(from).some((next) => {
            if (next === to && next in given) return true;
            if (seen.has(next)) return false;
            return reaches(next, to, seen.add(next));
          });
        const cycles = segmentCycles(given);
        expect(cycles.length > 0).toBe(Object.keys(given).some((one) => reaches(one, one)));
        for (const cycle of cycles)
          for (const [at, from] of cycle.entries())
            expect(asked(from)).toContain(cycle[(at + 1) % cycle.length]);
      }),
      { numRuns: 500 },
    );
  });
});
