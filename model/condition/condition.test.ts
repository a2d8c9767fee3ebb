import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkCondition } from "./condition.ts";
import type { ConditionDocument } from "./condition-document.ts";
import { describeCondition } from "./describe.ts";

describe("checking a condition", () => {
  it.each<[string, unknown, { code: string; path: string }]>([
    ["no object", "new visitors", { code: "not_a_condition", path: "" }],
    ["a list", [], { code: "not_a_condition", path: "" }],
    ["an unknown fact", { sorce: "google" }, { code: "unknown_fact", path: "sorce" }],
    ["a name that every object has", { constructor: "x" }, { code: "unknown_fact", path: "constructor" }],
    ["the behaviour, which is no fact", { behaviour: "x" }, { code: "unknown_fact", path: "behaviour" }],
    ["an unknown operator", { $xor: [] }, { code: "unknown_operator", path: "$xor" }],
    [
      "an unknown operator of a fact",
      { source: { $like: "x" } },
      { code: "unknown_operator", path: "source.$like" },
    ],
    [
      "an unknown operator of a denied fact",
      { source: { $not: { $like: "x" } } },
      { code: "unknown_operator", path: "source.$not.$like" },
    ],
    ["a number for a pattern", { source: { $regex: 5 } }, { code: "wrong_type", path: "source.$regex" }],
    [
      "a dangerous pattern",
      { source: { $regexi: "(a+)+$" } },
      { code: "unsafe_pattern", path: "source.$regexi" },
    ],
    ["no list for $ini", { source: { $ini: "x" } }, { code: "wrong_type", path: "source.$ini" }],
    ["a number in a list of text", { source: { $nini: [5] } }, { code: "wrong_type", path: "source.$nini" }],
    ["no list for $all", { source: { $all: "x" } }, { code: "wrong_type", path: "source.$all" }],
    ["a number in $alli", { source: { $alli: ["x", 5] } }, { code: "wrong_type", path: "source.$alli[1]" }],
    ["a text for $size", { source: { $size: "2" } }, { code: "wrong_type", path: "source.$size" }],
    [
      "a text within $size",
      { source: { $size: { $gt: "2" } } },
      { code: "wrong_type", path: "source.$size.$gt" },
    ],
    ["an unknown type", { source: { $type: "text" } }, { code: "wrong_type", path: "source.$type" }],
    [
      "a text for $elemMatch",
      { source: { $elemMatch: "x" } },
      { code: "wrong_type", path: "source.$elemMatch" },
    ],
    [
      "a list within an item",
      { source: { $elemMatch: { price: ["x"] } } },
      { code: "wrong_type", path: "source.$elemMatch.price" },
    ],
    [
      "$did within an item",
      { source: { $elemMatch: { price: 5, $did: {} } } },
      { code: "unknown_operator", path: "source.$elemMatch.$did" },
    ],
    ["no version", { source: { $vgt: "latest" } }, { code: "wrong_type", path: "source.$vgt" }],
    [
      "a number for a saved list",
      { source: { $inGroup: 7 } },
      { code: "wrong_type", path: "source.$inGroup" },
    ],
    [
      "no name of a saved list",
      { source: { $notInGroup: "" } },
      { code: "wrong_type", path: "source.$notInGroup" },
    ],
    ["a fact without operator", { source: {} }, { code: "wrong_type", path: "source" }],
    ["a number for a text", { source: 3 }, { code: "wrong_type", path: "source" }],
    ["a value that a choice does not have", { device: "watch" }, { code: "wrong_type", path: "device" }],
    [
      "a wrong choice in a list",
      { device: { $in: ["mobile", "tv"] } },
      { code: "wrong_type", path: "device.$in" },
    ],
    ["no list for $nin", { source: { $nin: "x" } }, { code: "wrong_type", path: "source.$nin" }],
    ["null for a comparison", { source: { $ne: null } }, { code: "wrong_type", path: "source.$ne" }],
    ["a text for $exists", { source: { $exists: "yes" } }, { code: "wrong_type", path: "source.$exists" }],
    ["no list for $or", { $or: { source: "x" } }, { code: "not_a_list", path: "$or" }],
    ["an empty list", { $and: [] }, { code: "not_a_list", path: "$and" }],
    [
      "something deep inside",
      { $or: [{}, { $not: { $nor: [{ sauce: "x" }] } }] },
      { code: "unknown_fact", path: "$or[1].$not.$nor[0].sauce" },
    ],
    ["a part that is no condition", { $and: [{}, null] }, { code: "not_a_condition", path: "$and[1]" }],
    ["$did without count", { $did: { event: "purchase" } }, { code: "invalid_value", path: "$did.count" }],
    [
      "$did without comparison",
      { $did: { event: "purchase", count: {} } },
      { code: "invalid_value", path: "$did.count" },
    ],
    [
      "$did in an unknown window",
      { $not: { $did: { event: "purchase", within: "7w", count: { $gte: 1 } } } },
      { code: "invalid_value", path: "$not.$did.within" },
    ],
    [
      "$did with more than profiles keep",
      { $did: { event: "purchase", count: { $gte: 50 } } },
      { code: "invalid_value", path: "$did.count.$gte" },
    ],
    [
      "$did with a negative count",
      { $did: { event: "purchase", count: { $lt: -1 } } },
      { code: "invalid_value", path: "$did.count.$lt" },
    ],
    [
      "$did with a misspelt part",
      { $did: { event: "purchase", witin: "7d", count: { $gte: 1 } } },
      { code: "invalid_value", path: "$did.witin" },
    ],
    ["$did that is nothing", { $did: null }, { code: "invalid_value", path: "$did" }],
  ])("finds %s, and where", (_what, condition, problem) => {
    const problems = checkCondition(condition);
    expect(problems).toContainEqual({ ...problem, message: expect.stringMatching(/./) });
  });

  it("finds every problem at once", () => {
    expect(checkCondition({ sauce: "x", device: 1, $or: [] }).map(({ path }) => path)).toEqual([
      "sauce",
      "device",
      "$or",
    ]);
  });

  it("refuses what is nested too deeply", () => {
    const nested = (depth: number): ConditionDocument => (depth === 0 ? {} : { $not: nested(depth - 1) });
    expect(checkCondition(nested(12))).toEqual([]);
    expect(checkCondition(nested(13))).toMatchObject([{ code: "too_deep" }]);
    expect(checkCondition(nested(3000))).toMatchObject([{ code: "too_deep" }]);
    const denied = (depth: number): unknown => (depth === 0 ? "x" : { $not: denied(depth - 1) });
    expect(checkCondition({ source: denied(12) })).toEqual([]);
    expect(checkCondition({ source: denied(3000) })).toMatchObject([{ code: "too_deep" }]);
  });

  it("refuses what is too long", () => {
    const long = (clauses: number) => ({ $or: Array.from({ length: clauses - 1 }, () => ({ source: "x" })) });
    expect(checkCondition(long(200))).toEqual([]);
    expect(checkCondition(long(202)).map(({ code }) => code)).toContain("too_long");
  });

  it("never throws, whatever it is given", () => {
    const key = fc.constantFrom(
      "$and",
      "$or",
      "$nor",
      "$not",
      "$did",
      "source",
      "device",
      "$in",
      "$eq",
      "count",
      "event",
      "__proto__",
    );
    const { anything } = fc.letrec((tie) => ({
      anything: fc.oneof(
        fc.jsonValue(),
        fc.dictionary(key, tie("anything")),
        fc.array(tie("anything"), { maxLength: 3 }),
      ),
    }));
    fc.assert(
      fc.property(anything, (input) => {
        for (const problem of checkCondition(input)) expect(problem.message).not.toBe("");
      }),
    );
  });
});

