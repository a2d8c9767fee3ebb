import { describe, expect, it } from "vitest";
import type { Facts } from "../facts/facts.ts";
import { Offer } from "../offer.ts";
import { check } from "../problem.ts";
import { offerWith } from "../testing/offer.ts";
import { compileOffer, type OfferSite } from "./compile-offer.ts";
import { renderOffer } from "./render-offer.ts";
import { couponWith } from "../testing/coupon.ts";

const site: OfferSite = {
  name: "Lumen & Co",
  language: "en-GB",
  currency: "EUR",
  timeZone: "Europe/Berlin",
  accent: "#123456",
};
const behaviour = { nowMs: Date.UTC(2026, 11, 23, 23, 30), sessionStartedAtMs: 0, timesMs: {} };
const coupon = couponWith({ id: "ten", name: "Ten & more", code: "TEN10" });

interface Given {
  facts?: Omit<Facts, "behaviour">;
  languages?: readonly string[];
  site?: Partial<OfferSite>;
}

function render(changes: object, { facts = {}, languages = [], site: settings = {} }: Given = {}) {
  const compiled = compileOffer(offerWith({ coupon: "ten", ...changes }), {
    coupon,
    site: { ...site, ...settings },
  });
  return renderOffer(compiled, { facts: { ...facts, behaviour }, languages, rule: "welcome" });
}

/** The headline that a template becomes, as HTML. */
function headline(template: string, given?: Given): string | undefined {
  return /<p class="ew-headline">([^]*?)<\/p>/.exec(render({ headline: template }, given) ?? "")?.[1];
}

it("says the same to all without a field, but names the rule and the nonce of each page", () => {
  const compiled = compileOffer(offerWith({ dismissible: true, headline: "Ten off" }), { site });
  const on = (rule: string, styleNonce?: string) =>
    renderOffer(compiled, { facts: { behaviour }, languages: [], rule, styleNonce });
  expect(on("a")).toContain('data-ew-dismiss="a"');
  expect(on("b")).toBe(on("a")?.replaceAll('"a"', '"b"'));
  expect(on("b", "n1")).toBe(on("b")?.replace("<style>", '<style nonce="n1">'));
  expect(on("b")).not.toContain("nonce");
});

it.each(["bar", "card", "inline", "modal"])(
  "waits, hidden, as a %s, and says for what in an attribute",
  (layout) => {
    const compiled = compileOffer(offerWith({ layout }), { site });
    const visitor = { facts: { behaviour }, languages: [], rule: "r" };
    const trigger = { type: "elementSeen", selector: 'a[href="/x"]', variant: "a" } as const;
    const html = renderOffer(compiled, { ...visitor, trigger }) ?? "";
    expect(html).toContain(
      ` data-ew-trigger="{&quot;rule&quot;:&quot;r&quot;,&quot;type&quot;:&quot;elementSeen&quot;,&quot;selector&quot;:&quot;a[href=\\&quot;/x\\&quot;]&quot;,&quot;variant&quot;:&quot;a&quot;}"`,
    );
    expect(html).toMatch(layout === "modal" ? /^<dialog closedby/ : /^ ?<(aside|span) [^>]* hidden>/);
    expect(renderOffer(compiled, visitor)).not.toMatch(/^ ?<[^>]*(hidden|data-ew-trigger)/);
  },
);

