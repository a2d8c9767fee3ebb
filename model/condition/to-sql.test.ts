import { describe, expect, it } from "vitest";
import { facts } from "../facts/catalogue.ts";
import type { ConditionDocument } from "./condition-document.ts";
import { counterOf } from "./did.ts";
import { conditionToSql } from "./to-sql.ts";

const nowMs = 1_790_000_000_000;
const search = { event: "search", count: { $gte: 2 } };
const counters = [counterOf({ ...search, within: "ever" }).id];

describe("a condition's SQL", () => {
  it("binds everything that somebody typed", () => {
    const typed = `'); DROP TABLE profiles; --"`;
    const { sql, parameters } = conditionToSql(
      {
        source: typed,
        tags: { $all: [typed], $nin: [typed] },
        [`traits.${typed.replaceAll(".", "")}`]: { $gt: typed, $ini: [typed] },
        [`experiments.${typed}`]: { $inGroup: typed },
      },
      { nowMs, groups: { [typed]: [typed] } },
    );
    expect(sql).not.toContain("DROP");
    expect(parameters.length).toBe(sql.split("?").length - 1);
    expect(parameters.filter((value) => /drop/i.test(String(value)))).toHaveLength(parameters.length);
  });

  it("is made of the catalogue's names, which are letters alone", () => {
    for (const [name, fact] of Object.entries(facts)) {
      expect(name).toMatch(/^[A-Za-z]+$/);
      if ("index" in fact && typeof fact.index === "object") expect(fact.index.since).toMatch(/^[A-Za-z]+$/);
    }
  });

  it.each<[ConditionDocument, string]>([
    [{}, "1"],
    [{ $or: [] }, "1"],
    [{ $nor: [] }, "0"],
    [{ $and: "x" }, "0"],
    [{ $not: 3 }, "0"],
    [{ $and: [null] }, "0"],
    [{ $inSegment: "gone" }, "0"],
    [{ $did: { event: 3 } }, "0"],
    [{ $not: { $inSegment: "gone" } }, "1"],
  ])("of %j is %s", (condition, sql) => {
    expect(conditionToSql(condition, { nowMs })).toEqual({ sql, parameters: [], unknown: [] });
  });

  it.each<[ConditionDocument, path: string, reason: RegExp]>([
    [{ path: "/" }, "path", /visitor who is here/],
    [{ location: { $near: { latitude: 1, longitude: 1, km: 1 } } }, "location", /visitor who is here/],
    [{ "query.gift": "x" }, "query.gift", /visitor who is here/],
    [{ "account.plan": "x" }, "account.plan", /no such fact/],
    [{ "traits.a.b": "x" }, "traits.a.b", /no such fact/],
    [{ $or: [{ source: { $regex: "a" } }] }, "$or[0].source.$regex", /patterns/],
    [{ osVersion: { $not: { $vgt: "1" } } }, "osVersion.$not.$vgt", /versions/],
    [{ $did: { ...search, event: "purchase" } }, "$did", /count/],
    [{ source: { $gt: "\u{10000}" } }, "source.$gt", /orders/],
    [{ source: { $nini: ["É"] } }, "source.$nini", /capitals/],
    [{ tags: { $alli: ["é"] } }, "tags.$alli", /capitals/],
    [{ tags: { $alli: [{ $gt: "a" }] } }, "tags.$alli", /capitals/],
    [{ source: "\ud800" }, "source", /half/],
    [{ "traits.age": { $gte: 18 } }, "traits.age.$gte", /numbers out of texts/],
    [{ "traits.age": 18 }, "traits.age", /numbers out of texts/],
    [{ tags: { $elemMatch: { brand: "x" } } }, "tags.$elemMatch", /texts/],
    [{ tags: { $all: [5] } }, "tags.$all", /texts/],
    [{ tags: { $all: ["a", { $regex: "b" }] } }, "tags.$all[1].$regex", /patterns/],
    [{ $inSegment: "odd" }, "$inSegment.source.$regex", /patterns/],
  ])("cannot know %j", (condition, path, reason) => {
    const { sql, unknown } = conditionToSql(condition, {
      nowMs,
      counters,
      segments: { odd: { source: { $regex: "x" } } },
    });
    expect(unknown).toEqual([{ path, reason: expect.stringMatching(reason) }]);
    expect(unknown[0]!.reason).toMatch(/^[A-Z].*\.$/);
    expect(sql).not.toBe("0");
  });

  it("leaves out what it cannot know so that nobody is missed", () => {
    const odd = { path: "/" };
    const sqlOf = (condition: ConditionDocument) => conditionToSql(condition, { nowMs }).sql;
    expect(sqlOf(odd)).toBe("1");
    expect(sqlOf({ $not: odd })).toBe("1");
    expect(sqlOf({ $not: { $not: odd } })).toBe("1");
    expect(sqlOf({ $nor: [odd, { $not: odd }] })).toBe("1");
    expect(sqlOf({ ...odd, source: "a" })).toBe(sqlOf({ source: "a" }));
    expect(sqlOf({ $not: { ...odd, source: "a" } })).toBe("1");
    expect(sqlOf({ $not: { $or: [odd, { source: "a" }] } })).toBe(sqlOf({ $not: { source: "a" } }));
  });

  it("knows what the index counts", () => {
    const { unknown, parameters } = conditionToSql(
      { $did: { ...search, within: "7d" } },
      { nowMs, counters },
    );
    expect(unknown).toEqual([]);
    expect(parameters).toEqual([2, `$."${counters[0]}"`, nowMs - 7 * 86_400_000]);
  });

  // `withoutCase` relies on it.
  it("folds no character but the Kelvin sign to a letter of ASCII that is none itself", () => {
    const folded = [];
    for (let code = 0x80; code <= 0x10ffff; code += 1)
      if (/^[\0-\x7f]*$/.test(String.fromCodePoint(code).toLowerCase())) folded.push(code);
    expect(folded).toEqual([0x212a]);
  });
});
