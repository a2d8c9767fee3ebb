import { describe, expect, it } from "vitest";
import { rewritten, rewrittenBytes } from "../testing/rewritten.ts";

const setText = (selector: string, text: string) => ({ type: "setText", selector, text });
const remove = (selector: string) => ({ type: "remove", selector });
const insert = (selector: string, position: string, html: string) => ({
  type: "insertHtml",
  selector,
  position,
  html,
});

describe("insertions", () => {
  it("are made at every element, in the order of ranks", async () => {
    const html = "<p>A</p><p>B</p>";
    expect(rewritten(html, insert("p", "after", "<hr>"), insert("p", "after", "é"))).toBe(
      "<p>A</p><hr>&#233;<p>B</p><hr>&#233;",
    );
    expect(
      rewritten("<p>A</p>", insert("p", "end", "1"), insert("p", "start", "2"), insert("p", "before", "3")),
    ).toBe("3<p>2A1</p>");
  });

  it("find no room inside an element without content", async () => {
    expect(rewritten("<img>", insert("img", "start", "x"), insert("img", "end", "x"))).toBe("<img>");
  });

  it("at the end of what was never closed come before what follows", async () => {
    expect(
      rewritten("<p>A<div>B</div>", insert("div", "before", "2"), insert("p", "end", "1"), remove("div")),
    ).toBe("<p>A12");
  });
});

describe("replaced and removed elements", () => {
  const html = "<main><ul><li>A<li class=b>B</ul><p>C</p></main>";
  const inner = [
    setText(".b", "x"),
    { type: "setClass", selector: "ul", add: ["x"] },
    { type: "hide", selector: "li" },
    insert("li", "after", "x"),
    insert("ul", "start", "x"),
    insert("ul", "end", "x"),
    { type: "replaceHtml", selector: "li", html: "x" },
    { type: "move", selector: "li", to: "p", position: "end" },
    { type: "move", selector: "p", to: "li", position: "before" },
    setText("ul", "x"),
  ];

  it("take everything with them that is in them, whatever the order", async () => {
    for (const outer of [remove("ul"), { type: "replaceHtml", selector: "ul", html: "<ol>é</ol>" }])
      for (const edits of [
        [outer, ...inner],
        [...inner, outer],
      ])
        expect(rewritten(html, ...edits)).toBe(
          `<main>${outer.type === "remove" ? "" : "<ol>&#233;</ol>"}<p>C</p></main>`,
        );
  });

  it("leave what stands beside them", async () => {
    const beside = [insert("ul", "before", "1"), insert("ul", "after", "2")];
    expect(rewritten(html, ...beside, remove("ul"))).toBe("<main>12<p>C</p></main>");
  });

  it("end where a browser ends them", async () => {
    expect(rewritten("<ul><li id=a>A<li id=b>B</ul>", remove("#a"), insert("#b", "before", "x"))).toBe(
      "<ul>x<li id=b>B</ul>",
    );
    expect(rewritten("<p>A<img>B</p>", { type: "replaceHtml", selector: "img", html: "<br>" })).toBe(
      "<p>A<br>B</p>",
    );
  });

  it("are replaced once, by the first edit", async () => {
    const replace = { type: "replaceHtml", selector: "i", html: "1" };
    expect(rewritten("<i class=x></i>", replace, remove(".x"))).toBe("1");
    expect(rewritten("<i class=x></i>", remove(".x"), replace)).toBe("");
  });
});

describe("a moved element", () => {
  const html = "<ul><li id=a>A</li><li id=b>B</li></ul><main><p>C</p></main>";
  const move = (selector: string, to: string, position: string) => ({ type: "move", selector, to, position });

  it.each([
    ["main", "start", "<ul><li id=b>B</li></ul><main><li id=a>A</li><p>C</p></main>"],
    ["main", "end", "<ul><li id=b>B</li></ul><main><p>C</p><li id=a>A</li></main>"],
    ["#b", "after", "<ul><li id=b>B</li><li id=a>A</li></ul><main><p>C</p></main>"],
    ["ul", "end", "<ul><li id=b>B</li><li id=a>A</li></ul><main><p>C</p></main>"],
    ["ul", "before", "<li id=a>A</li><ul><li id=b>B</li></ul><main><p>C</p></main>"],
    ["ul", "start", html],
    [".nowhere", "start", html],
  ])("goes to %s, at %s", async (to, position, expected) => {
    expect(rewritten(html, move("li", to, position))).toBe(expected);
  });

  it("stays where it would go into itself, or in circles", async () => {
    for (const position of ["before", "start", "end", "after"])
      expect(rewritten(html, move("ul", "#a", position))).toBe(html);
    expect(rewritten(html, move("ul", "ul", "start"))).toBe(html);
    expect(rewritten(html, move("ul", "main", "end"), move("main", "ul", "end"))).toBe(
      "<main><p>C</p><ul><li id=a>A</li><li id=b>B</li></ul></main>",
    );
  });

  it("brings along what else is changed of it, and leaves what stands beside it", async () => {
    const edits = [
      setText("#a", "New"),
      { type: "setClass", selector: "#a", add: ["x"] },
      insert("#a", "end", "1"),
      insert("#a", "before", "2"),
      insert("#a", "after", "3"),
      move("#a", "main", "end"),
      remove("p"),
    ];
    expect(rewritten(html, ...edits)).toBe(
      '<ul>23<li id=b>B</li></ul><main><li id=a class="x">New1</li></main>',
    );
  });

  it("moves with what it is in, and by itself, once", async () => {
    expect(rewritten(html, move("#a", "main", "start"), move("ul", "main", "end"))).toBe(
      "<main><li id=a>A</li><p>C</p><ul><li id=b>B</li></ul></main>",
    );
    expect(rewritten(html, move("p", "#a", "start"), move("#a", "main", "end"))).toBe(
      "<ul><li id=b>B</li></ul><main><li id=a><p>C</p>A</li></main>",
    );
    expect(rewritten(html, move("#a", "main", "start"), move("li", "main", "end"))).toBe(
      "<ul><li id=b>B</li></ul><main><li id=a>A</li><p>C</p></main>",
    );
  });

  it("goes with what replaces it, and stays where its place is gone", async () => {
    expect(rewritten(html, move("#a", "main", "end"), remove("#a"))).toBe(
      html.replace("<li id=a>A</li>", ""),
    );
    expect(rewritten(html, move("#a", "p", "end"), remove("main"))).toBe(
      "<ul><li id=a>A</li><li id=b>B</li></ul>",
    );
  });

  it("is all that browsers take for it, where an end tag is not its own", async () => {
    const misnested = "<b>1<p>2</b>3</p><i></i>";
    expect(rewritten(misnested, insert("b", "end", "x"), move("p", "i", "end"))).toBe(
      "<b>1<i><p>2</b>3</p></i>x",
    );
  });

  it("keeps its bytes in any character set", async () => {
    const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
    const bytes = rewrittenBytes(latin1("<b>é</b>ü<i></i>"), "iso-8859-1", [move("b", "i", "after")]);
    expect(bytes).toEqual(latin1("ü<i></i><b>é</b>"));
  });
});
