import { expect, it } from "vitest";
import { besideTotal } from "./beside-total.ts";

const form = { applied: ".code", total: ".sum" };

/** The page with a mark where the line would stand; `null` for nowhere. */
function marked(body: string, contentType = "text/html; charset=utf-8"): string | null {
  const bytes = new TextEncoder().encode(`<body>${body}</body>`);
  const from = besideTotal(bytes, contentType, form);
  if (from === null) return null;
  const text = (part: Uint8Array) => new TextDecoder().decode(part);
  return `${text(bytes.subarray(0, from))}|${text(bytes.subarray(from))}`.replace(/^<body>|<\/body>$/g, "");
}

it.each([
  ["a line of its own", '<b class="code">X</b>|<b class="sum">€1</b>'],
  ["a list of sums", '<div><p>Ü <b class="code">X</b></p>|<dl><div><dt>Total<dd class="sum">€1</dl></div>'],
  [
    "a table whose rows show both",
    '<div>|<table><tr class="code"><td>X</td></tr><tr><td class="sum">€1</td></tr></table></div>',
  ],
  ["a list whose items show both", '<main>|<ul><li class="code">X</li><li class="sum">€1</li></ul></main>'],
  ["a paragraph that shows both", '<section>|<p><i class="code">X</i> <i class="sum">€1</i></p></section>'],
  [
    "a table that sets out the page",
    '<table><tr><td><i class="code">X</i>|<div><i class="sum">€1</i></div></td></tr></table>',
  ],
  [
    "a small cart in the page's head, beside the page's own",
    '<header><i class="code">X</i><i class="sum">€1</i></header><main><i class="code">X</i>|<i class="sum">€1</i></main>',
  ],
])("is before the total in %s", (_what, page) => expect(marked(page.replace("|", ""))).toBe(page));

it.each([
  ["no code", '<b class="sum">€1</b>'],
  ["no total", '<b class="code">X</b>'],
])("is nowhere on a page that shows %s", (_what, page) => expect(marked(page)).toBeNull());
