import * as fc from "fast-check";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { elementEnds } from "../worker/rewrite/element-ends.ts";
import { newVisitor, openBrowser } from "./testing/browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** Pieces of pages as people write them: many end tags are left out, some are there, some are wrong. */
const piece = fc.constantFrom(
  "<p>",
  "</p>",
  "<ul>",
  "</ul>",
  "<li>",
  "</li>",
  "<div>",
  "</div>",
  "<span>",
  "</span>",
  "<b>",
  "</b>",
  "<dl>",
  "<dt>",
  "<dd>",
  "</dl>",
  "<section>",
  "</section>",
  "<h2>",
  "</h2>",
  "<img src=a>",
  "<br/>",
  "<hr>",
  "<!-- <li> -->",
  "<script>'</p>'</script>",
  "<textarea><li></textarea>",
  "text",
  "<a href='>'>",
  "</a>",
  "<table><tr><td>",
  "<tr>",
  "<td>",
  "</td>",
  "</table>",
  "<ol>",
  "</ol>",
  '<i title="</p>">',
  "</i>",
);
const target = fc.constantFrom("p", "li", "div", "span", "dd", "section", "h2", "ul");

/** A page in which one element is marked, and where its content begins. */
const marked = fc
  .tuple(fc.array(piece, { maxLength: 6 }), target, fc.array(piece, { maxLength: 12 }))
  .map(([before, name, after]) => {
    const head = `<!doctype html><body>${before.join("")}`;
    const tag = `<${name} id="it">`;
    return {
      name,
      start: head.length,
      from: head.length + tag.length,
      html: `${head}${tag}${after.join("")}<p>the end`,
    };
  });

/** What a browser reads the pages and the found contents as: both or nothing where it moves the element itself. */
async function inBrowser(cases: { html: string; name: string; content: string }[]) {
  const { page, context } = await newVisitor(browser);
  const read = await page.evaluate(
    (given) =>
      given.map(({ html, name, content }) => {
        const element = new DOMParser().parseFromString(html, "text/html").getElementById("it");
        const alone = new DOMParser().parseFromString(
          `<!doctype html><body><${name} id="it">${content}`,
          "text/html",
        );
        return {
          inPage: element?.textContent ?? null,
          alone: alone.getElementById("it")?.textContent ?? null,
        };
      }),
    cases,
  );
  await context.close();
  return read;
}

describe("the end of an element", () => {
  it("is where a browser has it, whichever end tags are left out", async () => {
    // Adopted formatting and foster-parented cells are moved by browsers, so that no stretch of bytes is their content.
    const isPlain = ({ html }: { html: string }) => !/<(b|i|a)[ >]|<table/.test(html);
    const cases = fc.sample(marked, { numRuns: 6000, seed: 20_261_122 }).filter(isPlain);
    const found = cases.flatMap(({ html, name, start, from }) => {
      const end = elementEnds(html, [start]).get(start)?.contentEnd;
      // Within a comment or a script there is no element.
      return end === undefined ? [] : [{ html, name, content: html.slice(from, end) }];
    });
    expect(found.length).toBeGreaterThan(500);
    const wrong = (await inBrowser(found)).flatMap(({ inPage, alone }, index) =>
      inPage === alone ? [] : [{ ...found[index], inPage, alone }],
    );
    expect(wrong.slice(0, 5)).toEqual([]);
  });

  it("ends whatever it is given, in bounded time", () => {
    fc.assert(
      fc.property(marked, ({ html, start, from }) => {
        const found = elementEnds(html, [start]).get(start);
        if (found === undefined) return;
        expect(found.contentEnd).toBeGreaterThanOrEqual(from);
        expect(found.end).toBeGreaterThanOrEqual(found.contentEnd);
        expect(found.end).toBeLessThanOrEqual(html.length);
      }),
    );
    for (const part of ["<", '<a "', "<a b='", "<!--", "</", "<p", "<script>"]) {
      const long = `<p>${part.repeat(50_000)}`;
      expect(elementEnds(long, [0]).get(0)?.end ?? 0).toBeLessThanOrEqual(long.length);
    }
  });
});
