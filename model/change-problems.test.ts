import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { checkConfiguration, emptyConfiguration } from "./configuration.ts";
import { changeWarnings } from "./change-warnings.ts";
import { Rule } from "./rule.ts";

const html = (selector: string, markup: string) => ({ type: "setHtml", selector, html: markup });
const insert = (selector: string, position: string, markup: string) => ({
  type: "insertHtml",
  selector,
  position,
  html: markup,
});
const text = (selector: string) => ({ type: "setText", selector, text: "Hello" });
const replace = (selector: string, markup: string) => ({ type: "replaceHtml", selector, html: markup });
const move = (selector: string, to: string, position = "end") => ({ type: "move", selector, to, position });
const remove = (selector: string) => ({ type: "remove", selector });

function ruleWith(change: object): object {
  const rule = { id: "r", name: "R", on: true, pages: ["/"], condition: {}, priority: 1 };
  return { ...rule, variants: [{ id: "a", changes: [change] }] };
}

/** Code and part of each problem of one change, with the sentence's end. */
function problems(change: object, more: object = {}): string[] {
  const checked = checkConfiguration({ ...emptyConfiguration, ...more, rules: [ruleWith(change)] });
  if (checked.ok) return [];
  for (const { message } of checked.problems) expect(message).toMatch(/^R: [A-Z<].*\.$/);
  return checked.problems.map(({ code, path }) => `${code} ${path.replace(/^.*changes\[0\]\./, "")}`);
}

describe("a change is published", () => {
  it.each<object>([
    html("div", "<p>One<p>Two</p>"),
    html("div", "<ul><li>One<li>Two <b>bold</b></ul>"),
    html("div", `<a href='>' title="</div>">x</a><br><img src="a"/>`),
    html("div", "<!-- </div> --><script>'</div>'</script> 1 < 2 & 3 &amp; &lt;div>"),
    html(
      "div",
      "<svg viewBox='0 0 1 1'><path d=''/><title>A</title><foreignObject><p>x</p></foreignObject></svg>",
    ),
    html("div", "<table><caption>x</caption><tr><td>1<td>2<tr><td>3</table>"),
    html("div", "<select><option>1<option>2</select><button>x</button><button>y</button>"),
    html("div", "<template><tr><td>x</td></tr></template><dialog><form></form></dialog>"),
    html("h1", "<em>New</em>"),
    html("p", "<b>x</b> <a href=/>y</a>"),
    html("body", "<main></main>"),
    insert("ul", "end", "<li>One</li>"),
    insert("li", "after", "<li>One</li>"),
    insert("li .note", "end", "<ul><li>One</li></ul>"),
    insert("p", "after", "<div>x</div>"),
    html("p + div", "<div>x</div>"),
    insert("table ~ .note", "end", "<div>x</div>"),
    insert("tbody", "start", "<tr><td>x</td></tr>"),
    insert("table > tbody > tr", "after", "<tr><td>x</td></tr>"),
    insert("td", "start", "<div><p>x</p></div>"),
    insert("select[name=size]", "end", "<option>XL</option>"),
    insert("head", "end", "<link rel=preload href=/a><meta name=a content=b><script>1</script>"),
    insert("body", "start", "<p>x</p>"),
    insert("img", "after", "<p>x</p>"),
    insert("a.more", "before", "<a href=/>x</a>"),
    replace("tr.old", "<tr><td>x</td></tr>"),
    replace("#a", ""),
    text("textarea"),
    text("title"),
    text("option"),
    text("td, th"),
    remove("noscript"),
    move("li.first", "ul", "end"),
    move("tr.total", "tbody", "start"),
    move("img", "p", "start"),
    { type: "setAttribute", selector: "html", name: "lang", value: "de" },
    { type: "setClass", selector: "body", add: ["sale"] },
  ])("as %j", (change) => expect(problems(change)).toEqual([]));
});

