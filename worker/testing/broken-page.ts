import * as fc from "fast-check";
import homepage from "startbootstrap-shop-homepage/dist/index.html?raw";
import item from "startbootstrap-shop-item/dist/index.html?raw";

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
export const brokenPage = fc
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
