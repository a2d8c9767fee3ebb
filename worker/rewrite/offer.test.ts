import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toAsciiHtml } from "../../model/escape-html.ts";
import type { Facts } from "../../model/facts/facts.ts";
import { compileOffer } from "../../model/offer/compile-offer.ts";
import { renderOffer } from "../../model/offer/render-offer.ts";
import { offerWith } from "../../model/testing/offer.ts";
import { siteWith } from "../testing/shop.ts";

const behaviour = { nowMs: 0, sessionStartedAtMs: 0, timesMs: {} };

/** What a browser makes of some HTML: every element and attribute in order, and the links. */
async function read(html: string): Promise<{ structure: string[]; links: string[] }> {
  const structure: string[] = [];
  const links: string[] = [];
  await new HTMLRewriter()
    .on("*", {
      element(element) {
        structure.push(element.tagName, ...[...element.attributes].map(([name = ""]) => `@${name}`));
        // HTMLRewriter gives an attribute as it is written: an entity in it is still one.
        if (element.tagName === "a")
          links.push((element.getAttribute("href") ?? "").replaceAll("&amp;", "&").replaceAll("&#39;", "'"));
      },
      comments: () => void structure.push("comment"),
    })
    .transform(new Response(html))
    .text();
  return { structure, links };
}

/** Texts that have broken pages before, and any code units at all, half characters among them. */
const text = fc.oneof(
  fc
    .array(
      fc.constantFrom(
        "<",
        ">",
        '"',
        "'",
        "&",
        "</p>",
        "</style>",
        "</aside>",
        "<script>alert(1)</script>",
        "<!--",
        "-->",

        " onclick=",
        "`",
        "javascript:",
        "//evil.example",
        "/",
        "\\",
        "..",
        ".",
        "?",
        "#",
        "%2f",
        "@",
        ":",
        "\n",
        "\t",
        "\r",
        "\0",
        "é",
        "💄",
        "\ud83d",
        "\u202e",
        "{{ city }}",
        "{% if x %}",
        "}}",
        "{{",
      ),
      { minLength: 1, maxLength: 8 },
    )
    .map((pieces) => pieces.join("")),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { minLength: 1, maxLength: 20 })
    .map((units) => String.fromCharCode(...units)),
);

const wholeStructure = (
  "aside @class @data-ew-offer style div @class p @class p @class " +
  "a @class @href button @type @class @data-ew-dismiss @aria-label @hidden"
).split(" ");

describe("an offer", () => {
  it("never becomes more than its template, whatever is written in it", { timeout: 30_000 }, async () => {
    const offer = offerWith({ text: "x", button: { label: "x", link: "/" } });
    await fc.assert(
      fc.asyncProperty(text, text, text, text, async (headline, words, label, link) => {
        // As in a preview, where nothing was checked yet.
        const written = { ...offer, headline, text: words, button: { label, link } };
        const html = renderOffer(compileOffer(written, { site: siteWith() }), {
          facts: { behaviour },
          languages: [],
          rule: "welcome",
        });
        // What is left out altogether is no more than its template either.
        const { structure } = await read(toAsciiHtml(html ?? ""));
        const left = [...wholeStructure];
        for (const name of structure) {
          const at = left.indexOf(name);
          expect(at, structure.join(" ")).toBeGreaterThanOrEqual(0);
          left.splice(0, at + 1);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("keeps its structure and where it leads, whatever its fields hold", { timeout: 60_000 }, async () => {
    const templates = [
      "{{ city }}",
      "{{ city | upcase }}",
      "{{ traits.name | append: city }}",
      "{% assign x = city %}{{ x }}",
      "{{ query.q | split: '' | join: '' }}",
      "{% if city contains 'e' %}{{ city }}{% else %}{{ traits.name }}{% endif %}",
      "{{ tags }}",
      "{{ city | replace: '&', '<' }}",
    ];
    const paths = [
      "/c/",
      "/search?q=",
      "/p#",
      "https://partner.example/c/",
      "https://partner.example?x=",
      "?q=",
      "#",
    ];
    const compiled = templates.flatMap((template) =>
      paths.map((path) => ({
        path,
        offer: compileOffer(
          offerWith({
            headline: `A ${template}`,
            text: `B ${template}`,
            button: { label: `C ${template}`, link: path + template },
          }),
          { site: siteWith() },
        ),
      })),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...compiled), text, text, async ({ offer, path }, city, name) => {
        const facts: Facts = { city, traits: { name }, query: { q: city }, tags: [city, name], behaviour };
        const html = renderOffer(offer, { facts, languages: [], rule: "welcome" });
        const { structure, links } = await read(toAsciiHtml(html ?? ""));
        // A link that would lead elsewhere is left out, with its button.
        const expected =
          links.length === 1 ? wholeStructure : wholeStructure.toSpliced(wholeStructure.indexOf("a"), 3);
        expect(structure).toEqual(expected);
        for (const link of links) {
          const base = "https://shop.example/here";
          const [leads, meant] = [new URL(link, base), new URL(path + "x", base)];
          expect([leads.origin, leads.pathname.split("/").length]).toEqual([
            meant.origin,
            meant.pathname.split("/").length,
          ]);
          expect([...leads.searchParams.keys()]).toEqual([...meant.searchParams.keys()]);
          if (meant.hash === "") expect(leads.hash).toBe("");
        }
      }),
      {
        numRuns: 300,
        // A field that makes another path of the link's.
        examples: compiled.slice(0, 1).map((first) => [first, "..", "x"]),
      },
    );
  });
});
