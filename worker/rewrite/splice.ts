import type { Region } from "./find-regions.ts";

/** What happens at one place of a page: bytes from `from` up to `to` become `html`, which is ASCII. */
export interface Splice {
  from: number;
  to: number;
  html: string;
  /** Of several at one place, the lower comes first. */
  order: Order;
  /** Where the element begins that it belongs to: it goes with the element, when that is replaced. */
  owner: number;
}

/**
 * Behind an element, at the start of one, instead of its content, before one, within a start tag, behind all that is
 * in a start tag, and at the end of an element.
 */
const orders = { after: 0, start: 1, content: 2, before: 3, tag: 4, added: 5, end: 6 } as const;
type Order = (typeof orders)[keyof typeof orders];

export function insertion(
  region: Region,
  position: "before" | "after" | "start" | "end",
  html: string,
): Splice | undefined {
  const at = { before: region.from, after: region.end, start: region.tagEnd, end: region.contentEnd }[
    position
  ];
  if (at === null || (position === "start" && region.contentEnd === null)) return undefined;
  return { from: at, to: at, html, order: orders[position], owner: region.from };
}

export function replacedContent({ from, tagEnd, contentEnd }: Region, html: string): Splice | undefined {
  if (contentEnd === null) return undefined;
  return { from: tagEnd, to: contentEnd, html, order: orders.content, owner: from };
}

/** An edit of what is written within a start tag. */
export function withinTag(region: Region, from: number, to: number, html: string): Splice {
  return { from, to, html, order: orders.tag, owner: region.from };
}

/** Something more in a start tag. */
export function addedToTag(region: Region, at: number, html: string): Splice {
  return { from: at, to: at, html, order: orders.added, owner: region.from };
}

/** Behind everything. */
export function atTheEnd(page: Uint8Array, html: string): Splice {
  const end = page.byteLength;
  return { from: end, to: end, html, order: orders.end, owner: -1 };
}

/**
 * The page with all splices made, as one piece. Of two that replace the same bytes the first given is made; what
 * belongs to an element in replaced content goes with it.
 */
export function spliced(page: Uint8Array, splices: readonly Splice[]): Uint8Array {
  // Sorting is stable: at one place, the order in which they were given stays.
  const sorted = splices.toSorted((a, b) => a.from - b.from || a.order - b.order);
  const made: Splice[] = [];
  let position = 0;
  let replaced = { from: -1, to: -1 };
  for (const splice of sorted) {
    const isGone = splice.owner >= replaced.from && splice.owner < replaced.to;
    if (isGone || splice.from < position) continue;
    made.push(splice);
    position = splice.to;
    if (splice.order === orders.content) replaced = splice;
  }
  return joined(page, made);
}

function joined(page: Uint8Array, made: readonly Splice[]): Uint8Array {
  const size = made.reduce((sum, { from, to, html }) => sum + html.length - (to - from), page.byteLength);
  const bytes = new Uint8Array(size);
  const encoder = new TextEncoder();
  let read = 0;
  let written = 0;
  for (const { from, to, html } of made) {
    bytes.set(page.subarray(read, from), written);
    written += from - read;
    encoder.encodeInto(html, bytes.subarray(written));
    written += html.length;
    read = to;
  }
  bytes.set(page.subarray(read), written);
  return bytes;
}
