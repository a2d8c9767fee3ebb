import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileOffer } from "../../model/offer/compile-offer.ts";
import { renderOffer } from "../../model/offer/render-offer.ts";
import { toAsciiHtml } from "../../model/escape-html.ts";
import { isEdgeSelector } from "../../model/selector.ts";
import { offerWith } from "../../model/testing/offer.ts";
import type { Edit } from "../decide/compile-rules.ts";
import { anyEdit } from "../testing/any-edit.ts";
import { siteWith } from "../testing/shop.ts";
import { compileSelector } from "./compile-selector.ts";
import { findRegions } from "./find-regions.ts";
import { assemble, changesNothing, type Rewrite, rewritePage } from "./rewrite.ts";

const page = `<!DOCTYPE html>
<HTML lang=en><HEAD >
<title>Lumen &amp; Co</title></HEAD>
<body class='home page'><nav><ul><li>One<li>Two</ul></nav>
<main><h1 id="hero" >Hello <b>there</b></h1>
<p class="lead">First<p class="lead">Second</p>
<a class="cta" href="/old?a=1&b=2" style="color:red" data-x='"q"'>Go</a><img src=a.jpg>
<ul class="grid"><li class="card">A</li><li class="card">B</li></ul></main>
</body></HTML>
`;

const forWhom = {
  facts: { city: "Köln", behaviour: { nowMs: 0, sessionStartedAtMs: 0, timesMs: {} } },
  languages: ["en"],
} satisfies Partial<Rewrite>;
const offer = compileOffer(
  offerWith({
    headline: "10 % off for {{ city }}",
    button: { label: "Shop", link: "/sale" },
    translations: { de: { headline: "10 % Rabatt für {{ city }}" } },
  }),
  { site: siteWith() },
);
const offerMarkup = toAsciiHtml(renderOffer(offer, { ...forWhom, rule: "welcome" }) ?? "");

function rewritten(edits: readonly Edit[], html = page, head = "", languages = forWhom.languages): string {
  const bytes = rewritePage(new TextEncoder().encode(html), "text/html; charset=utf-8", {
    ...forWhom,
    edits,
    head,
    languages,
  });
  return new TextDecoder().decode(bytes);
}

function insertAt(selector: string, position: "before" | "after" | "start" | "end"): Edit {
  return {
    type: "insertOffer",
    placement: { id: "p", name: "P", selector, position },
    offer,
    rule: "welcome",
    trigger: null,
  };
}