describe("a change is refused", () => {
  it.each<[string, object]>([
    // Markup that takes something of the page in, or ends something of it.
    ["unclosed_tag html", html("div", "<div>One")],
    ["unclosed_tag html", html("div", "<b><i>One</b></i>")],
    ["unclosed_tag html", insert("ul", "end", "<li>One")],
    ["unclosed_tag html", html("div", "One <a href='x")],
    ["unclosed_tag html", html("div", "One <!-- two")],
    ["unclosed_tag html", html("div", "<textarea>One")],
    ["unclosed_tag html", html("div", "<div/>")],
    ["unclosed_tag html", html("div", "<ul><li><b>x<li>y</b></ul>")],
    ["stray_end_tag html", html("div", "One</div>")],
    ["stray_end_tag html", replace("div", "</section><section>")],
    ["stray_end_tag html", html("div", "<p><div>x</div></p>")],
    ["stray_end_tag html", html("div", "x</br>")],
    // Markup that ends the element that it is put into.
    ["nested_tag html", html("p", "<div>x</div>")],
    ["nested_tag html", insert("p", "end", "<b><ul></ul></b>")],
    ["nested_tag html", html("p span.price", "<p>x</p>")],
    ["nested_tag html", html("h1", "<h2>x</h2>")],
    ["nested_tag html", insert("li", "end", "<li>x</li>")],
    ["nested_tag html", insert("a.card > span", "end", "<a href=/>x</a>")],
    ["nested_tag html", html("div", "<a href=/><span><a href=/>x</a></span></a>")],
    ["nested_tag html", html("button", "<button>x</button>")],
    ["nested_tag html", html("form .row", "<form></form>")],
    ["nested_tag html", html("div", "<form><form></form></form>")],
    // Markup that browsers put elsewhere.
    ["misplaced_tag html", html("div", "<tr><td>x</td></tr>")],
    ["misplaced_tag html", insert("tr", "end", "<div>x</div>")],
    ["misplaced_tag html", insert("tr", "after", "<div>x</div>")],
    ["misplaced_tag html", insert("tbody > tr.a + .b", "before", "<div>x</div>")],
    ["misplaced_tag html", html("div", "<table><div>x</div></table>")],
    ["misplaced_tag html", html("div", "<table>x<tr><td></table>")],
    ["misplaced_tag html", insert("div", "end", "<option>x</option>")],
    ["misplaced_tag html", insert("select", "end", "<div>x</div>")],
    ["misplaced_tag html", html("div", "<body>x</body>")],
    ["misplaced_tag html", insert("head", "end", "<div>x</div>")],
    ["misplaced_tag html", html("div", "<svg><div>x</div></svg>")],
    ["misplaced_tag html", html("div", "<plaintext>")],
    ["misplaced_tag html", html("div", "<i>".repeat(201) + "</i>".repeat(201))],
    ["misplaced_tag selector", text("tbody")],
    ["misplaced_tag selector", text("select")],
    // Elements that hold no elements, or nothing.
    ["void_element selector", text("img")],
    ["void_element selector", html("div, input", "x")],
    ["void_element selector", insert("br", "start", "x")],
    ["text_element selector", html("textarea", "<b>x</b>")],
    ["text_element selector", insert("script", "end", "x")],
    ["text_element selector", insert("title", "end", "x")],
    ["text_element selector", text("style")],
    ["text_element selector", text("noscript")],
    // The frame of a page.
    ["whole_page selector", remove("body")],
    ["whole_page selector", remove("main, html")],
    ["whole_page selector", { type: "hide", selector: "head" }],
    ["whole_page selector", replace("body", "<p>x</p>")],
    ["whole_page selector", move("body", "main")],
    ["whole_page selector", insert("body", "before", "x")],
    ["whole_page selector", insert("html", "end", "x")],
    ["whole_page selector", text("head")],
    // What is not on the page.
    ["not_on_page selector", text("template p")],
    ["not_on_page selector", { type: "setAttribute", selector: "noscript > img", name: "alt", value: "x" }],
    ["not_on_page selector", html("template", "<p>x</p>")],
    // Moves.
    ["nested_tag to", move("div.a", "p")],
    ["misplaced_tag to", move("tr.a", "div")],
    ["void_element to", move(".a", "img", "start")],
    ["whole_page to", move(".a", "body", "after")],
    ["not_on_page to", move(".a", "template")],
  ])("with %s for %j", (problem, change) => expect(problems(change)).toEqual([problem]));

  it.each<[string[], string, string, string, boolean]>([
    [["nested_tag placement"], "banner", "p", "end", false],
    [[], "inline", "p", "end", true],
    [[], "banner", "p", "after", true],
    [["nested_tag placement"], "inline", "a.card > b", "end", true],
    [[], "inline", "a.card > b", "end", false],
    [["nested_tag placement"], "modal", "form", "start", false],
    [["misplaced_tag placement"], "card", "tr", "after", false],
    [["misplaced_tag placement"], "bar", "head", "end", false],
    [["whole_page placement"], "bar", "body", "before", false],
    [["void_element placement"], "bar", "img", "start", false],
    [["not_on_page placement"], "bar", "noscript div", "start", false],
    [[], "modal", "body", "start", true],
  ])(
    "with %j for an offer that is a %s at %s (%s), with a button: %s",
    (expected, layout, selector, position, hasButton) => {
      const button = hasButton ? { label: "Go", link: "/" } : null;
      const offers = [{ id: "o", name: "O", layout, headline: "Ten", button }];
      const placements = [{ id: "p", name: "P", selector, position }];
      expect(problems({ type: "insertOffer", placement: "p", offer: "o" }, { offers, placements })).toEqual(
        expected,
      );
    },
  );
});

describe("a change is warned of", () => {
  const warned = (change: object) =>
    changeWarnings([v.parse(Rule, ruleWith(change))]).map(
      ({ code, path }) => `${code} ${path.split(".").at(-1)}`,
    );

  it.each<[string, object]>([
    ["no_effect selector", { type: "setImage", selector: "div.hero", src: "/a.jpg" }],
    ["no_effect selector", { type: "setLink", selector: "a, button", href: "/" }],
    ["unsure_place html", insert(".rows", "end", "<tr><td>x</td></tr>")],
    ["unsure_place html", replace("#size", "\n<option>x</option>")],
  ])("with %s for %j", (warning, change) => expect(warned(change)).toEqual([warning]));

  it.each<object>([
    { type: "setImage", selector: ".hero", src: "/a.jpg" },
    { type: "setLink", selector: "nav a", href: "/" },
    insert(".rows", "end", "<p>x</p>"),
    insert("tbody.rows", "end", "<tr><td>x</td></tr>"),
    insert("tr.a", "after", "<tr><td>x</td></tr>"),
  ])("not for %j", (change) => expect(warned(change)).toEqual([]));
});
