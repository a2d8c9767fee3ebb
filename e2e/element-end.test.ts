import * as fc from "fast-check";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findRegions } from "../worker/rewrite/find-regions.ts";
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

function found(html: string, selector: string) {
  return findRegions(new TextEncoder().encode(html), "text/html", [selector]).regions.get(selector) ?? [];
}

describe("the end of an element", () => {
  it("is where a browser has it, whichever end tags are left out", async () => {
    // Adopted formatting and foster-parented cells are moved by browsers, so that no stretch of bytes is their content.
    const isPlain = ({ html }: { html: string }) => !/<(b|i|a)[ >]|<table/.test(html);
    const cases = fc.sample(marked, { numRuns: 6000, seed: 20_261_122 }).filter(isPlain);
    const read = cases.flatMap(({ html, name, from }) => {
      const end = found(html, "#it")[0]?.contentEnd;
      // Within a comment or a script there is no element.
      return typeof end === "number" ? [{ html, name, content: html.slice(from, end) }] : [];
    });
    expect(read.length).toBeGreaterThan(500);
    const wrong = (await inBrowser(read)).flatMap(({ inPage, alone }, index) =>
      inPage === alone ? [] : [{ ...read[index], inPage, alone }],
    );
    expect(wrong.slice(0, 5)).toEqual([]);
  });

  it("ends whatever it is given, in bounded time", () => {
    fc.assert(
      fc.property(marked, ({ html, from }) => {
        const [region] = found(html, "#it");
        if (region === undefined) return;
        expect(region.contentEnd).toBeGreaterThanOrEqual(from);
        expect(region.end).toBeGreaterThanOrEqual(region.contentEnd ?? Infinity);
        expect(region.end).toBeLessThanOrEqual(html.length);
      }),
    );
    for (const part of ["<", '<a "', "<a b='", "<!--", "</", "<p", "<script>"]) {
      const long = `<p>${part.repeat(50_000)}`;
      expect(found(long, "p")[0]?.end).toBeLessThanOrEqual(long.length);
    }
  });
});

/** Each start tag gets a number by which it is known. */
function numbered(html: string): string {
  let number = 0;
  return html.replace(/<([a-z]\w*)/g, (_tag, name) => `<${name} n="${(number += 1)}"`);
}

/** Selectors as people and browsers write them, about the pieces above and what browsers put around them. */
const asked = [
  "p",
  "ul > li",
  "li li",
  "div p",
  "div > p",
  "body > p",
  "html > body > *",
  "body > div:first-child",
  "p:nth-child(2)",
  "li:nth-child(2n + 1)",
  "p:nth-of-type(2)",
  "section p:first-of-type",
  "table > tbody > tr > td",
  "tr:nth-child(2) > td",
  "td:first-child",
  "#it",
  "#it p",
  "div#it > *",
  "[id=it]",
  "[href='>']",
  "[TITLE]",
  "p:not(#it)",
  "li:not(:first-child, #it)",
  "p + p",
  "h2 ~ p",
  "li#it + li",
  "div ~ #it > p, ul + *",
  ":is(p, li):where(#it, :first-child)",
  "td + td",
  "*",
];

describe("the elements that a selector means", () => {
  it("are those that a browser finds, whichever tags are left out", async () => {
    const isPlain = ({ html }: { html: string }) => !/<(b|i|a)[ >]|<table/.test(html);
    // What stands between cells is moved out of the table by browsers, so nothing does.
    const rows = fc.array(
      fc.constantFrom(
        "<tr>",
        "<td>",
        "</td>",
        "</tr>",
        "<tbody>",
        "<th>",
        "<td><p>x",
        "<td><ul><li>x<li>",
        "<col>",
      ),
      { maxLength: 8 },
    );
    const tables = rows.map((parts) => ({
      html: `<!doctype html><table>${parts.join("")}</table><p id=it>x`,
    }));
    const pages = [
      ...fc.sample(marked, { numRuns: 1500, seed: 7 }).filter(isPlain),
      ...fc.sample(tables, { numRuns: 300, seed: 7 }),
    ].map(({ html }) => numbered(html.replace("<!doctype html><body>", "<!doctype html>")));
    const { page, context } = await newVisitor(browser);
    const inPages = await page.evaluate(
      ({ pages: given, asked: selectors }) =>
        given.map((html) => {
          const parsed = new DOMParser().parseFromString(html, "text/html");
          return selectors.map((selector) =>
            // Those that browsers open by themselves have no tag that could be edited.
            [...parsed.querySelectorAll("[n]")].flatMap((element) =>
              element.matches(selector) ? [element.getAttribute("n")] : [],
            ),
          );
        }),
      { pages, asked },
    );
    await context.close();
    const wrong = pages.flatMap((html, index) =>
      asked.flatMap((selector, place) => {
        const ours = found(html, selector).flatMap(({ tag }) => / n="(\d+)"/.exec(tag)?.[1] ?? []);
        const theirs = inPages[index]?.[place] ?? [];
        return ours.join(" ") === theirs.join(" ") ? [] : [{ html, selector, ours, theirs }];
      }),
    );
    expect(wrong.slice(0, 5)).toEqual([]);
  });
});
