import * as fc from "fast-check";
import * as v from "valibot";
import { expect, it } from "vitest";
import { compilePagePattern, PagePattern } from "./page-pattern.ts";
import { mayOverlap } from "./patterns-overlap.ts";

it.each([
  ["/", "/", true],
  ["/", "/sale", false],
  ["/sale", "/*", true],
  ["/products/*", "/products/rosewood", true],
  ["/products/*", "/category/*", false],
  ["/products/*", "/products/lips/*", true],
  ["/category/:name", "/category/lips", true],
  ["/category/:name", "/category/lips/red", false],
  ["/category/:name", "/products/:id", false],
  ["/a/:b?", "/a*", true],
])("%s and %s: %s", (a, b, overlap) => {
  expect([mayOverlap(a, b), mayOverlap(b, a)]).toEqual([overlap, overlap]);
});

it("never says that two patterns are apart which one page fits", () => {
  const segment = fc.constantFrom("a", "b", "ab", "*", ":x", ":y", ":x?", ":x*", ":x+", "a*", "{a}?", "**");
  const pattern = fc
    .array(segment, { maxLength: 3 })
    .map((segments) => `/${segments.join("/")}`)
    .filter((text) => v.is(PagePattern, text));
  const path = fc
    .array(fc.constantFrom("a", "b", "ab", "abc"), { maxLength: 3 })
    .map((segments) => `/${segments.join("/")}`);
  fc.assert(
    fc.property(pattern, pattern, path, (a, b, pathname) => {
      fc.pre(compilePagePattern(a)(pathname) && compilePagePattern(b)(pathname));
      expect(mayOverlap(a, b)).toBe(true);
    }),
    { numRuns: 500, maxSkipsPerRun: 1000 },
  );
});
