import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { longestMatched, regexProblem } from "./regex-safety.ts";
import { compileRegex } from "./regex.ts";

describe("a pattern", () => {
  it.each([
    "(a+)+$",
    "(a|aa)+$",
    "(a|a?)+$",
    "(.*)*x",
    "(a*)*b",
    "(x+x+)+y",
    "([a-zA-Z]+)*$",
    "(\\w+\\s?)*$",
    "(?:a|b|ab)*c",
    "^(\\w+\\d+)+$",
    "(.*a){20}$",
    "(a{0,100}){0,100}b",
    "\\s*\\s*\\s*\\s*x",
    "^(([a-z])+.)+[A-Z]([a-z])+$",
    "(?=(a+)+b)c",
    "(?=(a+))\\1b",
    "(?<x>a)\\k<x>",
    "(?<=a+)b",
    "(?<!a)b",
    "(?i:a)",
    "(",
    "a**",
    "(((((((((((((((((((((a)))))))))))))))))))))",
    "a".repeat(201),
  ])("%s is refused, and matches nothing", (pattern) => {
    expect(regexProblem(pattern)).toMatch(/\.$/);
    expect(compileRegex(pattern, false)("a".repeat(40))).toBe(false);
  });

  it.each([
    ["@example\\.com$", "ann@example.com", "ann@example.com.evil"],
    ["^/shop/(lips|eyes)/", "/shop/lips/1", "/shop/nails/1"],
    ["Chrome/(\\d+)\\.(\\d+)\\.(\\d+)", "Chrome/130.0.67", "Chrome/x"],
    ["^[^@]+@[^@]+\\.[^@]+$", "a@b.c", "a@b"],
    ["^https?://([^/]+\\.)?example\\.com/.*", "https://www.example.com/x", "https://example.org/"],
    ["(\\d{1,3}\\.){3}\\d{1,3}", "10.0.0.1", "10.0.0"],
    ["(?:jpg|png)+$", "a.jpgpng", "a.gif"],
    ["^(?!.*@corp\\.com$).*", "ann@home.com", "ann@corp.com"],
    ["^.*foo.*bar.*$", "a foo and a bar", "a bar and a foo"],
    ["[]x]|[^]|[\\]a]", "a", ""],
    ["\\bred\\b", "a red one", "a redder one"],
    ["(?<year>\\d{4})-\\d{2}", "in 2026-11", "in 26-11"],
    ["^(foo|foobar)$", "foobar", "fooba"],
    ["^a{2}b{1,}c{0,1}\\x64?$", "aabbcd", "ab"],
  ])("%s is accepted: %j matches, %j does not", (pattern, match, other) => {
    expect(regexProblem(pattern)).toBeUndefined();
    expect(compileRegex(pattern, false)(match)).toBe(true);
    expect(compileRegex(pattern, false)(other)).toBe(false);
    expect(compileRegex(pattern, true)(match)).toBe(true);
  });

  it("is matched with the beginning of a text that is too long", () => {
    expect(compileRegex("b", false)("a".repeat(longestMatched - 1) + "b")).toBe(true);
    expect(compileRegex("b", false)("a".repeat(longestMatched) + "b")).toBe(false);
  });

  // The clock stands still within a worker, so this is measured by ending at all: what is exponential would not.
  it("that is accepted ends, on texts made to keep it busy", { timeout: 120_000 }, () => {
    const atom = fc.constantFrom("a", "b", "\\w", "[ab]", "[^b]", ".", "\\d", "$", "\\b");
    const quantifier = fc.constantFrom("", "", "*", "+", "?", "{2}", "{1,3}", "{2,}", "*?", "{0,40}");
    const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
      pattern: fc
        .array(
          fc.tuple(
            fc.oneof(
              { depthSize: "small", withCrossShrink: true },
              atom,
              fc.tuple(tie("pattern"), tie("pattern")).map(([a, b]) => `(${a}|${b})`),
              tie("pattern").map((inside) => `(?:${inside})`),
            ),
            quantifier,
          ),
          { minLength: 1, maxLength: 3 },
        )
        .map((pieces) => pieces.flat().join("")),
    }));
    const texts = ["a", "ab", "aab"].map(
      (piece) => piece.repeat(longestMatched).slice(1, longestMatched) + "!",
    );
    fc.assert(
      fc.property(pattern, (some) => {
        const matches = compileRegex(`${some}x`, true);
        for (const text of texts) expect(matches(text)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});
