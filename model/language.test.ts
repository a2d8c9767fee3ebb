import { describe, expect, it } from "vitest";
import { LanguageTag, lookUpLanguage } from "./language.ts";
import { check } from "./problem.ts";

describe("a language", () => {
  it.each([
    ["de", "de"],
    ["PT-br", "pt-BR"],
    ["zh-hant-tw", "zh-Hant-TW"],
    [" sr-latn ", "sr-Latn"],
    ["iw", "he"],
  ])("written %s is %s", (written, value) =>
    expect(check(LanguageTag, written)).toEqual({ ok: true, value }),
  );

  it.each(["", "d", "german!", "de_AT", "de-", "-de", "x".repeat(36), "e n"])("is never %j", (written) =>
    expect(check(LanguageTag, written).ok).toBe(false),
  );
});

describe("looking up a language", () => {
  const available = new Map(["en", "de", "pt-br", "zh-hant"].map((tag) => [tag, tag]));

  it.each([
    [["de"], "de"],
    [["de-AT"], "de"],
    [["DE-at-1996"], "de"],
    [["fr", "de-CH"], "de"],
    [["pt-BR"], "pt-br"],
    [["pt"], undefined],
    [["zh-Hant-CN-x-private"], "zh-hant"],
    [["zh-a-zzz", "en"], "en"],
    [["*"], undefined],
    [["*", "de"], "de"],
    [[], undefined],
    [["", "-", "--", "x"], undefined],
  ])("of somebody who reads %j finds %s", (wanted, found) =>
    expect(lookUpLanguage(wanted, available)).toBe(found),
  );
});
