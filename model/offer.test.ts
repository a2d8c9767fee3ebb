import { describe, expect, it } from "vitest";
import { Offer } from "./offer.ts";
import { check } from "./problem.ts";
import { factNamesOfOffer } from "./offer/compile-offer.ts";
import { offerWith } from "./testing/offer.ts";

const plain = { id: "ten-off", name: "Ten off", layout: "bar", headline: "10 % off" };

function problemsOf(changes: object): [path: string, message: string][] {
  const checked = check(Offer, { ...plain, ...changes });
  return checked.ok ? [] : checked.problems.map(({ path, message }) => [path, message]);
}

describe("an offer", () => {
  it("has sensible parts where none are given", () => {
    expect(offerWith()).toEqual({
      ...plain,
      text: "",
      button: null,
      translations: {},
      value: null,
      cost: null,
      coupon: null,
      dismissible: true,
    });
  });

  it("has contents in other languages, by their tags in canonical case", () => {
    const { translations } = offerWith({ translations: { "PT-br": { headline: " 10 % de desconto " } } });
    expect(translations).toEqual({ "pt-BR": { headline: "10 % de desconto", text: "", button: null } });
  });

  it.each([
    ["value", { value: -1 }, /0 or more/],
    ["value", { value: 12.5 }, /smallest unit/],
    ["cost", { cost: "12" }, /number/],
    ["cost", { cost: Number.NaN }, /number/],
    ["dismissible", { dismissible: "no" }, /true/],
    ["translations.deutsch!", { translations: { "deutsch!": { headline: "x" } } }, /BCP 47/],
    [
      "translations.DE",
      { translations: { de: { headline: "x" }, DE: { headline: "x" } } },
      /two translations/,
    ],
    ["translations.de.headline", { translations: { de: { headline: "" } } }, /needs a headline/],
    [
      "translations",
      {
        translations: Object.fromEntries(
          Array.from({ length: 51 }, (_, n) => [`de-x-a${n}`, { headline: "x" }]),
        ),
      },
      /at most 50/,
    ],
    [
      "translations.fr.button.link",
      { translations: { fr: { headline: "x", button: { label: "x", link: "x" } } } },
      /path/,
    ],
  ])("is refused at %s where it is %j", (path, changes, message) => {
    expect(problemsOf(changes)).toEqual([[path, expect.stringMatching(message)]]);
  });
});