describe("a field", () => {
  it.each<[string, Given["facts"], string]>([
    ["Hello {{ city }}", { city: "Köln" }, "Hello Köln"],
    ["Hello {{ city }}", {}, "Hello"],
    ["Hello {{ city }}", { city: null }, "Hello"],
    ["Hello {{ traits.firstName | default: 'there' }}", {}, "Hello there"],
    ["Hello {{ traits.firstName | default: 'there' }}", { traits: null }, "Hello there"],
    ["Hello {{ traits.firstName | default: 'there' }}", { traits: { firstName: "" } }, "Hello there"],
    ["Hello {{ traits.firstName | default: 'there' }}", { traits: { firstName: "Ada" } }, "Hello Ada"],
    ["{{ tags }}", { tags: ["a", "b"] }, "a, b"],
    ["{{ points | plus: 5 }} points", { points: 10 }, "15 points"],
    ["{% if orders > 2 %}Again{% else %}Welcome{% endif %}", { orders: 3 }, "Again"],
    ["{% if orders > 2 %}Again{% else %}Welcome{% endif %}", {}, "Welcome"],
    ["{% if categoryAffinity.Lips > 0.5 %}Lips{% endif %}!", { categoryAffinity: { Lips: 0.7 } }, "Lips!"],
    ["{{ city }}", { city: "<b>\"'&" }, "&lt;b&gt;&quot;&#39;&amp;"],
    ["{{ '<b>' }} & {{ city | append: '<' }}", { city: ">" }, "&lt;b&gt; &amp; &gt;&lt;"],
    ["{{ city }}", { city: "{{ traits.secret }}", traits: { secret: "x" } }, "{{ traits.secret }}"],
    ["{{ city }} ok", { city: "a\u202eb\u0000c\u001bd\u2066" }, "abcd ok"],
    [
      "{{ coupon.code }}: {{ coupon.name }} at {{ shop.name }}",
      {},
      "TEN10: Ten &amp; more at Lumen &amp; Co",
    ],
    ["{{ traits.constructor }}{{ traits.toString }}.", { traits: {} }, "."],
  ])("%s with %j is %s", (template, facts, expected) => {
    expect(headline(template, { facts: facts ?? {} })).toBe(expected);
  });

  it.each([
    ["{{ cartValue | money }}", "en-GB", "€1,234.50"],
    ["{{ cartValue | money }}", "de", "1.234,50\u00a0€"],
    ["{{ traits.limit | money }}", "de", "20,00\u00a0€"],
    ["{{ city | money | default: 'soon' }}", "de", "soon"],
    ["{{ tier | money | default: 'soon' }}", "de", "soon"],
    ["{{ date | date }}", "en-GB", "24 December 2026"],
    ["{{ date | date: 'short' }}", "de", "24.12.26"],
    ["{{ date | date: 'full' }}", "fr", "jeudi 24 décembre 2026"],
    // It is half past midnight at the shop already.
    ["{{ 'now' | date }}", "en-GB", "24 December 2026"],
    ["{{ traits.since | date }}", "de", "1. Mai 2025"],
    ["{{ tier | date | default: 'never' }}", "de", "never"],
    ["{{ city | date | default: 'never' }}", "de", "never"],
  ])("%s in %s is %s", (template, language, expected) => {
    const facts: Facts = {
      cartValue: 1234.5,
      date: "2026-12-24",
      tier: "gold",
      traits: { limit: "20", since: "2025-04-30T22:30:00Z" },
      behaviour,
    };
    expect(headline(template, { facts, site: { language } })).toBe(expected);
  });

  it("shows the start of a value that is too long to be one", () => {
    expect(headline("{{ query.q }}", { facts: { query: { q: "x".repeat(5000) } } })).toBe("x".repeat(300));
  });

  it("writes money in currencies without cents, too", () => {
    const given = { facts: { cartValue: 1200 }, site: { language: "ja", currency: "JPY" } };
    expect(headline("{{ cartValue | money }}", given)).toBe("￥1,200");
  });
});

describe("the language of an offer", () => {
  const translations = {
    de: {
      headline: "Willkommen",
      text: "Für {{ cartValue | money }}",
      button: { label: "Los", link: "/de" },
    },
    fr: { headline: "Bienvenue" },
    ar: { headline: "أهلا" },
  };
  const given = (...languages: string[]) =>
    render({ headline: "Welcome", translations }, { languages, facts: { cartValue: 5 } }) ?? "";

  it("is the first that the visitor reads and the offer has", () => {
    const german = given("de-AT", "en");
    expect(german).toContain(` lang="de" dir="auto"`);
    expect(german).toContain(">Willkommen</p>");
    expect(german).toContain("Für 5,00\u00a0€");
    expect(german).toContain(`href="/de"`);
    expect(german).toContain(`aria-label="Schließen"`);
    expect(given("it", "fr-CA")).toContain(">Bienvenue</p>");
  });

  it("is the shop's own for who reads it more gladly, in any of its kinds, or reads no other", () => {
    for (const languages of [["en-US", "de"], ["en"], ["en-GB", "de"], ["it"], []]) {
      const own = given(...languages);
      expect(own).toContain(">Welcome</p>");
      expect(own).not.toContain("lang=");
      expect(own).toContain(`aria-label="Close"`);
    }
  });
});

describe("a button", () => {
  const link = (template: string, facts: Given["facts"] = {}) =>
    /<a class="ew-button" href="([^"]*)">/.exec(
      render({ button: { label: "Go", link: template } }, { facts }) ?? "",
    )?.[1];

  it("leads where its template says, whatever its fields hold", () => {
    expect(link("/c/{{ city }}?q={{ tier }}#{{ city }}", { city: "a/b?c&d", tier: "x&y=1" })).toBe(
      "/c/a%2Fb%3Fc%26d?q=x%26y%3D1#a%2Fb%3Fc%26d",
    );
    expect(link("https://a.example/{{ city }}", { city: "@evil.example" })).toBe(
      "https://a.example/%40evil.example",
    );
    expect(link("/c/{{ city }}", { city: "\ud83d" })).toBe("/c/%EF%BF%BD");
    expect(link("/c/{{ '/x' }}")).toBe("/c/%2Fx");
  });

  it("is left out where its link would lead elsewhere, or its label is empty", () => {
    expect(link("/{{ city }}/evil.example", {})).toBeUndefined();
    for (const city of [".", ".."]) expect(link("/c/{{ city }}/x", { city })).toBeUndefined();
    expect(link("/c/{{ city }}/x", { city: "..." })).toBe("/c/.../x");
    const html = render({ button: { label: "{{ city }}", link: "/" } });
    expect(html).toContain("10 % off");
    expect(html).not.toContain("<a ");
  });
});

