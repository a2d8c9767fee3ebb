import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Facts } from "../facts/facts.ts";
import { compileCondition } from "./compile.ts";
import { checkCondition } from "./check-condition.ts";
import type { ConditionDocument } from "./condition-document.ts";
import type { Counter, Did } from "./did.ts";
import { countersOf } from "./facts-of.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const nowMs = 1_790_000_000_000;

const facts: Facts = {
  source: "instagram",
  medium: "cpc",
  campaign: null,
  device: "mobile",
  visitor: "new",
  behaviour: { nowMs, sessionStartedAtMs: nowMs - 10 * minuteMs, timesMs: {} },
};

function holds(condition: ConditionDocument, changed: Partial<Facts> = {}): boolean {
  expect(checkCondition(condition)).toEqual([]);
  return compileCondition(condition)({ ...facts, ...changed });
}

/** Whether a condition of one `$did` holds for somebody who did it so many minutes ago. */
function didHolds(did: Partial<Did>, ...minutesAgo: number[]): boolean {
  const condition = { $did: { event: "view_item", count: { $gte: 1 }, ...did } };
  const [counter] = countersOf([condition]);
  const timesMs = { [counter!.id]: minutesAgo.map((minutes) => nowMs - minutes * minuteMs) };
  return holds(condition, { behaviour: { ...facts.behaviour, timesMs } });
}

describe("a condition about facts", () => {
  it("holds for everyone where it is empty", () => expect(holds({})).toBe(true));

  it.each<[ConditionDocument, boolean]>([
    [{ source: "instagram" }, true],
    [{ source: "Instagram" }, false],
    [{ source: { $eq: "instagram" } }, true],
    [{ source: { $ne: "instagram" } }, false],
    [{ source: { $ne: "google" } }, true],
    [{ source: { $gt: "google" } }, true],
    [{ source: { $gt: "instagram" } }, false],
    [{ source: { $gte: "instagram" } }, true],
    [{ source: { $lt: "instagram" } }, false],
    [{ source: { $lte: "instagram" } }, true],
    [{ source: { $lt: "tiktok" } }, true],
    [{ device: { $in: ["tablet", "mobile"] } }, true],
    [{ device: { $in: [] } }, false],
    [{ device: { $nin: ["tablet", "desktop"] } }, true],
    [{ device: { $nin: ["mobile"] } }, false],
    [{ source: { $exists: true } }, true],
    [{ campaign: { $exists: true } }, false],
    [{ campaign: { $exists: false } }, true],
    [{ source: { $gte: "a", $lt: "b" } }, false],
    [{ source: "instagram", device: "desktop" }, false],
    [{ $and: [{ source: "instagram" }, { device: "mobile" }] }, true],
    [{ $and: [{ source: "instagram" }, { device: "desktop" }] }, false],
    [{ $or: [{ source: "google" }, { device: "mobile" }] }, true],
    [{ $or: [{ source: "google" }, { device: "desktop" }] }, false],
    [{ $nor: [{ source: "google" }, { device: "desktop" }] }, true],
    [{ $nor: [{ source: "google" }, { device: "mobile" }] }, false],
    [{ $not: { source: "instagram", device: "desktop" } }, true],
    [{ $not: { source: "instagram", device: "mobile" } }, false],
    [{ $or: [{ source: "google" }], device: "mobile" }, false],
  ])("%j is %s for a phone that came from Instagram", (condition, expected) => {
    expect(holds(condition)).toBe(expected);
  });
});

