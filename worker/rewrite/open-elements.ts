import { type ElementKind, kindOf } from "../../model/html/element-kinds.ts";
import type { Region } from "./region.ts";

/** An element that is open while a page is read. */
export interface OpenElement {
  readonly kind: ElementKind;
  /** `undefined` for the root. */
  readonly parent: OpenElement | undefined;
  /** In a drawing or a formula. */
  readonly isForeign: boolean;
  /** Its start tag as it is written; empty for an element that browsers open without one, while there is none. */
  tag: string;
  /** What its tag says, once that is read: elements around others are looked at again. */
  attributes: ReadonlyMap<string, string> | undefined;
  /** Where it stands among others; not known where nobody asks. */
  readonly place: Place | undefined;
  /** What is told once where the element ends. */
  region: Region | undefined;
}

interface Place {
  /** Among its parent's elements, and among those of its name; 1 for the first. */
  readonly index: number;
  readonly indexOfType: number;
  /** The element before it in its parent. */
  readonly previous: OpenElement | undefined;
  /** Its elements so far, those of each name, and the last of them. */
  children: number;
  readonly childrenByName: Map<string, number>;
  lastChild: OpenElement | undefined;
}

const html = kindOf("html");
const head = kindOf("head");
const body = kindOf("body");
const paragraph = kindOf("p");
const table = kindOf("table");
const template = kindOf("template");
const tbody = kindOf("tbody");
const tr = kindOf("tr");
const colgroup = kindOf("colgroup");

/**
 * The elements that are open while a page is read, with those that browsers open and end by themselves. Follows the
 * tree construction of browsers (https://html.spec.whatwg.org/#parsing-main-inbody) as far as stretches of the page can
 * be elements; formatting that browsers take apart and put together anew is not, nor what they move out of tables.
 */
export class OpenElements {
  readonly #open: OpenElement[] = [];
  /** The innermost of them, and what follows from it: asked for at each tag. */
  #top: OpenElement | undefined;
  #isForeign = false;
  #isBeforeBody = true;
  #paragraphs = 0;
  #tables = 0;
  #templates = 0;
  #isHeadOver = false;
  #awaited = 0;
  /** A body that browsers opened by themselves, whose own tag may yet come. */
  #impliedBody: OpenElement | undefined;
  readonly #asksForPlaces: boolean;

  /** @param asksForPlaces whether somebody asks where elements stand among others, and which are before them. */
  constructor(asksForPlaces: boolean) {
    this.#asksForPlaces = asksForPlaces;
  }

  /** Whether what comes is a drawing's or a formula's. */
  get isForeign(): boolean {
    return this.#isForeign;
  }

  /** What is in a template is not on the page. */
  get isInTemplate(): boolean {
    return this.#templates > 0;
  }

  /** Whether an end is awaited that has not come. */
  get isAwaited(): boolean {
    return this.#awaited > 0;
  }

  /**
   * The region is told where the element ends. A function in a property, which could tell it as well, would keep the
   * text of the page: docs/decisions/0032-what-a-page-leaves-behind.md.
   */
  awaitEnd(element: OpenElement, region: Region): void {
    this.#awaited += 1;
    element.region = region;
  }