describe("a condition in a sentence", () => {
  it.each<[ConditionDocument, string]>([
    [{}, "everyone"],
    [{ $and: [{}, {}] }, "everyone"],
    [{ visitor: "new" }, "new visitors"],
    [{ visitor: { $ne: "new" } }, "visitors who are not new"],
    [
      { visitor: "new", medium: { $in: ["cpc", "paid_social"] } },
      "new visitors whose medium is cpc or paid_social",
    ],
    [
      { $and: [{ source: "a" }, { visitor: { $eq: "returning" }, device: "mobile" }] },
      "returning visitors whose source is a and whose device is mobile",
    ],
    [{ source: { $in: ["instagram", "tiktok"] } }, "visitors whose source is instagram or tiktok"],
    [{ source: { $nin: ["instagram", "tiktok"] } }, "visitors whose source is not instagram or tiktok"],
    [{ source: { $in: [] } }, "visitors whose source is nothing"],
    [{ source: { $ne: "direct" } }, "visitors whose source is not direct"],
    [{ source: { $ne: "a", $exists: true } }, "visitors whose source is not a and whose source is known"],
    [{ campaign: { $exists: true } }, "visitors whose campaign is known"],
    [{ campaign: { $exists: false } }, "visitors whose campaign is not known"],
    [{ $or: [{ source: "a" }] }, "visitors whose source is a"],
    [{ $or: [{ source: "a" }, { source: "b" }] }, "visitors for whom the source is a or the source is b"],
    [
      { $or: [{ source: "a" }, { source: "b", device: "mobile" }] },
      "visitors for whom the source is a or (the source is b and the device is mobile)",
    ],
    [{ $or: [{}, { source: "b" }] }, "visitors for whom (it is anyone) or the source is b"],
    [
      { $nor: [{ source: "a" }, { source: "b" }] },
      "visitors for whom neither the source is a nor the source is b",
    ],
    [{ $nor: [{ source: "a" }] }, "visitors whose source is not a"],
    [{ $not: { source: "a" } }, "visitors whose source is not a"],
    [{ $not: { $not: { source: "a" } } }, "visitors whose source is a"],
    [{ $not: { campaign: { $exists: true } } }, "visitors whose campaign is not known"],
    [{ $not: { source: { $gt: "a" } } }, "visitors for whom not (the source is after a)"],
    [
      { $not: { $or: [{ source: "a" }, { source: "b" }] } },
      "visitors for whom neither the source is a nor the source is b",
    ],
    [{ source: { $ini: ["a", "b"] } }, "visitors whose source is a or b, in capitals or not"],
    [{ source: { $nini: ["a"] } }, "visitors whose source is not a, in capitals or not"],
    [{ source: { $regex: "^a" } }, "visitors whose source matches the pattern ^a"],
    [{ source: { $regexi: "^a" } }, "visitors whose source matches the pattern ^a, in capitals or not"],
    [{ source: { $not: { $regex: "^a" } } }, "visitors whose source is not one that matches the pattern ^a"],
    [
      { source: { $not: { $gt: "a", $lt: "c" } } },
      "visitors whose source is not one that (is after a and is before c)",
    ],
    [{ source: { $not: "a" } }, "visitors whose source is not one that is a"],
    [{ source: { $type: "string" } }, "visitors whose source is text"],
    [{ source: { $veq: "1.2" } }, "visitors whose source is version 1.2"],
    [{ source: { $vne: "1.2" } }, "visitors whose source is not version 1.2"],
    [{ source: { $vgt: "1.2" } }, "visitors whose source is a version after 1.2"],
    [{ source: { $vgte: "1.2" } }, "visitors whose source is version 1.2 or later"],
    [{ source: { $vlt: "1.2" } }, "visitors whose source is a version before 1.2"],
    [{ source: { $vlte: "1.2" } }, "visitors whose source is version 1.2 or earlier"],
    [{ source: { $inGroup: "press" } }, "visitors whose source is in the list press"],
    [{ source: { $notInGroup: "press" } }, "visitors whose source is not in the list press"],
    [
      { source: { $all: ["a", { $regex: "b" }] } },
      "visitors whose source includes a and one that matches the pattern b",
    ],
    [{ source: { $alli: ["a"] } }, "visitors whose source includes a, in capitals or not"],
    [{ source: { $size: 1 } }, "visitors whose source has 1 entry"],
    [
      { source: { $size: { $gt: 2, $lte: 4 } } },
      "visitors whose source has a number of entries that (is more than 2 and is 4 or less)",
    ],
    [{ source: { $elemMatch: { $gte: "a" } } }, "visitors whose source has an entry that is a or after"],
    [
      { source: { $elemMatch: { price: { $lt: 5 }, brand: "x" } } },
      "visitors whose source has an entry where the price is less than 5 and the brand is x",
    ],
    [{ visitor: { $regex: "n" } }, "visitors who match the pattern n"],
    [
      { visitor: "new", $did: { event: "search", count: { $gte: 2 } }, medium: "cpc" },
      "new visitors who searched at least 2 times and whose medium is cpc",
    ],
    [
      { $did: { event: "view_item", where: { item_category: "Lips" }, within: "7d", count: { $gte: 3 } } },
      "visitors who looked at products with category Lips at least 3 times in the last 7 days",
    ],
    [
      { $did: { event: "purchase", within: "ever", count: { $gte: 1 } } },
      "visitors who bought at least once",
    ],
    [{ $not: { $did: { event: "purchase", count: { $gte: 1 } } } }, "visitors who never bought"],
    [
      { $did: { event: "search", within: "session", count: { $eq: 0 } } },
      "visitors who never searched in this visit",
    ],
    [
      { $did: { event: "search", within: "session", count: { $lt: 2 } } },
      "visitors who searched fewer than 2 times in this visit",
    ],
    [
      { $did: { event: "quiz_done", within: "1h", count: { $eq: 1 } } },
      "visitors who did quiz_done exactly once in the last hour",
    ],
    [
      { $did: { event: "page_view", within: "30m", count: { $gt: 2, $lte: 5 } } },
      "visitors who viewed pages more than 2 times and at most 5 times in the last 30 minutes",
    ],
    [
      { $or: [{ source: "a" }, { $did: { event: "purchase", count: { $gte: 1 } } }] },
      "visitors for whom the source is a or (the visitor bought at least once)",
    ],
  ])("%j", (condition, sentence) => {
    expect(checkCondition(condition)).toEqual([]);
    expect(describeCondition(condition)).toBe(sentence);
  });

  it("keeps together with parentheses what would be misread without", () => {
    const either = { $or: [{ source: "a" }, { source: "b" }] };
    expect(describeCondition({ ...either, device: "mobile" })).toBe(
      "visitors for whom (the source is a or the source is b) and whose device is mobile",
    );
    expect(describeCondition({ $not: { ...either, device: "mobile" } })).toBe(
      "visitors for whom not ((the source is a or the source is b) and the device is mobile)",
    );
    expect(describeCondition({ $not: { source: { $ne: "a", $exists: true } } })).toBe(
      "visitors for whom not (the source is not a and the source is known)",
    );
  });
});
