import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fnv1a32 } from "./assignment/fnv1a32.ts";
import { canonicalJson } from "./canonical-json.ts";
import { escapeHtml, toAsciiHtml } from "./escape-html.ts";
import { type Event, eventMatches } from "./event.ts";

describe("text for HTML", () => {
  it("escapes everything that HTML reads as markup", () => {
    expect(escapeHtml(`<a href="x" title='y'>&amp;</a>`)).toBe(
      "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;",
    );
  });

  it("is ASCII afterwards, whatever it was", () => {
    expect(toAsciiHtml("<b>Für dich 💄</b>")).toBe("<b>F&#252;r dich &#128132;</b>");
    const codeUnits = fc.array(fc.integer({ min: 0, max: 0xffff }));
    fc.assert(
      fc.property(codeUnits, (units) => {
        const text = String.fromCharCode(...units);
        expect(toAsciiHtml(text)).toMatch(/^[\u0000-\u007f]*$/);
      }),
    );
  });

  it("says for a lone surrogate that a character is missing", () => {
    expect(toAsciiHtml("a\ud83db\udc84")).toBe("a&#65533;b&#65533;");
  });
});

describe("canonical JSON", () => {
  it("is the same for the same value, in whatever order its keys were written", () => {
    expect(canonicalJson({ b: [{ d: 1, c: null }], a: "x" })).toBe('{"a":"x","b":[{"c":null,"d":1}]}');
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).toReversed());
        expect(canonicalJson(reversed)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it("keeps the order of lists, and tells a number from its digits", () => {
    expect(canonicalJson([2, 1])).not.toBe(canonicalJson([1, 2]));
    expect(canonicalJson({ a: 1 })).not.toBe(canonicalJson({ a: "1" }));
  });
});

// Source: the published test vectors, http://www.isthe.com/chongo/src/fnv/test_fnv.c
describe("FNV-1a with 32 bits", () => {
  it.each([
    ["", 0x811c9dc5],
    ["a", 0xe40c292c],
    ["b", 0xe70c2de5],
    ["foo", 0xa9f37ed7],
    ["foobar", 0xbf9cf968],
    ["chongo was here!\n", 0xd49930d5],
  ])("of %j is the published number", (text, hash) => expect(fnv1a32(text)).toBe(hash));
});

describe("an event with parameters", () => {
  const items = [{ item_category: "Lips", price: 5 }, { item_category: "Eyes" }];
  const params = { currency: "EUR", value: 10, items } as unknown as Event["params"];

  it("is one of those asked for where it, or one of its items, has each value exactly", () => {
    expect(eventMatches(params, {})).toBe(true);
    expect(eventMatches(params, { currency: "EUR", item_category: "Eyes" })).toBe(true);
    expect(eventMatches(params, { value: "10" })).toBe(false);
    expect(eventMatches(params, { item_category: "Nails" })).toBe(false);
    expect(eventMatches({}, { value: 10 })).toBe(false);
  });
});