describe("a closing button", () => {
  it("names the rule, and is there unless the offer says otherwise", () => {
    expect(render({})).toContain(
      `<button type="button" class="ew-close" data-ew-dismiss="welcome" aria-label="Close" hidden>&times;</button></aside>`,
    );
    const staying = render({ dismissible: false });
    expect(staying).not.toContain("<button");
    expect(staying).toContain(`class="ew-offer ew-box ew-bar"`);
  });
});

describe("a layout", () => {
  it("of a modal is a named dialog that closes by a form of its own, and cannot do without", () => {
    const html = render({ layout: "modal", text: "Today" }) ?? "";
    expect(html).toMatch(/^<dialog open closedby="closerequest" [^>]*aria-labelledby="ew-welcome"/);
    expect(html).toContain(`<p class="ew-headline" id="ew-welcome">10 % off</p>`);
    expect(html).toContain(
      `<form method="dialog" id="ew-welcome-close"><button form="ew-welcome-close" class="ew-close" data-ew-dismiss="welcome" aria-label="Close">&times;</button></form></dialog>`,
    );
    expect(check(Offer, { ...offerWith(), layout: "modal", dismissible: false })).toMatchObject({
      ok: false,
      problems: [{ code: "modal_without_close", path: "dismissible" }],
    });
  });

  it("that is inline has no block in it, and keeps its distance from the words around it", () => {
    const html = render({ layout: "inline", text: "Today", button: { label: "Go", link: "/" } }) ?? "";
    expect(html).toMatch(/^ <span [^]*<\/span> $/);
    expect(html.replace(/<style>[^]*?<\/style>/, "")).not.toMatch(/<(p|div|aside|dialog|form)\b/);
    expect(html).toContain(
      `<span class="ew-headline">10 % off</span> Today <a class="ew-button" href="/">Go</a>`,
    );
  });
});

describe("text on the accent colour", () => {
  it.each([
    ["#000000", "#fff"],
    ["#1f2937", "#fff"],
    ["#767676", "#fff"],
    ["#777777", "#000"],
    ["#ffd500", "#000"],
    ["#FFFFFF", "#000"],
  ])("of %s is %s, which can be read", (accent, ink) => {
    expect(render({}, { site: { accent } })).toContain(`{--ew-accent:${accent};--ew-ink:${ink}}</style>`);
  });
});

describe("no template", () => {
  it("shows anything where its headline stays empty", () => {
    expect(render({ headline: "{{ city }}" })).toBeNull();
    expect(render({ headline: "{% if known %}x{% endif %} " })).toBeNull();
  });

  // What validation lets through, since it is well written.
  it.each([
    ["a long range", "{{ (1..100000000) | size }}", undefined],
    ["a long range in a condition", "{% if (1..100000000) contains 5 %}y{% endif %}x", undefined],
    ["a range as long as a value says", "{{ (1..points) | join }}", undefined],
    [
      "a text that doubles",
      `{% assign a = 'xxxxxxxxxx' %}${"{%assign a=a|append:a%}".repeat(7)}{{ a | size }}`,
      "1280",
    ],
    [
      "a text that multiplies",
      `{% assign a = 'xxxxxxxxxx' %}${"{%assign a=a|replace:'x',a%}".repeat(5)}x`,
      undefined,
    ],
    [
      "a text between all letters",
      `{% assign a = url %}${"{%assign a=a|replace:'',a%}".repeat(4)}x`,
      undefined,
    ],
    ["a long list", `{{ url | split: '' | sort | reverse | join: url }}`, undefined],
  ])("can fill the memory: %s", (_what, template, expected) => {
    const compiled = compileOffer({ ...offerWith(), headline: template }, { site });
    const facts: Facts = { points: 1e9, url: "https://shop.example/".padEnd(8000, "x"), behaviour };
    const html = renderOffer(compiled, { facts, languages: [], rule: "r" });
    expect(/ew-headline">([^<]*)/.exec(html ?? "")?.[1]).toBe(expected);
  });

  it("throws, though nobody checked it", () => {
    for (const broken of ["{{ city", "{% for x in tags %}{% endfor %}", "{{ city | raw }}", "{% if %}"]) {
      const offer = { ...offerWith(), headline: broken, button: { label: broken, link: broken } };
      const compiled = compileOffer(offer, { site });
      expect(renderOffer(compiled, { facts: { behaviour }, languages: [], rule: "r" })).toBeNull();
    }
  });
});
