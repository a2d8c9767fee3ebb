import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import homepage from "startbootstrap-shop-homepage/dist/index.html?raw";
import item from "startbootstrap-shop-item/dist/index.html?raw";
import { compileOffer } from "../../model/offer/compile-offer.ts";
import { offerWith } from "../../model/testing/offer.ts";
import type { Edit } from "../decide/compile-rules.ts";
import { fuzzRuns } from "../testing/fuzz-runs.ts";
import { siteWith } from "../testing/shop.ts";
import { findRegions } from "./find-regions.ts";
import { assemble } from "./rewrite.ts";

const numRuns = fuzzRuns();

/** What breaks parsers: half of it is from pages that have been seen. */
const nasty = [
  "<select><option><iframe>",
  "<template><script>",
  "</template>",
  "<noscript><p>",
  "<plaintext>",
  "<textarea>",
  "<!--",
  "-->",
  "<!-->",
  "<![CDATA[",
  "]]>",
  "<?xml",
  "<svg><style><p>",
  "</svg>",
  "<math><mi>",
  "<table><a>",
  "<a><a>",
  "<p ",
  '<p class="',
  "<p class='x>",
  "<",
  "</",
  "</p",
  "<p/>",
  "<\u0000>",
  "\u0000",
  "<script>'</script",
  "</script>",
  "<body>",
  "</body>",
  "</html>",
  "<head>",
  "</head>",
  "<html>",
  "<frameset>",
  "<b><p></b>",
  "<li><ul><li>",
  "\uFEFF",
  "&amp",
  "é",
];
const real = [homepage, item];

/** A page as it might come: a stretch of a real one, with some of it missing, doubled or replaced by what breaks parsers. */
const page = fc
  .record({
    from: fc.constantFrom(...real),
    start: fc.double({ min: 0, max: 0.9, noNaN: true }),
    length: fc.integer({ min: 0, max: 4000 }),
    wounds: fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        cut: fc.integer({ min: 0, max: 40 }),
        put: fc.constantFrom(...nasty, ""),
      }),
      { maxLength: 12 },
    ),
    noise: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 255 })), {
      maxLength: 4,
    }),
  })
  .map(({ from, start, length, wounds, noise }) => {
    const first = Math.floor(from.length * start);
    let html = from.slice(first, first + length);
    for (const { at, cut, put } of wounds) {
      const place = Math.floor(html.length * at);
      html = html.slice(0, place) + put + html.slice(place + cut);
    }
    const bytes = new TextEncoder().encode(html);
    // Bytes that are no text in any character set.
    for (const [at, byte] of noise) if (bytes.length > 0) bytes[Math.floor((bytes.length - 1) * at)] = byte;
    return bytes;
  });

const selectors = [
  "p",
  "li",
  "div",
  "a",
  "h1",
  "section",
  "body",
  "head",
  "img",
  ".card",
  "[class]",
  "option",
  "td",
];
const offer = compileOffer(offerWith({ headline: "Ten", layout: "bar" }), { site: siteWith() });
const insertions = fc.uniqueArray(
  fc.tuple(
    fc.constantFrom(...selectors),
    fc.constantFrom("before" as const, "after" as const, "start" as const, "end" as const),
  ),
  { maxLength: 5, selector: ([selector, position]) => `${selector} ${position}` },
);

const byteByByte = (bytes: Uint8Array) => new TextDecoder("windows-1252").decode(bytes);
const forWhom = { facts: { behaviour: { nowMs: 0, sessionStartedAtMs: 0, timesMs: {} } }, languages: [] };
const tag = '<script async src="/_ew/s.js"></script>';

/** The page with what can be found on it; nothing where HTMLRewriter gives it up, and the shop's own page goes out. */
async function marked(bytes: Uint8Array, contentType: string) {
  try {
    return await findRegions(bytes, contentType, selectors);
  } catch {
    return undefined;
  }
}

describe("any page at all", () => {
  it(
    "comes out with every byte that it had, and each insertion as one piece",
    { timeout: 20_000 + numRuns * 20 },
    async () => {
      let found = 0;
      const types = fc.constantFrom(
        "text/html",
        "text/html; charset=utf-8",
        "text/html; charset=iso-8859-1",
        "text/html; charset=shift_jis",
      );
      await fc.assert(
        fc.asyncProperty(page, types, insertions, async (bytes, type, places) => {
          const whole = await marked(bytes, type);
          if (whole === undefined) return;
          const edits = places.map(([selector, position]): Edit => ({
            type: "insertOffer",
            placement: { id: "p", name: "P", selector, position },
            offer,
            rule: "r",
          }));
          const text = byteByByte(assemble(whole, { edits, head: tag, ...forWhom }));
          const without = text.replace(tag, "").replaceAll(/<aside class="ew-offer[^]*?<\/aside>/g, "");
          if (text.includes("ew-offer")) found += 1;
          expect(without).toBe(byteByByte(bytes));
          expect(assemble(whole, { edits: [], head: "", ...forWhom })).toBe(bytes);
        }),
        { numRuns },
      );
      expect(found).toBeGreaterThan(numRuns / 20);
    },
  );

  it(
    "loses nothing but what an edit replaces, whatever else is edited",
    { timeout: 20_000 + numRuns * 20 },
    async () => {
      const edit = fc.oneof(
        fc.record({
          type: fc.constant("setText" as const),
          selector: fc.constantFrom(...selectors),
          text: fc.constant("~new~"),
        }),
        fc.record({ type: fc.constant("hide" as const), selector: fc.constantFrom(...selectors) }),
        fc.record({
          type: fc.constant("setAttribute" as const),
          selector: fc.constantFrom(...selectors),
          name: fc.constantFrom("title", "class"),
          value: fc.constant("~"),
        }),
      );
      await fc.assert(
        fc.asyncProperty(page, fc.array(edit, { maxLength: 4 }), async (bytes, edits) => {
          const whole = await marked(bytes, "text/html");
          if (whole === undefined) return;
          const before = byteByByte(bytes);
          const after = byteByByte(assemble(whole, { edits, head: "", ...forWhom }));
          // What is outside of every element that is meant stays where it was, from both ends of the page.
          const touched = edits.flatMap(({ selector }) => whole.regions.get(selector) ?? []);
          const first = Math.min(before.length, ...touched.map(({ from }) => from));
          const last = Math.max(0, ...touched.map(({ end }) => end));
          expect(after.slice(0, first)).toBe(before.slice(0, first));
          if (touched.length > 0) expect(after.endsWith(before.slice(last))).toBe(true);
          else expect(after).toBe(before);
        }),
        { numRuns },
      );
    },
  );
});
