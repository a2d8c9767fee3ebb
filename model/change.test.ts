import { describe, expect, it } from "vitest";
import { Change } from "./change.ts";
import { check } from "./problem.ts";
import { Rule } from "./rule.ts";
import { wantsOf } from "./target.ts";

/** The paths of what is wrong, each with a sentence. */
function problemsOf(change: object): string[] {
  const checked = check(Change, { selector: "h1", ...change });
  if (checked.ok) return [];
  for (const { code, message } of checked.problems) {
    expect(code).toBe("invalid_value");
    expect(message).toMatch(/^[A-Z].*\.$/);
  }
  return checked.problems.map(({ path }) => path);
}

function parsed(change: object): Change {
  const checked = check(Change, { selector: "h1", ...change });
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  return checked.value;
}

describe("a change", () => {
  it.each<object>([
    { type: "setText", text: "" },
    { type: "setHtml", html: "<b>é</b>" },
    { type: "setHtml", html: "é<style>.e{}</style><b>é</b><script>1</script>é" },
    { type: "setClass", add: ["md:flex", "w-1/2", "bg-[#fff]"] },
    { type: "setClass", remove: ["promo"] },
    { type: "setStyle", property: "--accent", value: "#0a0" },
    { type: "setImage", src: "/a.jpg", alt: "", srcset: "/a.jpg 400w, https://cdn.example/b,c.jpg 2x" },
    { type: "setLink", href: "/sale?x=1#top" },
    { type: "insertHtml", position: "after", html: "<hr>" },
    { type: "replaceHtml", html: "" },
    { type: "remove" },
    { type: "hide" },
    { type: "move", to: "main", position: "start" },
    { type: "redirect", to: "/new?x=1#part" },
    { type: "redirect", to: "https://other.example:8443/a?b" },
    { type: "addStyles", css: "h1 { content: '\\e9' } </ style>" },
  ])("may be %j", (change) => expect(problemsOf(change)).toEqual([]));

  it.each<[string, object]>([
    ["type", { type: "replace" }],
    ["selector", { type: "remove", selector: "h1 > > p" }],
    ["selector", { type: "remove", selector: ".\u00a9" }],
    ["selector", { type: "remove", selector: `${"[a=bi]".repeat(60)}:last-child` }],
    ["text", { type: "setText" }],
    ["html", { type: "setHtml", html: "<script>'é'</script>" }],
    ["html", { type: "replaceHtml", html: "<style>.é{}</style>" }],
    ["html", { type: "replaceHtml", html: "<style></style><SCRIPT>1</SCRIPT ><script>'é'" }],
    ["html", { type: "insertHtml", position: "before", html: "x".repeat(50_001) }],
    ["position", { type: "insertHtml", position: "inside", html: "x" }],
    ["to", { type: "move", to: "p:last-child", position: "before" }],
    ["position", { type: "move", to: "main" }],
    ["add", { type: "setClass" }],
    ["add[1]", { type: "setClass", add: ["a", "b c"] }],
    ["remove", { type: "setClass", add: ["a"], remove: ["b", "a"] }],
    ["add", { type: "setClass", add: Array.from({ length: 21 }, (_, index) => `c${index}`) }],
    ["important", { type: "setStyle", property: "color", value: "red", important: "yes" }],
    ["href", { type: "setLink", href: "javascript:alert(1)" }],
    ["src", { type: "setImage", src: "//evil.example/a.jpg" }],
    ["css", { type: "addStyles", css: " " }],
    ["css", { type: "addStyles", css: "a{}</STYLE><script>" }],
    ["css", { type: "addStyles", css: "a::after{content:'é'}" }],
  ])("is refused with the path %s where it is %j", (path, change) =>
    expect(problemsOf(change)).toEqual([path]),
  );

  it("leaves what is written where it does not say otherwise", () => {
    expect(parsed({ type: "setImage", src: "/a.jpg" })).toMatchObject({ alt: null, srcset: null });
    expect(parsed({ type: "setStyle", property: "COLOR", value: " red " })).toMatchObject({
      property: "color",
      value: "red",
      important: false,
    });
    expect(parsed({ type: "setStyle", property: "--Accent", value: "1" })).toMatchObject({
      property: "--Accent",
    });
  });
});

describe("a change of an attribute", () => {
  const setAttribute = (name: string, value: string) =>
    check(Change, { type: "setAttribute", selector: "a", name, value });

  it.each([
    ["href", "/sale"],
    ["title", "javascript: is only text here"],
    ["aria-label", "x"],
    ["data-id", "//x"],
    ["SRC", "https://cdn.example/a.jpg"],
  ])("may set %s to %j", (name, value) => expect(setAttribute(name, value).ok).toBe(true));

  it.each([
    "onclick",
    "ONCLICK",
    "onx",
    "srcdoc",
    "style",
    "srcset",
    "a b",
    "a=b",
    "x>y",
    "xlink:href",
    "",
    "1a",
  ])("never sets %j", (name) =>
    expect(setAttribute(name, "x")).toMatchObject({ ok: false, problems: [{ path: "name" }] }),
  );

  it.each(["href", "HREF", "src", "action", "formaction", "poster", "data"])(
    "never lets %s run code",
    (name) => {
      for (const value of ["javascript:alert(1)", "java\tscript:x", "//evil.example", "/\\evil.example"])
        expect(setAttribute(name, value)).toMatchObject({ ok: false, problems: [{ path: "value" }] });
    },
  );
});