describe("a rewritten page", () => {
  it("differs in what an edit touches, and nowhere else", () => {
    const html = rewritten([{ type: "setText", selector: "h1", text: "Für <dich> & mich" }]);
    expect(html).toBe(page.replace("Hello <b>there</b>", "F&#252;r &lt;dich&gt; &amp; mich"));
  });

  it("stays as it is, byte for byte, where no edit finds anything", () => {
    expect(rewritten([{ type: "setText", selector: ".nowhere", text: "x" }])).toBe(page);
    expect(changesNothing({ edits: [], head: "" })).toBe(true);
    expect(changesNothing({ edits: [], head: "<script>" })).toBe(false);
  });

  it("takes markup as it stands", () => {
    const html = rewritten([{ type: "setHtml", selector: "#hero", html: "<em>Für</em> &amp; mehr" }]);
    expect(html).toBe(page.replace("Hello <b>there</b>", "<em>F&#252;r</em> &amp; mehr"));
  });

  it("says in an attribute what was written, whatever the characters mean in HTML", () => {
    const value = `/new?a=1&copy=2"onclick='x'>é`;
    const html = rewritten([{ type: "setAttribute", selector: "a.cta", name: "href", value }]);
    expect(html).toContain(`href="/new?a=1&amp;copy=2&quot;onclick='x'>&#233;"`);
    expect(html).toContain(`data-x='"q"'>Go</a>`);
  });

  it("hides every element that is meant, and keeps the style it had", () => {
    const html = rewritten([
      { type: "hide", selector: "li.card" },
      { type: "hide", selector: "a.cta" },
    ]);
    expect(html.match(/<li class="card" hidden="" style="display:none!important">/g)).toHaveLength(2);
    expect(html).toContain(`style="color:red;display:none!important"`);
  });

  it("holds an offer once, at the first element that is meant", () => {
    expect(rewritten([insertAt("li.card", "before")])).toBe(
      page.replace('<li class="card">', `${offerMarkup}<li class="card">`),
    );
    expect(rewritten([insertAt("li.card", "after")])).toBe(page.replace("A</li>", `A</li>${offerMarkup}`));
    expect(rewritten([insertAt(".grid", "start")])).toBe(
      page.replace('<ul class="grid">', `<ul class="grid">${offerMarkup}`),
    );
    expect(rewritten([insertAt(".grid", "end")])).toBe(
      page.replace("</ul></main>", `${offerMarkup}</ul></main>`),
    );
    expect(rewritten([insertAt("img", "after")])).toBe(
      page.replace("<img src=a.jpg>", `<img src=a.jpg>${offerMarkup}`),
    );
  });

  it("holds an offer in the visitor's language, with what is known of them", () => {
    expect(offerMarkup).toContain("10 % off for K&#246;ln");
    const german = rewritten([insertAt("h1", "after")], page, "", ["fr", "de-AT"]);
    expect(german).toContain(`lang="de"`);
    expect(german).toContain("10 % Rabatt f&#252;r K&#246;ln");
  });

  it("stays as it is where an offer has nothing to say to this visitor", () => {
    const silent = compileOffer(offerWith({ headline: "{{ traits.greeting }}" }), { site: siteWith() });
    const edit = { ...insertAt("h1", "after"), offer: silent } as Edit;
    expect(rewritten([edit])).toBe(page);
  });

  it("takes several edits of one element", () => {
    const html = rewritten([
      { type: "setText", selector: "h1", text: "New" },
      { type: "setAttribute", selector: "#hero", name: "title", value: "t" },
      insertAt("h1", "after"),
    ]);
    expect(html).toContain(`<h1 id="hero" title="t" >New</h1>${offerMarkup}\n`);
  });
});

describe("elements without end tags", () => {
  const setText = (selector: string): Edit => ({ type: "setText", selector, text: "New" });

  it.each([
    ["a list's item keeps to itself", "#a", "<ul><li id=a>A<li>B</ul>", "<ul><li id=a>New<li>B</ul>"],
    ["a paragraph ends at the next block", "p", "<p>A<div>B</div>", "<p>New<div>B</div>"],
    ["a paragraph ends at its own end tag", "p", "<p>A<b>x</b></p>B", "<p>New</p>B"],
    [
      "a cell ends at the next",
      "#a",
      "<table><tr><td id=a>A<td>B</table>",
      "<table><tr><td id=a>New<td>B</table>",
    ],
    ["a term ends at its description", "dt", "<dl><dt>A<dd>B</dl>", "<dl><dt>New<dd>B</dl>"],
    [
      "an element that is never closed ends with what is around it",
      "span",
      "<p><span>A</p>B",
      "<p><span>New</p>B",
    ],
    ["a body without an end tag", "body", "<body><p>A", "<body>New"],
  ])("%s", (_what, selector, html, expected) => {
    expect(rewritten([setText(selector)], html)).toBe(expected);
  });

  it("have an offer behind them, and at their end, where a browser has it", () => {
    const html = "<ul><li>A<li>B</ul><p>C";
    expect(rewritten([insertAt("li", "after")], html)).toBe(`<ul><li>A${offerMarkup}<li>B</ul><p>C`);
    expect(rewritten([insertAt("p", "end")], html)).toBe(`${html}${offerMarkup}`);
  });
});

