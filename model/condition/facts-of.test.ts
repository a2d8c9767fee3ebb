import { describe, expect, it } from "vitest";
import { countersOf, factsOf } from "./facts-of.ts";

describe("the facts that a condition reads", () => {
  it("are all it names, each once, wherever it does", () => {
    const { names, counters } = factsOf({
      source: "x",
      $and: [{ device: "mobile" }, { $or: [{ "account.plan": { $in: ["$did"] } }] }],
      $nor: [{ source: { $ne: "y" } }],
      $not: { $did: { event: "purchase", count: { $gte: 1 } } },
    });
    expect([...names].sort()).toEqual(["account.plan", "device", "source"]);
    expect(counters).toMatchObject([{ event: "purchase", keep: 2 }]);
  });

  it("are not those of a list's items, nor anything within a value", () => {
    const { names, counters } = factsOf({
      orders: { $elemMatch: { total: { $gt: 5 } } },
      settings: { $eq: { $did: null, theme: "dark" } },
    });
    expect([...names]).toEqual(["orders", "settings"]);
    expect(counters).toEqual([]);
  });

  it("are none where the condition is none", () => {
    expect(factsOf({ $and: [null, "x"], $or: 3, $did: { event: 5 } })).toEqual({
      names: new Set(),
      counters: [],
      segments: new Set(),
      groups: new Set(),
    });
    expect(countersOf([])).toEqual([]);
  });
});
