import * as fc from "fast-check";
import { expect, it } from "vitest";
import { searchWords } from "./search-words.ts";

it.each([
  ["Zoë Müller", ["zoe", "muller"]],
  ["  JEAN-LUC   O’Brien ", ["jean", "luc", "obrien"]],
  ["Łukasz Strauß", ["lukasz", "strauss"]],
  ["STRAUẞ", ["strauss"]],
  ["Søren Ærø, Œuvre", ["soren", "aero", "oeuvre"]],
  ["IŞIK Işık ışık", ["isik"]],
  ["Νίκος ΝΙΚΟΣ", ["νικοσ"]],
  ["ﬁne 王小明 4711", ["fine", "王小明", "4711"]],
  ["%_~'\"; --", []],
  ["a b c d e f g h i j", ["a", "b", "c", "d", "e", "f", "g", "h"]],
])("finds %j by %j", (text, words) => expect(searchWords(text)).toEqual(words));

it("what a search makes of a word is what it made of the name, in any case, and never long", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
      const words = searchWords(text);
      expect(searchWords(words.join(" "))).toEqual(words);
      for (const word of words) {
        expect(word.isWellFormed()).toBe(true);
        expect(Array.from(word).length).toBeLessThanOrEqual(40);
        // One more than the greatest of these is the end of all words that begin so.
        expect(word).toMatch(/^[\p{L}\p{N}]+$/u);
      }
    }),
  );
});
