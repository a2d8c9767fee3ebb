import type { Position } from "../../model/placement.ts";
import type { Region } from "./region.ts";

/** What happens at one place of a page: bytes from `from` up to `to` become `html`, which is ASCII. */
export interface Splice {
  from: number;
  to: number;
  html: string;
  /** Of several at one place, the lower comes first. */
  order: Order;
  /**
   * The byte that it goes with, when that is replaced or moved: what stands beside an element belongs to its first
   * byte, what is in its start tag or at the ends of its content to the last byte of that tag.
   */
  owner: number;
  /** Replaces these bytes with all that belongs to them. */
  takes?: Stretch;
  /** Takes an element's bytes from here to another splice, or puts them here. */
  move?: Move;
}

/** Bytes from `from` up to `to`. */
export interface Stretch {
  from: number;
  to: number;
}

/** Of an element, from one splice to another: both name the same object. */
export interface Move extends Stretch {
  put: Splice;
}

/**
 * Behind an element, at the start of one, instead of its content, at its end, before one, instead of one, away from
 * here, within a start tag, and behind all that is in a start tag.
 */
const orders = {
  after: 0,
  start: 1,
  content: 2,
  end: 3,
  before: 4,
  element: 5,
  away: 6,
  tag: 7,
  added: 8,
} as const;
type Order = (typeof orders)[keyof typeof orders];

/** Where an insertion goes; `undefined` at the start or the end of an element that can have no content. */
export function insertion(region: Region, position: Position, html: string): Splice | undefined {
  const { from, tagEnd, contentEnd, end } = region;
  const at = { before: from, after: end, start: contentEnd === null ? null : tagEnd, end: contentEnd }[
    position
  ];
  if (at === null) return undefined;
  const isBeside = position === "before" || position === "after";
  return { from: at, to: at, html, order: orders[position], owner: isBeside ? from : tagEnd - 1 };
}

export function replacedContent({ tagEnd, contentEnd }: Region, html: string): Splice | undefined {
  if (contentEnd === null) return undefined;
  const bytes = { from: tagEnd, to: contentEnd };
  return { ...bytes, html, order: orders.content, owner: tagEnd - 1, takes: bytes };
}

/** An element replaced with all that is its own; what stands beside it stays. */
export function replacedElement(region: Region, html: string): Splice {
  const { from, end } = region;
  return { from, to: end, html, order: orders.element, owner: from, takes: { from: from + 1, to: end } };
}

/** The two ends of a move; none where the element cannot go there. */
export function movedElement({ from, end }: Region, to: Region, position: Position): Splice[] {
  const put = insertion(to, position, "");
  if (put === undefined) return [];
  const move = { from, to: end, put };
  put.move = move;
  return [{ from, to: end, html: "", order: orders.away, owner: from, move }, put];
}

/** An edit of what is written within a start tag. */
export function withinTag({ tagEnd }: Region, from: number, to: number, html: string): Splice {
  return { from, to, html, order: orders.tag, owner: tagEnd - 1 };
}

/** Something more in a start tag. */
export function addedToTag({ tagEnd }: Region, at: number, html: string): Splice {
  return { from: at, to: at, html, order: orders.added, owner: tagEnd - 1 };
}

/** Behind everything. */
export function atTheEnd(page: Uint8Array, html: string): Splice {
  const end = page.byteLength;
  return { from: end, to: end, html, order: orders.end, owner: -1 };
}