describe("a change of classes", () => {
  it.each(["", "a b", "a\tb", 'a"b', "a'b", "a&b", "a<b", "a>b", "a`b", "größe", "a\u0000", "x".repeat(101)])(
    "never names %j",
    (name) => {
      expect(problemsOf({ type: "setClass", add: [name] })).toContain("add[0]");
      expect(problemsOf({ type: "setClass", remove: [name] })).toContain("remove[0]");
    },
  );
});

describe("a change of a style", () => {
  const valueOf = (value: string) => problemsOf({ type: "setStyle", property: "background", value });

  it.each([
    "red",
    "#fff8",
    "calc(100% - (2 * 1rem)) / cover",
    "var(--accent, rgb(0 0 0 / 50%))",
    '"A, B"',
    "url(/a.jpg)",
    "url( '/a.jpg' )",
    'URL("https://cdn.example/a.jpg") 0 0, url(/b.svg#x)',
    "[full-start] 1fr [full-end]",
  ])("may be %j", (value) => expect(valueOf(value)).toEqual([]));

  it.each([
    "",
    "red;color:blue",
    "red}a{",
    "</style>",
    "@import",
    "red!important",
    "u\\72l(//x)",
    "red/*",
    "red\ncolor",
    '"open',
    "it's",
    "calc(1px",
    "1px)",
    "([)]",
    "expression(alert(1))",
    "EXPRESSION (alert(1))",
    "image-set('//evil.example/a' 1x)",
    "url(//evil.example/a)",
    "url(javascript:alert(1))",
    "url('data:text/html,x')",
    "url()",
    "url(/a.jpg) url(a.jpg)",
    "url(url(/a))",
    "x".repeat(501),
  ])("is never %j", (value) => expect(valueOf(value)).toContain("value"));

  it.each(["", "a b", "color:", "1px", "-", "--", "--a;b", "größe", "on(", "a--b", "x".repeat(101)])(
    "never has the name %j",
    (property) => expect(problemsOf({ type: "setStyle", property, value: "red" })).toContain("property"),
  );
});

describe("a picture's sources", () => {
  it.each([
    "",
    "javascript:x 1x",
    "/a.jpg 1x, //evil.example/b.jpg 2x",
    "/a.jpg 1x,/b.jpg 2x",
    "/a.jpg wide",
    "/a.jpg 1x 2x",
  ])("are never %j", (srcset) =>
    expect(problemsOf({ type: "setImage", src: "/a.jpg", srcset })).toEqual(["srcset"]),
  );
});

describe("what changes want", () => {
  const targets = (change: object) => wantsOf(parsed(change)).targets;

  it("is the same for two ways to the same", () => {
    expect(targets({ type: "setHtml", html: "x" })).toEqual(targets({ type: "setText", text: "x" }));
    expect(targets({ type: "replaceHtml", html: "x" })).toEqual(targets({ type: "remove" }));
    expect(targets({ type: "setLink", href: "/a" })).toEqual(
      targets({ type: "setAttribute", name: "HREF", value: "/a" }),
    );
    expect(targets({ type: "setImage", src: "/a" })).toEqual(
      targets({ type: "setAttribute", name: "src", value: "/a" }),
    );
  });

  it("is each class by itself, each property, and each position", () => {
    expect(targets({ type: "setClass", add: ["a", "b", "a"], remove: ["c"] })).toEqual([
      "class a h1",
      "class b h1",
      "class c h1",
    ]);
    expect(targets({ type: "setStyle", property: "Color", value: "red" })).toEqual(["style color h1"]);
    expect(targets({ type: "insertHtml", position: "end", html: "x" })).toEqual(["insertion end h1"]);
    expect(targets({ type: "move", to: "main", position: "end" })).toEqual(["place h1"]);
  });

  it("is shared by insertions and the page's CSS, and by nothing else", () => {
    const isShared = (change: object) => wantsOf(parsed(change)).isShared;
    expect(isShared({ type: "insertHtml", position: "end", html: "x" })).toBe(true);
    expect(isShared({ type: "addStyles", css: "a{}" })).toBe(true);
    expect(isShared({ type: "setStyle", property: "color", value: "red" })).toBe(false);
    expect(isShared({ type: "hide" })).toBe(false);
  });
});

describe("a redirect", () => {
  it.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "//evil.example/a",
    "/\\evil.example",
    "/.//evil.example",
    "/a/..//evil.example",
    "http://shop.example/a",
    "https://user:secret@shop.example/",
    "https://user@shop.example/",
    "https://",
    "https:/shop.example",
    "/a\r\nSet-Cookie: a=b",
    "/a\u0000",
    "/a b",
    "new",
    "?x=1",
    "#part",
  ])("does not lead to %j", (to) => {
    const checked = check(Change, { type: "redirect", to });
    expect(checked).toMatchObject({ ok: false, problems: [{ code: "unsafe_redirect", path: "to" }] });
  });

  it("stands alone in its variant", () => {
    const rule = { id: "a", name: "A", on: true, pages: ["/"], condition: {}, priority: 1 };
    const redirect = { type: "redirect", to: "/new" };
    const both = [redirect, { type: "hide", selector: "h1" }];
    expect(check(Rule, { ...rule, variants: [{ id: "a", changes: both }] })).toMatchObject({
      ok: false,
      problems: [{ code: "redirect_not_alone", path: "variants[0].changes" }],
    });
    const split = [
      { id: "control", changes: [] },
      { id: "a", changes: [redirect] },
    ];
    expect(check(Rule, { ...rule, variants: split }).ok).toBe(true);
  });
});
