import { expect, it } from "vitest";
import { pagesWithTotals } from "../../model/testing/pages-with-totals.ts";
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

it.each(pagesWithTotals)("is before the total in %s", (_what, page) =>
  expect(marked(page.replace("|", ""))).toBe(page),
);

it.each([
  ["no code", '<b class="sum">€1</b>'],
  ["no total", '<b class="code">X</b>'],
])("is nowhere on a page that shows %s", (_what, page) => expect(marked(page)).toBeNull());
