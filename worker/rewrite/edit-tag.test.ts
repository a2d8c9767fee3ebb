import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rewritten } from "../testing/rewritten.ts";

describe("classes", () => {
  const classes = (html: string, add: string[], drop: string[] = []) =>
    rewritten(html, { type: "setClass", selector: "a", add, remove: drop });

  it.each<[string, string[], string[], string]>([
    ["<a>", ["x", "y"], [], '<a class="x y">'],
    ["<a class>", ["x"], ["y"], '<a class="x">'],
    ["<a class=''>", ["x"], [], "<a class='x'>"],
    ['<a class="x y" id=b>', ["y", "z"], [], '<a class="x y z" id=b>'],
    ["<a class='x y x'>", [], ["x"], "<a class=' y '>"],
    ["<a class='x y'>", ["z"], ["x"], "<a class=' y z'>"],
    ["<a class=x id=b>", [], ["x"], '<a class="" id=b>'],
    ["<a class=x>", ["y"], ["z"], '<a class="x y">'],
    [`<a class=x"'>`, ["y"], [], `<a class="x&quot;' y">`],
    ["<a class=>", ["x"], [], '<a class="x">'],
    ["<a class=x-y>", ["y"], ["x"], '<a class="x-y y">'],
    ["<a CLASS=x class=y>", ["y"], [], '<a CLASS="x y" class=y>'],
    ["<a>", [], ["x"], "<a>"],
    ["<a class=x>", ["x"], [], "<a class=x>"],
  ])("of %s, with %j and without %j", async (html, add, drop, expected) => {
    expect(classes(html, add, drop)).toBe(expected);
  });

  it("are told apart: of each, the first edit counts, and all start from the attribute that was set", async () => {
    const edits = [
      { type: "setClass", selector: "a", add: ["x"], remove: ["y"] },
      { type: "setClass", selector: ".k", add: ["y", "z"], remove: ["x"] },
    ];
    expect(rewritten("<a class=k>", ...edits)).toBe('<a class="k x z">');
    const attribute = { type: "setAttribute", selector: "a", name: "class", value: "y  é" };
    for (const all of [
      [attribute, ...edits],
      [...edits, attribute],
    ])
      expect(rewritten("<a class=k>", ...all)).toBe('<a class="&#233; x z">');
  });
});