  /**
   * Opens an element, after what its start tag ends and what it needs around it.
   * @returns `undefined` where browsers open none
   */
  startTag(kind: ElementKind, at: number, isSelfClosing: boolean, tag: string): OpenElement | undefined {
    if (this.#isForeign && kind.endsForeign) this.#leaveForeign(at);
    if (this.#isForeign) return this.#openOne(kind, true, tag, !isSelfClosing);
    if (kind === html || kind === head || kind === body) return this.#frame(kind, at, tag);
    this.#openFrame(kind, at);
    if (kind.isOfTable && this.#tables === 0 && this.#templates === 0) return undefined;
    if (kind.name === "form" && this.#templates === 0 && this.#isOpen("form")) return undefined;
    this.#endBefore(kind, at);
    this.#openTableParts(kind);
    return this.#openOne(
      kind,
      kind.isForeignRoot,
      tag,
      !(kind.isVoid || (kind.isForeignRoot && isSelfClosing)),
    );
  }

  /** Whether text begins the body, as it does where nothing but the head has come. */
  get isBeforeBody(): boolean {
    return this.#isBeforeBody;
  }

  /** Text that is more than space. */
  text(at: number): void {
    this.#openFrame(paragraph, at);
  }

  endTag(kind: ElementKind, at: number, end: number): void {
    if (kind === body || kind === html) return this.#endBody(kind, at, end);
    if (this.#top?.kind.name === kind.name) return this.#pop(this.#open.length - 1, at, end);
    const index = kind.isHeading
      ? this.#findLast(
          (open) => open.isHeading,
          (open) => open.isScope,
        )
      : this.#findLast((open) => open.name === kind.name, wallOf(kind));
    if (index !== -1) this.#pop(index, at, end);
    else if ((kind === paragraph || kind.name === "br") && !this.#isForeign) this.#openEmpty(kind, at);
  }

  /** Of an end tag without its start tag browsers make an element. */
  #openEmpty(kind: ElementKind, at: number): void {
    if (kind === paragraph && this.#isBeforeBody) return;
    this.#openFrame(kind, at);
    this.#openOne(kind, false, "", false);
  }

  /** The page is over. */
  close(at: number): void {
    if (this.#open.length > 0) this.#pop(0, at);
  }

  #openOne(kind: ElementKind, isForeign: boolean, tag: string, staysOpen: boolean): OpenElement {
    const parent = this.#top;
    const place = this.#asksForPlaces ? placeIn(parent?.place, kind.name) : undefined;
    const element: OpenElement = {
      kind,
      parent,
      isForeign,
      tag,
      attributes: undefined,
      place,
      region: undefined,
    };
    if (parent?.place !== undefined) parent.place.lastChild = element;
    if (staysOpen) {
      this.#open.push(element);
      this.#count(kind, 1);
      this.#see(element);
    }
    return element;
  }

  #see(top: OpenElement | undefined): void {
    this.#top = top;
    this.#isForeign = top !== undefined && top.isForeign && !top.kind.isIntegrationPoint;
    this.#isBeforeBody = isFrame(top?.kind);
  }

  #count(kind: ElementKind, by: 1 | -1): void {
    if (kind === paragraph) this.#paragraphs += by;
    else if (kind === table) this.#tables += by;
    else if (kind === template) this.#templates += by;
  }

  #isOpen(name: string): boolean {
    return this.#open.some(({ kind }) => kind.name === name);
  }

  /**
   * `<html>`, `<head>` and `<body>`, of which a page has one each: what is written again adds nothing, but to a body that
   * something else, such as a picture in the head, has begun.
   */
  #frame(kind: ElementKind, at: number, tag: string): OpenElement | undefined {
    if (kind === body && this.#templates === 0 && this.#impliedBody !== undefined) {
      const implied = this.#impliedBody;
      this.#impliedBody = undefined;
      implied.tag = tag;
      return implied;
    }
    if (this.#templates > 0 || this.#isOpen(kind.name) || (kind === head && this.#isHeadOver))
      return undefined;
    if (kind !== html) this.#openRoot();
    if (kind === body) this.#endHead(at);
    return this.#openOne(kind, false, tag, true);
  }

  /** What browsers open by themselves before the first element of the head or the body. */
  #openFrame(kind: ElementKind, at: number): void {
    if (!this.#isBeforeBody) return;
    this.#openRoot();
    if (kind.isOfHead) {
      if (!this.#isHeadOver && !this.#isOpen("head")) this.#openOne(head, false, "", true);
      return;
    }
    this.#endHead(at);
    this.#impliedBody = this.#openOne(body, false, "", true);
  }

  #openRoot(): void {
    if (this.#open.length === 0) this.#openOne(html, false, "", true);
  }

  #endHead(at: number): void {
    const index = this.#open.findIndex(({ kind }) => kind === head);
    if (index !== -1) this.#pop(index, at);
    this.#isHeadOver = true;
  }

  /** Browsers go on in the body behind its end; an insertion at the end of what is open has to come before it. */
  #endBody(kind: ElementKind, at: number, end: number): void {
    for (const element of this.#open) {
      if (element.kind !== html) this.#end(element, at, element.kind === kind ? end : at);
      else if (kind === html) this.#end(element, at, end);
    }
  }

  /** A drawing ends where something comes that cannot be in one. */
  #leaveForeign(at: number): void {
    const index = this.#open.findLastIndex(({ isForeign, kind }) => !isForeign || kind.isIntegrationPoint);
    if (index + 1 < this.#open.length) this.#pop(index + 1, at);
  }

