import { OpenElements } from "./open-elements.ts";
import { readTag } from "./read-tag.ts";

/** Where an element's content ends, and where the element ends. */
export interface ElementEnd {
  /** The start of its end tag, or of what ends it. */
  contentEnd: number;
  end: number;
}

/** Elements whose content is text, in which nothing that looks like a tag is one. */
const textElements = new Set("script style textarea title xmp iframe noembed noframes".split(" "));

/**
 * Finds the ends of elements as browsers have them, also where end tags are left out or wrong.
 * @param html the page, a character for each byte
 * @param starts where their start tags begin
 * @returns by start; an element that a browser would not open there is missing
 */
export function elementEnds(html: string, starts: readonly number[]): ReadonlyMap<number, ElementEnd> {
  const wanted = new Set(starts);
  const last = Math.max(-1, ...starts);
  const ends = new Map<number, ElementEnd>();
  const open = new OpenElements((start, contentEnd, end) => {
    if (wanted.has(start)) ends.set(start, { contentEnd, end });
  });
  for (let at = html.indexOf("<"); at !== -1;) {
    if (at > last && ends.size === wanted.size) return ends;
    const passed = behindMarkup(html, at);
    if (passed !== undefined) {
      at = html.indexOf("<", passed);
      continue;
    }
    const tag = readTag(html, at);
    // Without its end, what began as a tag is dropped by browsers, and everything behind it is in it.
    if (tag === undefined) break;
    if (tag.isEnd) {
      if (tag.name === "body" || tag.name === "html") break;
      open.endTag(tag.name, at, tag.end);
    } else if (open.startTag(tag.name, at, tag.isSelfClosing) && textElements.has(tag.name)) {
      const close = textEnd(html, tag.end, tag.name);
      if (close === undefined) break;
      at = close;
      continue;
    }
    at = html.indexOf("<", tag.end);
  }
  const end = endOfBody(html);
  open.close(end);
  return ends;
}

/** What is no tag: comments, a doctype, processing instructions, and a sign that stands for itself. */
function behindMarkup(html: string, at: number): number | undefined {
  if (html.startsWith("<!--", at)) {
    if (html.startsWith(">", at + 4)) return at + 5;
    if (html.startsWith("->", at + 4)) return at + 6;
    comment.lastIndex = at + 4;
    const close = comment.exec(html);
    return close === null ? html.length : close.index + close[0].length;
  }
  const next = html[at + 1] ?? "";
  if (next === "!" || next === "?" || (next === "/" && !/[a-z]/i.test(html[at + 2] ?? ""))) {
    const close = html.indexOf(">", at);
    return close === -1 ? html.length : close + 1;
  }
  return /[a-z/]/i.test(next) ? undefined : at + 1;
}

const comment = /--!?>/g;

/** Where the end tag of a text element begins; `undefined` where there is none. */
function textEnd(html: string, from: number, name: string): number | undefined {
  const close = new RegExp(`</${name}[\\t\\n\\f\\r />]`, "gi");
  close.lastIndex = from;
  return close.exec(html)?.index;
}

/** What is left open ends before the page's own last tags, so that an insertion there is still in its body. */
function endOfBody(html: string): number {
  const tail = /<\/body[\s>][^]{0,2000}$|<\/html[\s>][^]{0,2000}$/i.exec(html.slice(-4000));
  return tail === null ? html.length : html.length - tail[0].length;
}