describe("an edited start tag", () => {
  it.each<[string, string]>([
    ["<a alt=>", '<a alt="" title="t" hidden="" style="display:none!important">'],
    ["<a id=x alt = >", '<a id=x alt = "" title="t" hidden="" style="display:none!important">'],
    ["<a title=>", '<a title="t" hidden="" style="display:none!important">'],
    ["<a style=>", '<a style="display:none!important" title="t" hidden="">'],
    ["<a alt=x>", '<a alt=x title="t" hidden="" style="display:none!important">'],
  ])("like %s is given no attribute that an empty one would take", (html, expected) => {
    const title = { type: "setAttribute", selector: "a", name: "title", value: "t" };
    expect(rewritten(html, title, { type: "hide", selector: "a" })).toBe(expected);
  });

  const quoting = fc.constantFrom<(value: string) => string>(
    (value) => `="${value}"`,
    (value) => ` = '${value}'`,
    (value) => (value === "" ? "" : `=${value.replaceAll(" ", "-")}`),
  );
  const words = fc.array(fc.constantFrom("a", "b", "ab", "a-b", "x:y"), { maxLength: 4 });
  const names = fc.uniqueArray(fc.constantFrom("a", "b", "ab", "c", "x:y"), { maxLength: 3 });

  /** As HTMLRewriter reads it, which knows nothing of splices. */
  async function attributesOf(html: string): Promise<[string, string][]> {
    let found: [string, string][] = [];
    await new HTMLRewriter()
      .on("a", {
        element(element) {
          found = [...element.attributes].map(([name = "", value = ""]) => [name, value]);
        },
      })
      .transform(new Response(html))
      .text();
    return found;
  }

  it("has the classes and styles that it should, and every other attribute as it was", async () => {
    await fc.assert(
      fc.asyncProperty(
        words,
        names,
        names,
        quoting,
        quoting,
        async (written, add, drop, ofClass, ofStyle) => {
          const remove = drop.filter((name) => !add.includes(name));
          const html = `<a id=i class${ofClass(written.join(" "))} style${ofStyle("top:0")} title='t'>`;
          const before = new Map(await attributesOf(html));
          const changes = [
            { type: "setStyle", selector: "a", property: "color", value: "red" },
            ...(add.length + remove.length > 0 ? [{ type: "setClass", selector: "a", add, remove }] : []),
          ];
          const after = new Map(await attributesOf(rewritten(html, ...changes)));
          const classes = (value = "") => new Set(value.split(" ").filter((name) => name !== ""));
          const there = [...classes(before.get("class")), ...add];
          const expected = new Set(there.filter((name) => !remove.some((other) => other === name)));
          expect(classes(after.get("class"))).toEqual(expected);
          expect(after.get("style")).toBe("top:0;color:red");
          expect([...after.keys()]).toEqual([...before.keys()]);
          expect([after.get("id"), after.get("title")]).toEqual(["i", "t"]);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("styles", () => {
  const style = (property: string, value: string, important = false) => ({
    type: "setStyle",
    selector: "a",
    property,
    value,
    important,
  });

  it.each([
    ["<a>", '<a style="color:red">'],
    ["<a style>", '<a style="color:red">'],
    ["<a style=top:0>", '<a style="top:0;color:red">'],
    ["<a style=''>", "<a style='color:red'>"],
    [`<a style=content:"x">`, '<a style="content:&quot;x&quot;;color:red">'],
  ])("are added to %s", async (html, expected) => {
    expect(rewritten(html, style("color", "red"))).toBe(expected);
  });

  it("stay within their attribute, whatever quotes it has", async () => {
    const font = style("font-family", `"A B", 'C'`, true);
    expect(rewritten("<a style='top:0'>", font)).toBe(
      "<a style='top:0;font-family:&quot;A B&quot;, &#39;C&#39;!important'>",
    );
    expect(rewritten("<a>", font)).toBe(`<a style="font-family:&quot;A B&quot;, 'C'!important">`);
  });

  it("are told apart by their property: the first edit comes last, where it counts", async () => {
    expect(
      rewritten("<a>", style("margin-top", "0"), style("margin", "1px"), style("margin-top", "9px")),
    ).toBe('<a style="margin:1px;margin-top:0">');
  });

  it("do not bring back what is hidden", async () => {
    const hide = { type: "hide", selector: "a" };
    const shown = style("display", "block", true);
    const expected = '<a hidden="" style="display:block!important;display:none!important">';
    expect(rewritten("<a>", shown, hide)).toBe(expected);
    expect(rewritten("<a>", hide, shown)).toBe(expected);
  });

  it("of the page come last in its head, each in an element of its own, the first edit's behind all", async () => {
    const css = (text: string) => ({ type: "addStyles", css: text });
    const html = "<head><style>a{}</style></head><body></body>";
    expect(rewritten(html, css("b{}"), css("c{"))).toBe(
      html.replace("</head>", "<style>c{</style><style>b{}</style></head>"),
    );
    expect(rewritten("<p>A", css("b{}"))).toBe("<p>A<style>b{}</style>");
    expect(rewritten("<head><title>T</title><body>A", css("b{}"))).toBe(
      "<head><title>T</title><style>b{}</style><body>A",
    );
  });
});

describe("pictures and links", () => {
  const image = { type: "setImage", selector: "img", src: "/n.jpg?a&b" };

  it("show the new picture, and nothing of the one before", async () => {
    expect(rewritten("<img src=o srcset='o 1x' sizes=9px alt=Old srcset=p class=x>", image)).toBe(
      '<img src="/n.jpg?a&amp;b"   alt=Old  class=x>',
    );
    expect(rewritten("<img>", { ...image, alt: `"Né"` })).toBe(
      '<img src="/n.jpg?a&amp;b" alt="&quot;N&#233;&quot;">',
    );
    expect(rewritten("<img sizes=9px>", { ...image, srcset: "/n.jpg 1x" })).toBe(
      '<img sizes=9px src="/n.jpg?a&amp;b" srcset="/n.jpg 1x">',
    );
  });

  it("are given once, as a whole", async () => {
    const other = { type: "setImage", selector: ".x", src: "/m.jpg", alt: "M" };
    expect(rewritten("<img class=x>", image, other)).toBe('<img class=x src="/n.jpg?a&amp;b">');
    const src = { type: "setAttribute", selector: ".x", name: "src", value: "/m.jpg" };
    expect(rewritten("<img class=x srcset=a>", src, image)).toBe('<img class=x srcset=a src="/m.jpg">');
  });

  it("lead where the first edit says", async () => {
    const link = (href: string) => ({ type: "setLink", selector: "a", href });
    expect(rewritten("<a href=/o>A</a><a>B</a>", link("/n?a&b"), link("/m"))).toBe(
      '<a href="/n?a&amp;b">A</a><a href="/n?a&amp;b">B</a>',
    );
  });
});
