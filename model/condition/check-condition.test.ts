import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkCondition } from "./check-condition.ts";
import type { ConditionDocument } from "./condition-document.ts";

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
    ["no list for $all", { tags: { $all: "x" } }, { code: "wrong_type", path: "tags.$all" }],
    ["a number in $alli", { tags: { $alli: ["x", 5] } }, { code: "wrong_type", path: "tags.$alli[1]" }],
    ["a text for $size", { tags: { $size: "2" } }, { code: "wrong_type", path: "tags.$size" }],
    [
      "a text within $size",
      { tags: { $size: { $gt: "2" } } },
      { code: "wrong_type", path: "tags.$size.$gt" },
    ],
    ["an unknown type", { source: { $type: "text" } }, { code: "wrong_type", path: "source.$type" }],
    ["a text for $elemMatch", { tags: { $elemMatch: "x" } }, { code: "wrong_type", path: "tags.$elemMatch" }],
    [
      "no list within an entry",
      { tags: { $elemMatch: { $in: "x" } } },
      { code: "wrong_type", path: "tags.$elemMatch.$in" },
    ],
    [
      "a field of an entry, which is text",
      { tags: { $elemMatch: { price: 5 } } },
      { code: "wrong_type", path: "tags.$elemMatch" },
    ],
    ["no version", { osVersion: { $vgt: "latest" } }, { code: "wrong_type", path: "osVersion.$vgt" }],
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
    ["no id of a segment", { $inSegment: ["vips"] }, { code: "wrong_type", path: "$inSegment" }],
    [
      "a segment within an entry",
      { tags: { $elemMatch: { $inSegment: "vips" } } },
      { code: "unknown_operator", path: "tags.$elemMatch.$inSegment" },
    ],
    ["$did that is nothing", { $did: null }, { code: "invalid_value", path: "$did" }],
  ])("finds %s, and where", (_what, condition, problem) => {
    const problems = checkCondition(condition);
    expect(problems).toContainEqual({ ...problem, message: expect.stringMatching(/./) });
  });

  it.each<[ConditionDocument]>([
    [{ source: { $gte: "a", $regexi: "b", $nini: ["C"], $inGroup: "press", $type: "string" } }],
    [{ "query.gift": "yes", "experiments.hero": { $in: ["a", "b"] } }],
    [{ weekday: { $in: ["saturday", "sunday"] }, device: { $ne: "desktop", $not: { $eq: "mobile" } } }],
    [{ orders: 3, cartValue: { $gte: 49.5, $lt: 100 }, points: { $nin: [0, 1], $notInGroup: "odd" } }],
    [{ "categoryAffinity.Lips": { $gt: 0.5 } }],
    [{ known: true, inEuropeanUnion: { $ne: false, $exists: true, $in: [true] } }],
    [{ tags: ["a", "b"], cartProducts: { $eq: [] }, consent: { $in: ["ads"], $size: { $gte: 1 } } }],
    [{ languages: { $all: ["de", { $regex: "^en" }], $elemMatch: { $gt: "a" }, $nini: ["FR"] } }],
    [{ osVersion: "17.4", browserVersion: { $vgte: "120", $vlt: "130", $ne: "125.1", $in: ["124"] } }],
    [{ location: { $near: { latitude: 52.5, longitude: 13.4, km: 30 }, $exists: true } }],
    [{ location: { $not: { $near: { latitude: 52.5, longitude: 13.4, km: 30 } } } }],
    [{ "traits.contract": "gold", "traits.age": { $gte: 18 }, "traits.langs": { $all: ["de"] } }],
    [{ "traits.open": true, "traits.sizes": ["s", "m"], "traits.app": { $vgt: "2.1" } }],
    [{ $inSegment: "vips", $nor: [{ $inSegment: "staff" }] }],
  ])("accepts %j", (condition) => {
    expect(checkCondition(condition)).toEqual([]);
  });

  it.each<[ConditionDocument, string, string]>([
    [{ cartValue: "50" }, "cartValue", "For the cart value, give a number."],
    [{ cartValue: { $gt: Infinity } }, "cartValue.$gt", "$gt takes a number."],
    [{ orders: { $regex: "1" } }, "orders.$regex", "$regex does not fit the number of orders."],
    [{ orders: { $size: 1 } }, "orders.$size", "$size does not fit the number of orders."],
    [{ orders: { $in: [1, "2"] } }, "orders.$in", "$in takes a list, each a number."],
    [
      { "categoryAffinity.Lips": "high" },
      "categoryAffinity.Lips",
      "For the affinity to Lips, give a number.",
    ],
    [{ known: "yes" }, "known", "For the identity, give true or false."],
    [{ known: { $gt: false } }, "known.$gt", "$gt does not fit the identity."],
    [{ known: { $inGroup: "a" } }, "known.$inGroup", "$inGroup does not fit the identity."],
    [{ weekday: { $gt: "friday" } }, "weekday.$gt", "$gt does not fit the weekday at the shop."],
    [
      { tags: "vip" },
      "tags",
      'For the tags, give a list of texts. To ask for one entry, write {"$in": ["vip"]}.',
    ],
    [{ tags: { $eq: 5 } }, "tags.$eq", "For the tags, give a list of texts."],
    [{ tags: { $in: [["vip"]] } }, "tags.$in", "$in takes a list, each text."],
    [
      { tags: { $regex: "v" } },
      "tags.$regex",
      '$regex does not fit the tags. To ask for one entry, write {"$elemMatch": {"$regex": …}}.',
    ],
    [{ tags: { $vgt: "1" } }, "tags.$vgt", "$vgt does not fit the tags."],
    [
      { osVersion: { $gte: "10" } },
      "osVersion.$gte",
      "$gte does not fit the operating system version. Versions are compared with $vgte.",
    ],
    [
      { osVersion: "latest" },
      "osVersion",
      "For the operating system version, give a version, such as 1.10.0.",
    ],
    [{ source: { $vgt: "1" } }, "source.$vgt", "$vgt does not fit the source."],
    [{ source: { $near: {} } }, "source.$near", "$near does not fit the source."],
    [{ location: "Berlin" }, "location", "For the location, give $near with latitude, longitude and km."],
    [{ location: { $eq: {} } }, "location.$eq", "$eq does not fit the location."],
    [
      { location: { $near: { latitude: 99, longitude: 1, km: 1 } } },
      "location.$near",
      "The latitude is a number from -90 to 90.",
    ],
    [{ "traits.age": { $gt: true } }, "traits.age.$gt", "$gt takes a number or text."],
    [
      { "traits.age": null },
      "traits.age",
      "For the trait age, give text, a number, true, false or a list of texts.",
    ],
    [{ "traits.age": { $near: {} } }, "traits.age.$near", "$near does not fit the trait age."],
    [{ query: "x" }, "query", "There is no fact called query."],
    [{ "query.a.b": "x" }, "query.a.b", "There is no fact called query.a.b."],
    [{ "source.a": "x" }, "source.a", "There is no fact called source.a."],
    [{ $inSegment: "V I P" }, "$inSegment", "$inSegment takes the id of a segment."],
  ])("refuses %j", (condition, path, message) => {
    expect(checkCondition(condition)).toMatchObject([{ path, message }]);
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