describe("a condition about behaviour", () => {
  it.each<[Did["count"], number, boolean]>([
    [{ $eq: 0 }, 0, true],
    [{ $eq: 0 }, 1, false],
    [{ $eq: 2 }, 2, true],
    [{ $eq: 2 }, 3, false],
    [{ $ne: 2 }, 2, false],
    [{ $ne: 2 }, 3, true],
    [{ $gt: 2 }, 2, false],
    [{ $gt: 2 }, 3, true],
    [{ $gte: 2 }, 1, false],
    [{ $gte: 2 }, 2, true],
    [{ $lt: 2 }, 1, true],
    [{ $lt: 2 }, 2, false],
    [{ $lte: 2 }, 2, true],
    [{ $lte: 2 }, 3, false],
    [{ $gte: 2, $lte: 3 }, 3, true],
    [{ $gte: 2, $lte: 3 }, 4, false],
  ])("count %j of %i events is %s", (count, events, expected) => {
    expect(didHolds({ count }, ...Array.from({ length: events }, (_, index) => index))).toBe(expected);
  });

  it("counts this visit alone within a session", () => {
    expect(didHolds({ within: "session" }, 9)).toBe(true);
    expect(didHolds({ within: "session" }, 10)).toBe(true);
    expect(didHolds({ within: "session" }, 11)).toBe(false);
  });

  it("counts everything that ever happened where no window is given", () => {
    expect(didHolds({}, 400 * 24 * 60)).toBe(true);
    expect(didHolds({ within: "ever" }, 400 * 24 * 60)).toBe(true);
  });

  it.each([
    ["5m", 5],
    ["2h", 120],
    ["7d", 7 * 24 * 60],
  ])("counts the last %s and nothing before", (within, minutes) => {
    expect(didHolds({ within }, minutes)).toBe(true);
    expect(didHolds({ within }, minutes + 1)).toBe(false);
  });

  it("lets an event grow too old by waiting alone", () => {
    const condition = { $did: { event: "purchase", within: "7d", count: { $gte: 1 } } };
    const [counter] = countersOf([condition]);
    const behaviour = { ...facts.behaviour, timesMs: { [counter!.id]: [nowMs] } };
    expect(holds(condition, { behaviour: { ...behaviour, nowMs: nowMs + 7 * dayMs } })).toBe(true);
    expect(holds(condition, { behaviour: { ...behaviour, nowMs: nowMs + 7 * dayMs + 1 } })).toBe(false);
  });

  it("reads an event that was never counted as one that never happened", () => {
    expect(holds({ $did: { event: "search", count: { $eq: 0 } } })).toBe(true);
    expect(holds({ $did: { event: "search", count: { $gte: 1 } } })).toBe(false);
  });
});

describe("the counters that conditions ask for", () => {
  const did = (clause: Did) => ({ $did: clause });

  it("are shared by clauses about the same event and parameters, in whatever order these stand", () => {
    const lips = { item_category: "Lips", item_brand: "Ew" };
    const counters = countersOf([
      did({ event: "view_item", where: lips, within: "session", count: { $gte: 3 } }),
      {
        $or: [
          did({
            event: "view_item",
            where: { item_brand: "Ew", item_category: "Lips" },
            within: "7d",
            count: { $lt: 5 },
          }),
        ],
      },
    ]);
    expect(counters).toEqual([{ id: expect.any(String), event: "view_item", where: lips, keep: 6 }]);
  });

  it("keep one more time than the largest bound, whichever clause comes first", () => {
    const clauses = [
      did({ event: "search", within: "ever", count: { $gte: 2, $lte: 9 } }),
      did({ event: "search", within: "ever", count: { $eq: 0 } }),
    ];
    expect(countersOf(clauses)).toMatchObject([{ keep: 10 }]);
    expect(countersOf(clauses.toReversed())).toMatchObject([{ keep: 10 }]);
  });

  it("differ by event and by the kind of a parameter's value", () => {
    const within = "ever";
    const count = { $gte: 1 };
    const counters = countersOf([
      did({ event: "view_item", within, count }),
      did({ event: "add_to_cart", within, count }),
      did({ event: "view_item", where: { size: 1 }, within, count }),
      did({ event: "view_item", where: { size: "1" }, within, count }),
    ]);
    expect(new Set(counters.map(({ id }) => id)).size).toBe(4);
  });

  it("are found inside $and, $or, $nor and $not", () => {
    const count = { $gte: 1 };
    const condition = {
      $and: [{ $nor: [{ $did: { event: "a", count } }] }],
      $not: { $or: [{ source: "x" }, { $did: { event: "b", count } }] },
    };
    expect(countersOf([condition]).map(({ event }) => event)).toEqual(["a", "b"]);
  });
});

