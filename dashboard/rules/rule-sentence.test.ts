import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { Rule } from "../../model/rule.ts";
import { ruleSentence, ruleSentenceText } from "./rule-sentence.ts";

const offers = new Map([["welcome", "Welcome offer"]]);
const names = { offers, who: "everyone" };

function rule(part: Partial<Rule>, changes: Rule["variants"][number]["changes"]): Rule {
  const whole = { id: "r", name: "R", on: true, pages: ["/"], condition: {}, priority: 1 };
  return v.parse(Rule, { ...whole, variants: [{ id: "a", changes }], ...part });
}

const offer = { type: "insertOffer", placement: "hero", offer: "welcome" } as const;
const text = { type: "setText", selector: "h1", text: "Hello" } as const;

describe("a rule's sentence", () => {
  it("says who sees which offer where", () => {
    const who = "new visitors whose medium is cpc";
    const sentence = ruleSentenceText(rule({}, [offer]), { offers, who });
    expect(sentence).toBe("Show Welcome offer to new visitors whose medium is cpc on /");
  });

  it("says everyone and every page in words", () => {
    expect(ruleSentenceText(rule({ pages: ["/*"] }, [offer]), names)).toBe(
      "Show Welcome offer to everyone on every page",
    );
  });

  it.each<[string, Rule["trigger"]]>([
    [", once they are about to leave", { type: "exitIntent" }],
    [", after 30 s on the page", { type: "dwell", seconds: 30 }],
    [", once they see #reviews", { type: "elementSeen", selector: "#reviews" }],
    [", once they have scrolled 50 %", { type: "scroll", percent: 50 }],
    [", once the cart rests for 10 min", { type: "cartIdle", minutes: 10 }],
  ])("ends with what its offer waits for: %s", (moment, trigger) => {
    expect(ruleSentenceText(rule({ trigger }, [offer]), names)).toBe(
      `Show Welcome offer to everyone on /${moment}`,
    );
  });

  it("joins several changes and pages", () => {
    const changes = [offer, text, { type: "hide", selector: ".promo" } as const];
    expect(ruleSentenceText(rule({ pages: ["/", "/cart"] }, changes), names)).toBe(
      "Show Welcome offer, write “Hello” in h1, and hide .promo for everyone on / and /cart",
    );
  });

  it("names two of many pages and counts the others", () => {
    const pages = ["/*", "/lips", "/eyes", "/skin"];
    expect(ruleSentenceText(rule({ pages }, [offer]), names)).toBe(
      "Show Welcome offer to everyone on every page, /lips, and 2 more pages",
    );
  });

  it.each<[string, Rule["variants"][number]["changes"][number]]>([
    ["Set the classes of h1", { type: "setClass", selector: "h1", add: ["a"], remove: [] }],
    [
      "Set color of h1 to “red”",
      { type: "setStyle", selector: "h1", property: "color", value: "red", important: false },
    ],
    [
      "Show another picture in img",
      { type: "setImage", selector: "img", src: "/a.jpg", alt: null, srcset: null },
    ],
    ["Lead .cta to /sale", { type: "setLink", selector: ".cta", href: "/sale" }],
    ["Replace the content of h1", { type: "setHtml", selector: "h1", html: "x" }],
    ["Replace h1", { type: "replaceHtml", selector: "h1", html: "x" }],
    ["Remove h1", { type: "remove", selector: "h1" }],
    ["Add HTML before h1", { type: "insertHtml", selector: "h1", position: "before", html: "x" }],
    ["Add HTML at the end of h1", { type: "insertHtml", selector: "h1", position: "end", html: "x" }],
    ["Move h1 behind p", { type: "move", selector: "h1", to: "p", position: "after" }],
    ["Move h1 to the start of main", { type: "move", selector: "h1", to: "main", position: "start" }],
    ["Redirect to /new", { type: "redirect", to: "/new" }],
    ["Change the page’s styles", { type: "addStyles", css: "a{}" }],
  ])("says “%s”", (words, change) => {
    expect(ruleSentenceText(rule({}, [change]), names)).toBe(`${words} for everyone on /`);
  });

  it("counts changes rather than naming a whole list of them", () => {
    expect(ruleSentenceText(rule({}, [offer, text, text, text, text]), names)).toBe(
      "Show Welcome offer, write “Hello” in h1, and make 3 more changes for everyone on /",
    );
  });

  it("makes changes for people, not to them, where not every change is named", () => {
    expect(ruleSentenceText(rule({}, [offer, offer, offer, offer]), names)).toContain("for everyone");
  });

  it("shortens a long text and puts it on one line", () => {
    const long = { ...text, text: `Hello\n  ${"dear visitor ".repeat(10)}` };
    const sentence = ruleSentenceText(rule({}, [long]), names);
    expect(sentence).toContain("“Hello dear visitor");
    expect(sentence).toContain("…” in h1");
    expect(sentence.length).toBeLessThan(110);
  });

  it("says that several variants are tested", () => {
    const variants = [
      { id: "control", changes: [], weight: 1 },
      { id: "hello", changes: [text], weight: 1 },
    ];
    expect(ruleSentenceText(rule({ variants }, []), names)).toBe(
      "Test 2 variants for everyone on /: write “Hello” in h1",
    );
  });

  it("reads with an offer's id where its name is not known", () => {
    expect(ruleSentenceText(rule({}, [offer]), { ...names, offers: new Map() })).toContain(
      "Show welcome to everyone",
    );
  });

  it("sets apart what a marketer looks for", () => {
    const parts = ruleSentence(rule({}, [offer]), names).filter((part) => typeof part !== "string");
    expect(parts).toEqual([
      { about: "what", text: "Welcome offer" },
      { about: "who", text: "everyone" },
      { about: "where", text: "/" },
    ]);
  });
});
