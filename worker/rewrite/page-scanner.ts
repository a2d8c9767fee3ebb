import { type ElementKind, kindNumbered, withLetter } from "../../model/html/element-kinds.ts";
import { type OpenElement, OpenElements } from "./open-elements.ts";
import type { Region } from "./region.ts";
import type { SelectorIndex } from "./selector-index.ts";
import { endOfTag } from "../../model/html/tag-end.ts";
import { TextElement } from "../../model/html/text-element.ts";

/** Told of each element that has a tag of its own, in the order of the page; its start tag goes from `from` to `tagEnd`. */
export type OnElement = (element: OpenElement, from: number, tagEnd: number) => void;

/** Of one page, so many elements are edited; nobody means to edit more. */
const mostElements = 3000;

/** Of `<![CDATA[`: where less of it is there, it may be something else when more is. */
const longestOpening = 9;

/** What began and has not ended is looked at again only when a good part more of it is there. */
const longRest = 64 * 1024;

/** Of UTF-8, a character for each byte. Browsers take it off; as text, it would end the head before it begins. */
const byteOrderMark = "\u00ef\u00bb\u00bf";

const lessThan = 0x3c;
const greaterThan = 0x3e;
const slash = 0x2f;

/**
 * Reads a page, all of it or piece by piece, and finds the elements that selectors mean, as browsers have them. Changes
 * nothing and never gives up: whatever a page holds, some stretches of it are elements.
 * Source: https://html.spec.whatwg.org/#tokenization, and `OpenElements` for the tree.
 */
export class PageScanner {
  /** By selector, in the order of the page. */
  readonly regions = new Map<string, Region[]>();
  readonly #index: SelectorIndex;
  readonly #open: OpenElements;
  readonly #onElement: OnElement | undefined;
  /** What is not read yet, and where that begins in the page. */
  #text = "";
  #base = 0;
  /** In the text: everything before it is read. */
  #at = 0;
  /** The text element whose content is being read. */
  #inside: TextElement | undefined;
  /** Where in the text the next class or id that is asked for stands, and the next of those and of tags that are. */
  #needleAt = -1;
  #traceAt = -1;
  #isOver = false;
  #found = 0;
  #waitsFor = 0;

  constructor(index: SelectorIndex, onElement?: OnElement) {
    this.#index = index;
    this.#onElement = onElement;
    this.#open = new OpenElements(index.asksForPlaces);
  }

  /** Everything before this was read: no element that is found later begins before it. */
  get position(): number {
    return this.#base + this.#at;
  }

  /** @param piece the next of the page, a character for each byte. */
  read(piece: string): void {
    this.#add(piece);
    if (this.#text.length < this.#waitsFor) return;
    this.#readOn(false);
    const rest = this.#text.length - this.#at;
    this.#waitsFor = rest > longRest ? rest * 1.25 : 0;
  }

  /** @param piece the last of the page. */
  end(piece = ""): void {
    this.#add(piece);
    this.#readOn(true);
    const pageEnd = this.#base + this.#text.length;
    this.#at = this.#text.length;
    this.#open.close(pageEnd);
  }

  #add(piece: string): void {
    this.#text = this.#text.slice(this.#at) + piece;
    this.#base += this.#at;
    this.#at = 0;
    this.#needleAt = -1;
    this.#traceAt = -1;
  }