describe("for any condition and any facts", () => {
  const words = ["", "direct", "google", "instagram"];
  const text = fc.constantFrom(...words);
  const bound = fc.nat(6);
  const operators = ["$eq", "$ne", "$gt", "$gte", "$lt", "$lte"];
  const someOf = (value: fc.Arbitrary<unknown>) =>
    fc.dictionary(fc.constantFrom(...operators), value, { minKeys: 1, noNullPrototype: true });
  const did = fc.record(
    {
      event: fc.constantFrom("view_item", "purchase"),
      where: fc.constantFrom({}, { item_category: "Lips" }),
      within: fc.constantFrom("session", "ever", "2m", "1h"),
      count: someOf(bound),
    },
    { requiredKeys: ["event", "count"], noNullPrototype: true },
  );
  const membership = fc.record(
    { $in: fc.array(text), $nin: fc.array(text), $exists: fc.boolean() },
    { noNullPrototype: true },
  );
  const conditionOf = (depth: number): fc.Arbitrary<ConditionDocument> => {
    const leaves = { source: fc.oneof(text, someOf(text)), medium: membership, $did: did };
    if (depth === 0) return fc.record(leaves, { requiredKeys: [], noNullPrototype: true });
    const part = conditionOf(depth - 1);
    const parts = fc.array(part, { minLength: 1, maxLength: 3 });
    const joined = { $and: parts, $or: parts, $nor: parts, $not: part };
    return fc.record({ ...leaves, ...joined }, { requiredKeys: [], noNullPrototype: true });
  };
  const condition = conditionOf(2).filter((document) => checkCondition(document).length === 0);
  const timesMs = fc.array(fc.integer({ min: nowMs - 90 * minuteMs, max: nowMs }), { maxLength: 12 });
  const someFacts = fc.record({ source: text, medium: text, lips: timesMs, all: timesMs, bought: timesMs });

  const factsWith = (
    given: { source: string; medium: string },
    times: (counter: Counter) => number[],
    counters: Counter[],
  ): Facts => ({
    ...facts,
    source: given.source,
    medium: given.medium,
    behaviour: {
      ...facts.behaviour,
      timesMs: Object.fromEntries(counters.map((counter) => [counter.id, times(counter)])),
    },
  });

  it(
    "gives what a plain reading of the document gives, also from no more times than counters keep",
    { timeout: 30_000 },
    () => {
      fc.assert(
        fc.property(condition, someFacts, (document, given) => {
          const counters = countersOf([document]);
          const all = (counter: Pick<Counter, "event" | "where">): number[] => {
            if (counter.event === "purchase") return "item_category" in counter.where ? [] : given.bought;
            return "item_category" in counter.where ? given.lips : [...given.lips, ...given.all];
          };
          const kept = (counter: Counter) =>
            all(counter)
              .sort((a, b) => b - a)
              .slice(0, counter.keep);
          const expected = read(document, given, all);
          const compiled = compileCondition(document);
          expect(compiled(factsWith(given, all, counters))).toBe(expected);
          expect(compiled(factsWith(given, kept, counters))).toBe(expected);
        }),
        { numRuns: 300 },
      );
    },
  );

  /** The plain reading: as slow and as short as it can be. */
  function read(
    document: ConditionDocument,
    given: { source: string; medium: string },
    times: (did: Did & { where: object }) => number[],
  ): boolean {
    return Object.entries(document).every(([key, value]) => {
      const parts = () => (value as ConditionDocument[]).map((part) => read(part, given, times));
      if (key === "$and") return !parts().includes(false);
      if (key === "$or") return parts().includes(true);
      if (key === "$nor") return !parts().includes(true);
      if (key === "$not") return !read(value as ConditionDocument, given, times);
      if (key !== "$did")
        return compare(
          given[key as "source"],
          typeof value === "string" ? { $eq: value } : (value as object),
        );
      const clause = value as Did;
      const sinceMs = {
        session: facts.behaviour.sessionStartedAtMs,
        ever: 0,
        "2m": nowMs - 2 * minuteMs,
        "1h": nowMs - 60 * minuteMs,
      }[clause.within ?? "ever"]!;
      return compare(
        times({ ...clause, where: clause.where ?? {} }).filter((timeMs) => timeMs >= sinceMs).length,
        clause.count,
      );
    });
  }

  function compare(value: string | number, test: object): boolean {
    return Object.entries(test).every(([operator, wanted]: [string, unknown]) => {
      if (operator === "$in") return (wanted as unknown[]).indexOf(value) >= 0;
      if (operator === "$nin") return (wanted as unknown[]).indexOf(value) < 0;
      // An empty text is a value; every fact here has one.
      if (operator === "$exists") return wanted === true;
      const order = value === wanted ? 0 : value > (wanted as string) ? 1 : -1;
      return {
        $eq: order === 0,
        $ne: order !== 0,
        $gt: order > 0,
        $gte: order >= 0,
        $lt: order < 0,
        $lte: order <= 0,
      }[operator];
    });
  }
});
