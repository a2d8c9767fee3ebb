import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  allowsAddress,
  allowsInline,
  connections,
  nonceIn,
  scriptElements,
  SecurityPolicy,
  styleAttributes,
  styleElements,
} from "./security-policy.ts";

const source = "https://shop.example/_ew/s.js";

/** The policy with one source more for our script. */
function withOurs(text: string, names: readonly string[] = scriptElements): string {
  const policies = SecurityPolicy.all(text);
  for (const policy of policies) policy.allow(names, source);
  return policies.join(",");
}

describe("a policy", () => {
  it.each([
    ["has the source in the directive that counts", "script-src 'self'", `script-src 'self' ${source}`],
    [
      "has it in the more special one",
      "script-src 'self'; script-src-elem a.example",
      `script-src 'self'; script-src-elem a.example ${source}`,
    ],
    [
      "keeps what it says of everything, beside a directive for scripts",
      "default-src 'self' a.example; img-src *",
      `default-src 'self' a.example; img-src *; script-src-elem 'self' a.example ${source}`,
    ],
    [
      "says 'none' no longer where something is allowed",
      "Script-Src 'NONE' ;img-src *;",
      `Script-Src ${source};img-src *;`,
    ],
    ["ends tidily", "default-src 'none';", `default-src 'none'; script-src-elem ${source}`],
    [
      "takes the first of two, as browsers do",
      "script-src a; script-src b",
      `script-src a ${source}; script-src b`,
    ],
    ["is left alone where it says nothing of it", "frame-ancestors 'none'", "frame-ancestors 'none'"],
    ["names it once", `script-src ${source}`, `script-src ${source}`],
    [
      "is one of several",
      "script-src a, img-src b, default-src c",
      `script-src a ${source}, img-src b, default-src c; script-src-elem c ${source}`,
    ],
  ])("%s", (_what, text, expected) => {
    expect(withOurs(text)).toBe(expected);
  });

  it.each<[string, readonly string[], string, string[] | undefined]>([
    ["script-src-elem a; script-src b", scriptElements, "elements", ["a"]],
    ["script-src b; default-src c", scriptElements, "elements", ["b"]],
    ["style-src-elem a; style-src b", styleAttributes, "attributes", ["b"]],
    ["style-src-attr a; style-src b", styleElements, "elements", ["b"]],
    ["default-src\t c  d", connections, "connections", ["c", "d"]],
    ["img-src a", connections, "connections", undefined],
    ["script-src", scriptElements, "elements", []],
  ])("%s: %s", (text, names, _of, sources) => {
    expect(SecurityPolicy.all(text)[0]?.sources(names)).toEqual(sources);
  });

  const directive = fc
    .tuple(
      fc.constantFrom(
        "script-src",
        "default-src",
        "style-src",
        "img-src",
        "x-new",
        "sandbox",
        "",
        "SCRIPT-SRC",
      ),
      fc.array(
        fc.constantFrom("'self'", "'none'", "*", "a.example", "'nonce-abc'", "'unsafe-inline'", "data:"),
      ),
      fc.constantFrom(" ", "  ", "\t"),
    )
    .map(([name, sources, space]) => space + [name, ...sources].join(space));
  const header = fc
    .array(fc.array(directive, { maxLength: 6 }), { minLength: 1, maxLength: 3 })
    .map((policies) => policies.map((directives) => directives.join(";")).join(","));

  it("comes out as it came where nothing is asked of it", () => {
    fc.assert(fc.property(header, (text) => SecurityPolicy.all(text).join(",") === text));
  });

  it("loses no directive and no source, whatever is allowed besides", () => {
    fc.assert(
      fc.property(header, fc.constantFrom(scriptElements, styleElements, connections), (text, names) => {
        const after = withOurs(text, names);
        const words = (policy: string) =>
          policy.split(/[\s;,]+/).filter((word) => !["", "'none'"].includes(word));
        const left = words(after);
        for (const word of words(text)) expect(left.splice(left.indexOf(word), 1)).toEqual([word]);
        const policies = SecurityPolicy.all(text);
        for (const [at, policy] of SecurityPolicy.all(after).entries()) {
          const before = policies[at]?.sources(names);
          if (before === undefined) expect(policy.sources(names)).toBeUndefined();
          else expect(policy.sources(names)).toContain(source);
          expect(policy.sources(["default-src"])).toEqual(policies[at]?.sources(["default-src"]));
        }
      }),
    );
  });
});

describe("sources", () => {
  it("hold a nonce only where it can stand in an attribute", () => {
    expect(nonceIn(["'self'", "'nonce-aB3+/_-='"])).toBe("aB3+/_-=");
    expect(nonceIn(["'NONCE-abc'"])).toBe("abc");
    for (const odd of ["'nonce-a\"b'", "'nonce-<b>'", "'nonce-'", "nonce-abc", "'nonce-a b'"])
      expect(nonceIn([odd])).toBeUndefined();
  });

  it("allow what is inline unless a nonce or a hash takes it back", () => {
    expect(allowsInline(["'Unsafe-Inline'"])).toBe(true);
    expect(allowsInline(["'unsafe-inline'", "'nonce-abc'"])).toBe(false);
    expect(allowsInline(["'unsafe-inline'", "'sha256-abc'"])).toBe(false);
    expect(allowsInline(["*", "data:"])).toBe(false);
  });

  it("allow an address of the page's own host", () => {
    for (const sources of [["'self'"], ["*"], ["https:"], [source]])
      expect(allowsAddress(sources, source)).toBe(true);
    for (const sources of [[], ["'none'"], ["http:"], ["https://cdn.example"], [`${source}/x`]])
      expect(allowsAddress(sources, source)).toBe(false);
  });
});