describe("a field of an offer", () => {
  it.each([
    "{{ city }}",
    "{{city|upcase}}",
    "{{ traits.firstName | default: 'there' }}",
    "{{ traits['first name'] }}",
    "{{ query.gift }}",
    "{{ experiments.hero }} {{ categoryAffinity.Lips | times: 100 | round }} %",
    "{{ tags[0] }} {{ tags.first }} {{ cartProducts | join: ' and ' }} {{ cartProducts.size }} {{ traits.list.last }}",
    "{{ location.latitude | round: 2 }}",
    "{{ shop.name }}",
    "{% if known and points > 100 %}{{ points }}{% elsif device == 'mobile' %}m{% else %}n{% endif %}",
    "{% unless known %}x{% endunless %}{% comment %}{{ anything }}{% endcomment %}",
    "{% case device %}{% when 'mobile' %}a{% else %}b{% endcase %}",
    "{% assign name = traits.firstName | default: 'there' %}{{ name | capitalize }}",
    "{{ cartValue | money }}, {{ date | date }}, {{ 'now' | date: 'short' }}",
    "Only } and % and { and }}",
  ])("is read: %s", (headline) => expect(problemsOf({ headline })).toEqual([]));

  it.each([
    [
      "{{ fistName }}",
      "There is no field called {{ fistName }}. What the shop itself knows of a customer is a trait, as in {{ traits.fistName }}.",
    ],
    ["{{ citty }}", "There is no field called {{ citty }}. Did you mean {{ city }}?"],
    ["{{ CITY }}", "There is no field called {{ CITY }}. Did you mean {{ city }}?"],
    ["{{ city.name }}", "There is no field called {{ city.name }}; there is {{ city }}."],
    ["{{ traits }}", "{{ traits }} needs a name: write which trait it is, as in {{ traits.name }}."],
    [
      "{{ location }}",
      "{{ location }} is a place on the map: write {{ location.latitude }} or {{ location.longitude }}.",
    ],
    ["{{ shop.owner }}", "There is no field called {{ shop.owner }}. Of the shop there is {{ shop.name }}."],
    [
      "{{ traits[city] }}",
      "A field is named in full; {{ traits[city] }} asks for a name that another field holds.",
    ],
    [
      "{{ behaviour.nowMs }}",
      "There is no field called {{ behaviour.nowMs }}. What the shop itself knows of a customer is a trait, as in {{ traits.behaviour }}.",
    ],
    ["{{ __proto__ }}", /no field called \{\{ __proto__/],
    ["{{ traits.a.constructor }}", /no field/],
    ["{{ city | shout }}", /^There is no filter called shout\. There are default, /],
    ["{{ city | raw }}", 'Leave "| raw" out: what a field holds is always made safe for the page.'],
    ["{{ city | escape }}", /always made safe/],
    ["{{ city | where: 'a', 'b' }}", /no filter called where/],
    ["{{ city | strip_html }}", /no filter called strip_html/],
    ["{% include 'x' %}", "There is no tag {% include %}. There are if, unless, case, assign, comment."],
    ["{% render 'x' %}", /no tag \{% render/],
    ["{% layout 'x' %}", /no tag \{% layout/],
    ["{% block x %}{% endblock %}", /no tag \{% block/],
    ["{% for i in (1..100000000) %}x{% endfor %}", /no tag \{% for/],
    ["{% tablerow i in tags %}{% endtablerow %}", /no tag/],
    ["{% raw %}{{ city }}{% endraw %}", /no tag|not closed/],
    ["{% capture x %}{% endcapture %}", /no tag/],
    ["{% liquid assign x = 1 %}", /no tag/],
    ["{% endif %}", "{% endif %} closes or continues something that was not begun."],
    ["{{ city", /not closed/],
    ["{% if known %}x", /not closed/],
    ["{{ }}", /cannot be read/],
    ["{{ 1 + 2 }}", /cannot be read/],
    ["{% assign %}", /cannot be read/],
    [
      "{{ date | date: '%d.%m.%Y' }}",
      'A date is written "short", "medium", "long", "full"; the language says how.',
    ],
    ["{{ coupon.code }}", "This offer comes without a coupon, so a field of the coupon would stay empty."],
  ])("is refused with a sentence: %s", (headline, message) => {
    const expected = typeof message === "string" ? message : expect.stringMatching(message);
    expect(problemsOf({ headline })).toEqual([["headline", expected]]);
  });

  it("is refused where it stands, in each language", () => {
    const wrong = "{{ citty }}";
    const content = { headline: wrong, text: wrong, button: { label: wrong, link: `/${wrong}` } };
    expect(problemsOf({ ...content, translations: { de: content } }).map(([path]) => path)).toEqual([
      "headline",
      "text",
      "button.label",
      "button.link",

      "translations.de.headline",
      "translations.de.text",
      "translations.de.button.label",
      "translations.de.button.link",
    ]);
    const translations = { de: { headline: "x", button: { label: "x", link: "/{{ coupon.code }}" } } };
    expect(problemsOf({ translations })).toEqual([
      ["translations.de.button.link", expect.stringMatching(/coupon/)],
    ]);
    expect(problemsOf({ translations, coupon: "ten" })).toEqual([]);
  });

  it("names the facts that must be found out about a visitor, each once", () => {
    const offer = offerWith({
      headline: "{{ city }} {{ traits.a }} {{ traits.b }} {{ shop.name }}",
      button: { label: "Go", link: "/{{ favouriteCategory }}" },
      translations: { de: { headline: "{% if known %}{{ city }}{% endif %}" } },
    });
    expect(factNamesOfOffer(offer).toSorted()).toEqual(["city", "favouriteCategory", "known", "traits"]);
    expect(factNamesOfOffer(offerWith())).toEqual([]);
  });
});

describe("a link with a field", () => {
  const linksTo = (link: string) => problemsOf({ button: { label: "Go", link } });

  it.each([
    "/category/{{ favouriteCategory }}",
    "/{{ city }}",
    "?q={{ city }}",
    "#{{ city }}",
    "https://shop.example/{{ city }}",
    "https://shop.example?x={{ city }}&y={{ tier }}",
    "/a{% if known %}/b{% else %}/c{% endif %}",
  ])("may be %s", (link) => expect(linksTo(link)).toEqual([]));

  it.each([
    "{{ city }}",
    "{{ url }}/x",
    "{% if known %}/a{% endif %}",
    "https://{{ city }}/",
    "https://shop.example{{ city }}",
    "https://shop.{{ city }}/",
    "https://shop.example:{{ points }}/",
    "https://shop.example@{{ city }}/",
    "https:{{ city }}",
    "//{{ city }}",
    "//evil.example/{{ city }}",
    "/\\{{ city }}",
    "javascript:{{ city }}",
    "javascript:alert('{{ city }}')",
    "/a b/{{ city }}",
    "/{{ city }}/a b",
    "/a/../{{ city }}",
    "/{{ city }}/\\",
    "/{% if known %}/evil.example{% endif %}",
  ])("never is %s", (link) =>
    expect(linksTo(link)).toEqual([["button.link", expect.stringMatching(/link/i)]]),
  );
});
