import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findRegions } from "./find-regions.ts";
import { findRegionsAgain } from "./known-pages.ts";
import { PageScanner } from "./page-scanner.ts";
import { readTag } from "./read-tag.ts";
import { indexOf } from "./selector-index.ts";
import { endOfTag } from "../../model/html/tag-end.ts";

const bytesOf = (html: string) => new TextEncoder().encode(html);

/** What the page holds of the elements that a selector means, as it is written. */
function elements(html: string, selector: string): string[] {
  const regions = findRegions(bytesOf(html), "text/html", [selector]).regions.get(selector) ?? [];
  return regions.map(({ from, end }) => html.slice(from, end));
}

describe("a page", () => {
  it.each([
    ["<script>'<p>'</script><p>1</p>", ["<p>1</p>"]],
    ["<script><!--<script>'</script><p>'--></script><p>1</p>", ["<p>1</p>"]],
    ["<script><!--'</script><p>1</p>", ["<p>1</p>"]],
    ["<script><!--></script><p>1</p>", ["<p>1</p>"]],
    ["<style>p{}</style ><p>1", ["<p>1"]],
    ["<textarea><p></textarea><p>1", ["<p>1"]],
    ["<noscript><p>0</p></noscript><p>1", ["<p>1"]],
    ["<template><p>0</p></template><p>1", ["<p>1"]],
    ["<!-- <p>0</p> --><p>1", ["<p>1"]],
    ["<!--><p>1", ["<p>1"]],
    ["<!-- --!><p>1", ["<p>1"]],
    ["<?php <p>0 ?><p>1", ["<p>1"]],
    ["</1 <p>0</p><p>1", ["<p>1"]],
    ["a < b <p>1", ["<p>1"]],
    ["<svg><title><p>1</p></title></svg>", ["<p>1</p>"]],
    ["<svg><path><p>1</p>", ["<p>1</p>"]],
    ["<svg><style><g></style></svg><p>1", ["<p>1"]],
    ["<svg><![CDATA[<p>0]]></svg><p>1", ["<p>1"]],
    ["<![CDATA[<p>0]]><p>1", ["<p>1"]],
    ["<plaintext><p>0", []],
    ["<p title='>'>1</p>", ["<p title='>'>1</p>"]],
    ["<P CLASS=a>1</P>", ["<P CLASS=a>1</P>"]],
    ["<p>1<p", ["<p>1<p"]],
    ["<p>1</p><!-- <p>0", ["<p>1</p>"]],
    ["<select><option><iframe></iframe></select><p>1", ["<p>1"]],
    ["<p>1</body></html><p>2", ["<p>1", "<p>2"]],
    ["<p>1</p><body class=b><i>", ["<p>1</p>"]],
  ])("like %s holds what browsers see in it", (html, found) => {
    expect(elements(html, "p")).toEqual(found);
  });

  it("is read to where the last of what is asked for ends, however far apart that stands", () => {
    const rest = "<i>x</i><script>'<h2>'</script><!-- <H2 > -->".repeat(50);
    const html = `<h2>1</h2>${rest}<svg><title><H2\n>2</H2></title></svg>${rest}<h2>3${rest}`;
    expect(elements(html, "h2")).toEqual(["<h2>1</h2>", "<H2\n>2</H2>", `<h2>3${rest}`]);
    const named = `<h2>1</h2>${rest}<b class="x y">2${rest}</b>${rest}<h2>3</h2>`;
    expect(elements(named, "h2, .y")).toEqual(["<h2>1</h2>", `<b class="x y">2${rest}</b>`, "<h2>3</h2>"]);
    expect(elements(`<i>1</i>${rest}`, "*")).toHaveLength(101);
  });

  it("has its body's attributes where a picture in the head has begun it", () => {
    const html = "<head><img><title>T</title></head><body class=home id=b><p>1</p></body>";
    expect(elements(html, ".home p")).toEqual(["<p>1</p>"]);
    expect(elements(html, "#b")).toEqual(["<body class=home id=b><p>1</p></body>"]);
    expect(elements(html, "body")).toEqual(["<body class=home id=b><p>1</p></body>"]);
    const twice = `${html}<body class=other><p>2</p>`;
    expect(elements(twice, ".home p")).toEqual(["<p>1</p>", "<p>2</p>"]);
    expect(elements(twice, ".other")).toEqual([]);
  });

  it("is searched in no time, however often a selector could go wrong", () => {
    const html = `${"<div><u>".repeat(40)}<i>1</i>`;
    for (const selector of [
      ".none div div div div div div div div div div div i",
      ".none > div u u u u u u u u u u i",
    ])
      expect(elements(html, selector), selector).toEqual([]);
    expect(elements(html, "div > u div div div div > u i")).toEqual(["<i>1</i>"]);
    expect(elements("<b></b><p class=x><i>1</i></p>", "b + p.x > i, .y ~ p i")).toEqual(["<i>1</i>"]);
  });

  it("has elements in any depth, and of any length", () => {
    const deep = `${"<div>".repeat(60_000)}<p>1</p>`;
    expect(elements(deep, "div > p")).toEqual(["<p>1</p>"]);
    const long = `<p title="${"x".repeat(5_000_000)}">1</p>`;
    expect(elements(long, "[title]")).toEqual([long]);
  });

  it("is searched for what stands in attributes, as browsers read them", () => {
    const html = "<a href='?a=1&amp;b=2' class='x\ty' data-é=ü title='&#233;' rel=NEXT>1</a>";
    for (const selector of [
      '[href="?a=1&b=2"]',
      ".x.y",
      '[title="é"]',
      '[rel="next" i]',
      "[rel=next]",
      "a[class~=y]",
      "[href^='?a']",
      ":First-Child",
      ":not(.z, p)",
    ])
      expect(elements(html, selector), selector).toContain(html);
    for (const selector of [
      ".X",
      "[href='?a=1&amp;b=2']",
      "a.x:not([rel])",
      "[class=x]",
      "[rel=next s]",
      "[href='?A=1&b=2']",
    ])
      expect(elements(html, selector), selector).toEqual([]);
  });

  it("is searched for more classes than are looked for in its text", () => {
    const selectors = Array.from({ length: 200 }, (_, number) => `.c${number}`);
    const html = selectors.map((selector) => `<i class="a ${selector.slice(1)}"></i>`).join("");
    const { regions } = findRegions(bytesOf(html), "text/html", selectors);
    expect([...regions.values()].map((found) => found.length)).toEqual(selectors.map(() => 1));
  });

  it("that comes again is known only where every byte is the same", () => {
    const first = bytesOf("<p>Anna</p><b>1</b>");
    const second = bytesOf("<b>Anna</b><p>1</p>");
    expect(findRegionsAgain(first, "text/html", ["p"]).regions.get("p")?.[0]?.from).toBe(0);
    expect(findRegionsAgain(second, "text/html", ["p"]).regions.get("p")?.[0]?.from).toBe(11);
    const again = findRegionsAgain(first.slice(), "text/html", ["p"]);
    expect(again.regions.get("p")?.[0]?.from).toBe(0);
    expect(again.bytes).not.toBe(first);
  });

  it("has its head's end where other text begins, also where space before it came first", () => {
    const index = indexOf(["head"]);
    for (const pieces of [["<head>  x"], ["<head>  ", "x"]]) {
      const scanner = new PageScanner(index);
      for (const piece of pieces) scanner.read(piece);
      scanner.end();
      expect(scanner.regions.get("head")?.[0]?.contentEnd).toBe(8);
    }
  });

  it("gives the same elements in pieces of any length", () => {
    const parts = fc.constantFrom(
      "<p class=a>",
      "</p>",
      "<!--",
      "-->",
      "<script>",
      "<!--<script>",
      "</script>",
      "'",
      '"',
      "<p title='",
      ">",
      "<",
      "x",
      "<svg>",
      "<![CDATA[",
      "]]>",
      "</svg>",
      "<template>",
      "</template>",
      "<textarea>",
      "</textarea",
      "<li><li>",
      "é",
      " ",
      "<head>",
      "<body class=a>",
    );
    fc.assert(
      fc.property(
        fc.array(parts, { maxLength: 30 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        (html, lengths) => {
          const text = html.join("");
          const index = indexOf(["p", ".a", "li:nth-child(2)", "svg *", "head", "body"]);
          const whole = new PageScanner(index);
          whole.read(text);
          whole.end();
          const pieces = new PageScanner(index);
          for (let at = 0, turn = 0; at < text.length; turn += 1) {
            const length = lengths[turn % lengths.length] ?? 1;
            pieces.read(text.slice(at, at + length));
            expect(pieces.position).toBeLessThanOrEqual(at + length);
            at += length;
          }
          pieces.end();
          expect([...pieces.regions]).toEqual([...whole.regions]);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe("the end of a tag", () => {
  it("is where reading all of it ends", () => {
    const part = fc.constantFrom("a", "=", "'", '"', " ", ">", "/", "\n", "é", "<", "==", "='", '="');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
        const tag = `<p ${parts.join("")}`;
        expect(endOfTag(tag, 2)).toBe(readTag(tag, 0)?.end);
      }),
      { numRuns: 5000 },
    );
  });
});