describe("several edits", () => {
  const text = (selector: string, value: string): Edit => ({ type: "setText", selector, text: value });

  it("of one element, by whatever selector: the first is made", () => {
    expect(rewritten([text("h1", "A"), text("#hero", "B")])).toContain('<h1 id="hero" >A</h1>');
    expect(rewritten([text("i", "A"), text("i.x", "B")], "<i class=x></i>")).toBe("<i class=x>A</i>");
    const title = (selector: string, value: string): Edit => ({
      type: "setAttribute",
      selector,
      name: "title",
      value,
    });
    expect(rewritten([title("i", "A"), title(".x", "B")], "<i class=x>")).toBe('<i class=x title="A">');
  });

  it("within an element whose content is replaced go with it, whatever the order", () => {
    const html = "<main><p>A</p></main><p>B</p>";
    const inner: Edit[] = [
      insertAt("main p", "after"),
      { type: "hide", selector: "main p" },
      text("main p", "x"),
    ];
    const outer = text("main", "New");
    for (const edits of [
      [outer, ...inner],
      [...inner, outer],
    ])
      expect(rewritten(edits, html)).toBe("<main>New</main><p>B</p>");
    expect(rewritten([outer, insertAt("main", "start"), insertAt("main", "end")], html)).toBe(
      `<main>${offerMarkup}New${offerMarkup}</main><p>B</p>`,
    );
  });

  it("of an attribute, whichever way it was written", async () => {
    const href = (html: string) =>
      rewritten([{ type: "setAttribute", selector: "a", name: "href", value: "/n" }], html);
    expect(href("<a HREF=/o/ class=x>")).toBe('<a href="/n" class=x>');
    expect(href("<a href>")).toBe('<a href="/n">');
    expect(href("<a href = 'o>o' title=\"'\">")).toBe('<a href="/n" title="\'">');
    expect(href("<a/>")).toBe('<a href="/n"/>');
    expect(href("<a href=a href=b>")).toBe('<a href="/n" href=b>');
    expect(rewritten([{ type: "hide", selector: "a" }], "<a style=color:red>")).toBe(
      '<a style="color:red;display:none!important" hidden="">',
    );
    expect(rewritten([{ type: "hide", selector: "a" }], "<a style='' x>")).toBe(
      "<a style='display:none!important' x hidden=\"\">",
    );
  });

  it("give the same bytes whether a page was searched for them alone or for all that rules may ask", async () => {
    const pieces = [
      "<p class=a>",
      "</p>",
      "<li id=b>",
      "<ul>",
      "</ul>",
      "<div class=a>",
      "</div>",
      "<h1>",
      "</h1>",
      "é",
      "<img class=a>",
      "<!--x-->",
      "<b title='a'>",
      "</b>",
    ];
    const selectors = ["p", ".a", "#b", "ul > li", "h1", "div", "b", "img", "head"];
    const edit = fc.oneof(
      { arbitrary: anyEdit(selectors), weight: 9 },
      fc
        .tuple(fc.constantFrom(...selectors), fc.constantFrom("before", "after", "start", "end"))
        .map(([selector, position]) => insertAt(selector, position)),
    );
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...pieces), { maxLength: 20 }),
        fc.array(edit, { maxLength: 6 }),
        (parts, edits) => {
          const bytes = new TextEncoder().encode(`<html><head></head><body>${parts.join("")}`);
          const rewrite = { ...forWhom, edits, head: "<script></script>" };
          const alone = rewritePage(bytes, "text/html; charset=utf-8", rewrite);
          const all = assemble(findRegions(bytes, "text/html; charset=utf-8", selectors), rewrite);
          expect(new TextDecoder().decode(alone)).toBe(new TextDecoder().decode(all));
          expect(
            assemble(findRegions(bytes, "text/html", selectors), { ...rewrite, edits: [], head: "" }),
          ).toBe(bytes);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("the snippet's tag", () => {
  const tag = '<script async src="/_ew/s.js"></script>';

  it("is the first thing in the head, as one insertion", () => {
    expect(rewritten([], page, tag)).toBe(page.replace("<HEAD >", `<HEAD >${tag}`));
  });

  it("is at the end where a page leaves its head out", () => {
    const html = "<!doctype html><title>T</title><p>Text";
    expect(rewritten([], html, tag)).toBe(html + tag);
    expect(rewritten([], "", tag)).toBe(tag);
  });

  it("is there once, though a page has two heads", () => {
    const html = "<html><head></head><body><head></head></body></html>";
    expect(rewritten([], html, tag)).toBe(html.replace("<head>", `<head>${tag}`));
  });
});

describe("a page in another character set", () => {
  const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

  it("keeps each of its bytes, with a text inserted that its character set cannot hold", () => {
    const html = "<head></head><h1>Prix</h1><p title='é'>Café à 5 £</p>";
    const rewrite = {
      edits: [{ type: "setText", selector: "h1", text: "Für dich 💄 €" }],
      head: "<script></script>",
      ...forWhom,
    } as const;
    const bytes = rewritePage(latin1(html), "text/html; charset=iso-8859-1", rewrite);
    const expected = html
      .replace("Prix", "F&#252;r dich &#128132; &#8364;")
      .replace("<head>", "<head><script></script>");
    expect(new Uint8Array(bytes)).toEqual(latin1(expected));
  });

  it("is refused where nothing can read it, so that the shop's page is given", () => {
    const rewrite = { ...forWhom, edits: [], head: "x" };
    expect(() => rewritePage(latin1("<p>"), "text/html; charset=utf-16", rewrite)).toThrow(/character set/);
    expect(() => rewritePage(latin1("\u00ff\u00fe<\0p\0"), "text/html", rewrite)).toThrow(/character set/);
    const japanese = latin1('<meta charset="iso-2022-jp"><p>\u001b$B<p>\u001b(B');
    expect(() => rewritePage(japanese, "text/html", rewrite)).toThrow(/character set/);
  });
});

describe("a selector", () => {
  const accepts = (selector: string) => {
    try {
      compileSelector(selector);
      return true;
    } catch {
      return false;
    }
  };

  it.each([
    "h1",
    "*",
    "#hero",
    ".a.b",
    "main > h1",
    "ul li a",
    "a, b",
    "[data-x]",
    "[href='/x y']",
    '[src$=".jpg" i]',
    "[lang|=en]",
    "[class~=a]",
    "li:nth-child(2)",
    "li:nth-child( 2n + 1 )",
    "li:nth-child(-n+3)",
    "tr:nth-of-type(odd)",
    "p:first-child",
    "p:first-of-type",
    "a:not(.b)",
    "a:not(.b, #c)",
    "a + b",
    "a~b",
    ".a:is(p, .b) ~ :where(a)",
    "p:not(:first-child):not([hidden])",
    ".md\\:flex",
    ".größe",
    "my-element",
    'a[title="a + b ~ c:has(d)"]',
  ])("%s is accepted, at the edge too", (selector) => {
    expect(isEdgeSelector(selector)).toBe(true);
    expect(accepts(selector)).toBe(true);
  });

  it.each([
    "li:last-child",
    "li:last-of-type",
    "li:only-child",
    "a:has(b)",
    ":root",
    ":empty",
    "a:hover",
    "a::before",
    "svg|a",
    "a||b",
    "a:not(b c)",
    "a:not(b > c)",
    "li:nth-last-child(1)",
    "li:nth-child(2 of .a)",
    "",
    ">",
    "> a",
    "a >",
    "a > > b",
    "a + > b",
    "+ a",
    "a,",
    "a,,b",
    ".",
    "#",
    "..a",
    "#1a",
    "[",
    "[]",
    "[x=1]",
    "[x=",
    '[x="a]',
    "a)",
    "a{}",
    "a/**/b",
    "a:not()",
    "a:not",
    "a:nth-child()",
    "@media",
    "a:first-child()",
  ])("%j is refused before it could reach a page", (selector) =>
    expect(isEdgeSelector(selector)).toBe(false),
  );

  it("never passes the check to fail at the edge, however its parts are joined", () => {
    const part = fc.constantFrom(
      "a",
      "b-c",
      "*",
      "#x",
      ".y",
      "[z]",
      "[z=a]",
      "[z='a b' i]",
      ":first-child",
      ":nth-child(2n+1)",
      ":nth-child(+3)",
      ":nth-of-type(-n - 2)",
      ":not(",
      ")",
      " ",
      " > ",
      ", ",
      "+",
      "~",
      "|",
      ":",
      "-",
      "--",
      "_",
      "1",
      "\\",
      "\\31 ",
      "'",
      '"',
      "é",
      "(",
      "]",
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), (parts) => {
        const selector = parts.join("").trim();
        if (isEdgeSelector(selector)) expect(accepts(selector), selector).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