  /** Whatever a start tag ends. */
  #endBefore(kind: ElementKind, at: number): void {
    const { siblings } = kind;
    if (siblings !== undefined) {
      const index = kind.isOfTable
        ? this.#outermost(
            (open) => siblings.has(open.name),
            (open) => open === table || open.name === "template",
          )
        : this.#findLast((open) => siblings.has(open.name), isWallOfItems);
      if (index !== -1) this.#pop(index, at);
    }
    if (this.#paragraphs > 0 && kind.endsParagraph) {
      const index = this.#findLast((open) => open === paragraph, isWallOfButtons);
      if (index !== -1) this.#pop(index, at);
    }
    if (kind.isHeading && this.#top?.kind.isHeading === true) this.#pop(this.#open.length - 1, at);
    if (kind.name === "button" || kind.name === "a") {
      const isWall =
        kind.name === "a" ? (open: ElementKind) => open.isSpecial : (open: ElementKind) => open.isScope;
      const index = this.#findLast((open) => open.name === kind.name, isWall);
      if (index !== -1) this.#pop(index, at);
    }
  }

  /** Rows and cells without what has to be around them. */
  #openTableParts(kind: ElementKind): void {
    if (!kind.isOfTable) return;
    const top = () => this.#top?.kind;
    const isCell = kind.name === "td" || kind.name === "th";
    if ((kind === tr || isCell) && top() === table) this.#openOne(tbody, false, "", true);
    if (isCell && top()?.isTablePart === true && top() !== tr) this.#openOne(tr, false, "", true);
    if (kind.name === "col" && top() === table) this.#openOne(colgroup, false, "", true);
  }

  /** Ends an element and all that is open in it; the element itself with its end tag, where it has one. */
  #pop(index: number, at: number, end = at): void {
    while (this.#open.length > index) {
      const element = this.#open.pop();
      if (element === undefined) return;
      this.#count(element.kind, -1);
      if (element.kind === head) this.#isHeadOver = true;
      this.#end(element, at, this.#open.length === index ? end : at);
    }
    this.#see(this.#open.at(-1));
  }

  #end(element: OpenElement, contentEnd: number, end: number): void {
    const { region } = element;
    if (region === undefined) return;
    element.region = undefined;
    this.#awaited -= 1;
    region.contentEnd = contentEnd;
    region.end = end;
  }

  /** The innermost that is meant, unless a wall is around it first; -1 where there is none. */
  #findLast(isMeant: (kind: ElementKind) => boolean, isWall: (kind: ElementKind) => boolean): number {
    for (let index = this.#open.length - 1; index >= 0; index -= 1) {
      const kind = this.#open[index]?.kind ?? html;
      if (isMeant(kind)) return index;
      if (isWall(kind)) return -1;
    }
    return -1;
  }

  /** The outermost that is meant, inside the innermost wall. */
  #outermost(isMeant: (kind: ElementKind) => boolean, isWall: (kind: ElementKind) => boolean): number {
    const from = this.#open.findLastIndex(({ kind }) => isWall(kind)) + 1;
    return this.#open.findIndex(({ kind }, index) => index >= from && isMeant(kind));
  }
}

/** @param parent where its parent stands; `undefined` for the root, which has none. */
function placeIn(parent: Place | undefined, name: string): Place {
  const childrenByName = new Map<string, number>();
  if (parent === undefined)
    return {
      index: 1,
      indexOfType: 1,
      previous: undefined,
      children: 0,
      childrenByName,
      lastChild: undefined,
    };
  parent.children += 1;
  const indexOfType = (parent.childrenByName.get(name) ?? 0) + 1;
  parent.childrenByName.set(name, indexOfType);
  return {
    index: parent.children,
    indexOfType,
    previous: parent.lastChild,
    children: 0,
    childrenByName,
    lastChild: undefined,
  };
}

function isFrame(kind: ElementKind | undefined): boolean {
  return kind === undefined || kind === html || kind === head;
}

/** An item reaches through these to the item before it, though they are special. */
function isWallOfItems({ isSpecial, name }: ElementKind): boolean {
  return isSpecial && name !== "address" && name !== "div" && name !== "p";
}

function isWallOfButtons({ isScope, name }: ElementKind): boolean {
  return isScope || name === "button";
}

function wallOf(kind: ElementKind): (open: ElementKind) => boolean {
  const { name } = kind;
  if (name === "template") return () => false;
  if (name === "p") return isWallOfButtons;
  if (name === "li") return (open) => open.isScope || open.name === "ul" || open.name === "ol";
  if (kind === table || kind.isTablePart) return (open) => open === table || open.name === "template";
  return kind.isBlock ? (open) => open.isScope : (open) => open.isSpecial;
}
