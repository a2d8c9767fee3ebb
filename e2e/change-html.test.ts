import * as fc from "fast-check";
import type { Browser } from "playwright-core";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shopHost } from "../local/serve.ts";
import { htmlProblem } from "../model/html/html-problem.ts";
import { Rule } from "../model/rule.ts";
import { openBrowser } from "./testing/browser.ts";
import { startEdge } from "./testing/edge.ts";
import { page, startOrigin } from "./testing/origin.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** Where markup is put: what is around, from the outside in, and the element itself. */
const places = {
  div: "",
  p: "",
  h2: "",
  ul: "",
  li: "ul",
  a: "",
  button: "",
  form: "",
  table: "",
  tbody: "table",
  tr: "table tbody",
  td: "table tbody tr",
  select: "",
  span: "p",
} as const;
type Parent = keyof typeof places;

const names = (
  "div p b i span a button form h2 h3 ul ol li dl dt dd table tbody thead tr td th caption select option optgroup " +
  "section em template svg path textarea script style pre nobr label object"
).split(" ");
const noise = fc.constantFrom(
  ...names.flatMap((name) => [`<${name}>`, `</${name}>`]),
  "<br>",
  "<img src=a>",
  "<hr>",
  "<input>",
  "<col>",
  "</br>",
  "<!-- </div> -->",
  "<!--",
  "-->",
  "<b title='",
  "< ",
  "&amp;lt;",
  "<body>",
  "<head>",
  "</body>",
  "</html>",
  "<svg><title><p>",
  "<svg/>",
  "<i/>",
  "<textarea></div>",
  "</",
  "<a href='>'>",
);

/** Markup as people write it: mostly whole, of elements that may not fit in one another, with a piece too many at times. */
const markup: fc.Arbitrary<string> = fc.letrec<{ node: string; nodes: string }>((tie) => ({
  nodes: fc.array(tie("node"), { maxLength: 3 }).map((all) => all.join("")),
  node: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    { weight: 3, arbitrary: fc.constantFrom("text", "x &amp; &lt;b>", " ", "<br>", "<img src=a>") },
    {
      weight: 6,
      arbitrary: fc
        .tuple(fc.constantFrom(...names), tie("nodes"), fc.boolean())
        .map(([name, inner, isLeft]) =>
          isLeft && /^(li|dt|dd|p|option|td|tr)$/.test(name)
            ? `<${name}>${inner}`
            : `<${name}>${inner}</${name}>`,
        ),
    },
    { weight: 1, arbitrary: noise },
  ),
})).nodes;

interface Case {
  parent: Parent;
  around: string[];
  html: string;
}

const cases = fc.record({
  parent: fc.constantFrom(...(Object.keys(places) as Parent[])),
  html: markup,
});

describe("markup that may be published", () => {
  it("becomes in Chromium what it is by itself, and leaves the page around it as it was", async () => {
    const accepted: Case[] = [];
    for (const { parent, html } of fc.sample(cases, { numRuns: 60_000, seed: 11 })) {
      const around = places[parent] === "" ? [] : places[parent].split(" ");
      if (html !== "" && htmlProblem(html, { parent, around: [...around, parent] }) === undefined)
        accepted.push({ parent, around, html });
    }
    expect(accepted.filter(({ html }) => html.includes("<")).length).toBeGreaterThan(3000);
    const tab = await browser.newPage();
    const wrong = await tab.evaluate((all) => {
      const parsed = (whole: string) => new DOMParser().parseFromString(whole, "text/html");
      return all.filter(({ parent, around, html }) => {
        const open = around.map((name) => `<${name}>`).join("");
        const close = around
          .toReversed()
          .map((name) => `</${name}>`)
          .join("");
        const framed = (inner: string) =>
          `<!doctype html><main><section>before${open}<${parent} id="c">${inner}</${parent}>${close}<p>after</p></section><footer></footer></main>`;
        const whole = parsed(framed(html));
        const alone = parsed(framed(""));
        const content = whole.querySelector("#c");
        const expected = alone.querySelector("#c");
        if (content === null || expected === null) return true;
        expected.innerHTML = html;
        if (content.innerHTML !== expected.innerHTML) return true;
        content.innerHTML = expected.innerHTML = "";
        return whole.body.innerHTML !== alone.body.innerHTML;
      });
    }, accepted);
    expect(wrong.slice(0, 10)).toEqual([]);
    await tab.close();
  });
});

const character = fc.constantFrom(
  ..."&;#x<>\"'`=/ \n\tab1é€💄\u00a0\u200f".split(/(?:)/u),
  "&amp;",
  "&copy",
  "&#65;",
  "&#x1F484;",
  "&notin;",
  "</p>",
  "</textarea>",
  "<!--",
  "-->",
  "&quot",
);
// Browsers take a newline at the beginning of a <textarea> for the author's.
const text = fc
  .array(character, { minLength: 1, maxLength: 12 })
  .map((all) => all.join(""))
  .filter((all) => !all.startsWith("\n"));

describe("text and values", () => {
  it("are in Chromium what was written, with whatever entities and signs", async () => {
    const texts = fc.sample(text, { numRuns: 120, seed: 7 });
    const rows = texts.map(
      (_, row) => `<div id="r${row}"><p>a<textarea>b</textarea><img alt=c title='&quot;d'></div>`,
    );
    const rule = (written: string, row: number) => {
      const [selector, id] = [`#r${row}`, `r${row}`];
      const changes = [
        { type: "setText", selector: `${selector} textarea`, text: written },
        { type: "setAttribute", selector: `${selector} img`, name: "alt", value: written },
        { type: "setAttribute", selector: `${selector} img`, name: "title", value: written },
        { type: "insertHtml", selector, position: "end", html: "<b>&amp;copy &copy;</b>" },
      ];
      const variants = [{ id: "a", changes }];
      return v.parse(Rule, { id, name: id, on: true, pages: ["/"], condition: {}, priority: 1, variants });
    };
    const shop = page(`<!doctype html><title>t</title>${rows.join("")}`, {
      "content-type": "text/html; charset=iso-8859-1",
    });
    const origin = await startOrigin({ "/": shop });
    const edge = await startEdge({ origin: origin.url, configuration: { rules: texts.map(rule) } });
    const tab = await browser.newPage();
    await tab.goto(`http://${shopHost}:${edge.port}/`);
    const read = await tab.evaluate(() =>
      [...document.querySelectorAll("div")].map((row) => {
        const image = row.querySelector("img");
        return [
          row.querySelector("textarea")?.textContent,
          image?.getAttribute("alt"),
          image?.getAttribute("title"),
          row.querySelector("b")?.textContent,
        ];
      }),
    );
    expect(read).toEqual(texts.map((written) => [written, written, written, "&copy \u00a9"]));
    await tab.close();
    await edge.close();
    await origin.close();
  });
});
