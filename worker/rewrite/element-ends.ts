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
  const scanner = new ElementScanner((start) => wanted.has(start));
  scanner.read(html, true, () => scanner.at > last && scanner.ends.size === wanted.size);
  return scanner.ends;
}

/** Reads a page that may still be on its way, and keeps the ends of the elements that somebody wants. */
export class ElementScanner {
  /** By start. */
  readonly ends = new Map<number, ElementEnd>();
  /** Everything before this was read. */
  at = 0;
  readonly #open: OpenElements;
  /** The body is over, or the page: nothing behind it counts. */
  #isOver = false;

  constructor(isWanted: (start: number) => boolean) {
    this.#open = new OpenElements((start, contentEnd, end) => {
      if (isWanted(start)) this.ends.set(start, { contentEnd, end });
    });
  }

  /**
   * Reads on.
   * @param html the page as far as it is there, from its beginning
   * @param isWhole whether that is all of it
   * @param isEnough asked before each tag
   */
  read(html: string, isWhole: boolean, isEnough: () => boolean = () => false): void {
    while (!this.#isOver) {
      const next = html.indexOf("<", this.at);
      this.at = next === -1 ? html.length : next;
      if (next === -1 || isEnough()) break;
      // Where less of it is there, it may be something else when more is.
      if (!isWhole && html.length - next < longestOpening) break;
      const behind = this.#behind(html, next);
      if (behind === undefined) {
        // What began without its end is dropped by browsers, with everything behind it.
        if (isWhole) this.at = html.length;
        break;
      }
      this.at = behind;
    }
    if (isWhole && !isEnough()) this.#end(html.length);
  }

  /** Behind the tag, or whatever begins with this sign; `undefined` where its end is not there. */
  #behind(html: string, at: number): number | undefined {
    const passed = behindMarkup(html, at);
    if (passed !== "tag") return passed;
    const tag = readTag(html, at);
    if (tag === undefined) return undefined;
    if (!tag.isEnd) {
      const close = textElements.has(tag.name) ? textEnd(html, tag.end, tag.name) : tag.end;
      if (close === undefined && !this.#open.isForeign) return undefined;
      return this.#open.startTag(tag.name, at, tag.isSelfClosing) ? (close ?? tag.end) : tag.end;
    }
    if (tag.name === "body" || tag.name === "html") this.#end(at);
    else this.#open.endTag(tag.name, at, tag.end);
    return tag.end;
  }

  /** Whatever is open ends before the body's own end tag, so that an insertion there is still in the body. */
  #end(at: number): void {
    if (!this.#isOver) this.#open.close(at);
    this.#isOver = true;
  }
}

/** Of a comment, `<!--` and what may close it at once. */
const longestOpening = 8;

/** What is no tag: comments, a doctype, processing instructions, and a sign that stands for itself. */
function behindMarkup(html: string, at: number): number | undefined | "tag" {
  if (html.startsWith("<!--", at)) {
    if (html.startsWith(">", at + 4)) return at + 5;
    if (html.startsWith("->", at + 4)) return at + 6;
    comment.lastIndex = at + 4;
    const close = comment.exec(html);
    return close === null ? undefined : close.index + close[0].length;
  }
  const next = html[at + 1] ?? "";
  if (next === "!" || next === "?" || (next === "/" && !/[a-z]/i.test(html[at + 2] ?? ""))) {
    const close = html.indexOf(">", at);
    return close === -1 ? undefined : close + 1;
  }
  return /[a-z/]/i.test(next) ? "tag" : at + 1;
}

const comment = /--!?>/g;

/** Where the end tag of a text element begins; `undefined` where there is none. */
function textEnd(html: string, from: number, name: string): number | undefined {
  const close = new RegExp(`</${name}[\\t\\n\\f\\r />]`, "gi");
  close.lastIndex = from;
  return close.exec(html)?.index;
}