  #readOn(isWhole: boolean): void {
    const text = this.#text;
    if (this.position === 0) {
      if (!isWhole && text.length < byteOrderMark.length) return;
      if (text.startsWith(byteOrderMark)) this.#at = byteOrderMark.length;
    }
    while (!this.#isOver) {
      if (isWhole && !this.#open.isAwaited && !this.#mayFindMore()) break;
      if (this.#inside !== undefined) {
        const end = this.#inside.endIn(text, this.#at);
        // Nothing in the text but the beginning of its end can matter any more.
        this.#at = end ?? Math.max(this.#at, text.length - this.#inside.longestEnd);
        if (end === undefined) return;
        this.#inside = undefined;
      }
      const next = text.indexOf("<", this.#at);
      if (this.#open.isBeforeBody) {
        const more = text.slice(this.#at, next === -1 ? text.length : next).search(moreThanSpace);
        if (more !== -1) this.#open.text(this.#base + this.#at + more);
      }
      this.#at = next === -1 ? text.length : next;
      if (next === -1 || (!isWhole && text.length - next < longestOpening)) return;
      const end = this.#behind(next);
      // What began without its end is dropped by browsers, with everything behind it.
      if (end === undefined) return;
      this.#at = end;
    }
    this.#at = text.length;
  }

  /** Behind the tag, or whatever begins with this sign; `undefined` where its end is not there. */
  #behind(at: number): number | undefined {
    const text = this.#text;
    const isEnd = text.charCodeAt(at + 1) === slash;
    const nameFrom = isEnd ? at + 2 : at + 1;
    if (!isLetter(text.charCodeAt(nameFrom))) return behindMarkup(text, at, this.#open.isForeign);
    let number = 0;
    let nameTo = nameFrom;
    for (; nameTo < text.length; nameTo += 1) {
      const code = text.charCodeAt(nameTo);
      if (endsName(code)) break;
      number = withLetter(number, code);
    }
    const end = endOfTag(text, nameTo);
    if (end === undefined) return undefined;
    const kind = kindNumbered(number, text, nameFrom, nameTo);
    if (isEnd) this.#open.endTag(kind, this.#base + at, this.#base + end);
    else this.#startTag(kind, at, end);
    return end;
  }

  #startTag(kind: ElementKind, from: number, tagEnd: number): void {
    const text = this.#text;
    const isWanted = this.#isWanted(kind, from, tagEnd);
    const tag = isWanted || this.#index.looksAround ? text.slice(from, tagEnd) : "";
    const isSelfClosing = text.charCodeAt(tagEnd - 2) === slash;
    const { isForeign } = this.#open;
    const element = this.#open.startTag(kind, this.#base + from, isSelfClosing, tag);
    if (element === undefined) return;
    if (isWanted && !this.#open.isInTemplate) this.#take(element, from, tagEnd, isSelfClosing);
    if (this.#onElement !== undefined && !this.#open.isInTemplate)
      this.#onElement(element, this.#base + from, this.#base + tagEnd);
    if (kind.isText && !element.isForeign && !isForeign) {
      if (kind.name === "plaintext") this.#isOver = true;
      else this.#inside = new TextElement(kind.name);
    }
  }

  /** Whether a selector may mean the element: most are passed over without reading their attributes. */
  #isWanted(kind: ElementKind, from: number, tagEnd: number): boolean {
    if (this.#index.isAbout(kind.name)) return true;
    if (!this.#index.hasNeedles) return false;
    if (this.#index.needles === undefined) return true;
    return this.#nextNeedle(from) < tagEnd;
  }

  #nextNeedle(from: number): number {
    const { needles, hasNeedles } = this.#index;
    if (!hasNeedles || needles === undefined) return Infinity;
    if (this.#needleAt < from) this.#needleAt = this.#find(needles, from);
    return this.#needleAt;
  }

  /** Whether any selector may mean something in the rest of the text: most pages are edited near their beginning. */
  #mayFindMore(): boolean {
    const { traces } = this.#index;
    if (traces === undefined || this.#onElement !== undefined) return true;
    if (this.#traceAt < this.#at) this.#traceAt = this.#find(traces, this.#at);
    return this.#traceAt < Infinity;
  }

  #find(pattern: RegExp, from: number): number {
    pattern.lastIndex = from;
    return pattern.exec(this.#text)?.index ?? Infinity;
  }

  #take(element: OpenElement, from: number, tagEnd: number, isSelfClosing: boolean): void {
    const selectors = this.#index.of(element);
    if (selectors.length === 0 || this.#found >= mostElements) return;
    const isEmpty = element.isForeign ? isSelfClosing : element.kind.isVoid;
    const region: Region = {
      from: this.#base + from,
      tagEnd: this.#base + tagEnd,
      contentEnd: isEmpty ? null : Infinity,
      end: isEmpty ? this.#base + tagEnd : Infinity,
      tag: element.tag,
    };
    if (!isEmpty) this.#open.awaitEnd(element, region);
    for (const selector of selectors) {
      if (this.#found >= mostElements) return;
      this.#found += 1;
      const others = this.regions.get(selector);
      if (others === undefined) this.regions.set(selector, [region]);
      else others.push(region);
    }
  }
}

const moreThanSpace = /[^\t\n\f\r ]/;

function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

/** https://html.spec.whatwg.org/#tag-name-state */
function endsName(code: number): boolean {
  return code <= 0x20 ? isSpace(code) : code === slash || code === greaterThan;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0c || code === 0x0d;
}

/** What is no tag: comments, a doctype, processing instructions, and a sign that stands for itself. */
function behindMarkup(text: string, at: number, isForeign: boolean): number | undefined {
  if (text.startsWith("<!--", at)) {
    if (text.charCodeAt(at + 4) === greaterThan) return at + 5;
    if (text.startsWith("->", at + 4)) return at + 6;
    commentEnd.lastIndex = at + 4;
    return commentEnd.test(text) ? commentEnd.lastIndex : undefined;
  }
  if (isForeign && text.startsWith("<![CDATA[", at)) return behind(text, "]]>", at + 9);
  const next = text[at + 1];
  if (next === "!" || next === "?") return behind(text, ">", at + 2);
  // `</>` is nothing at all, and `</1` begins a comment; any other sign stands for itself.
  return next === "/" && at + 2 < text.length && text.charCodeAt(at + 2) !== lessThan
    ? behind(text, ">", at + 2)
    : at + 1;
}

const commentEnd = /--!?>/g;

function behind(text: string, sign: string, from: number): number | undefined {
  const at = text.indexOf(sign, from);
  return at === -1 ? undefined : at + sign.length;
}
