import { type ElementKind, kindOf } from "./element-kinds.ts";
import type { Place } from "./place.ts";
import { endOfTag } from "./tag-end.ts";
import { TextElement } from "./text-element.ts";

/** Why markup would not become on a page what is written. The codes stay the same. */
export interface HtmlProblem {
  code:
    /** What follows on the page would become a part of it, or a part of the page would end with it. */
    | "unclosed_tag"
    | "stray_end_tag"
    /** Browsers would drop it, or put it elsewhere. */
    | "misplaced_tag"
    /** It would end the element around it, since it cannot be in it. */
    | "nested_tag"
    /** What it is put into holds text alone, or nothing at all. */
    | "text_element"
    | "void_element";
  message: string;
}

/**
 * Whether browsers make of markup what is written, wherever it is put; and nothing else of the page around it.
 * Source: https://html.spec.whatwg.org/#tree-construction
 * @returns the first thing that is wrong
 */
export function htmlProblem(html: string, place: Place): HtmlProblem | undefined {
  const parent = place.parent === undefined ? undefined : kindOf(place.parent);
  if (parent?.isVoid === true)
    return { code: "void_element", message: `<${parent.name}> holds nothing; nothing can be put into it.` };
  if (parent?.isText === true)
    return { code: "text_element", message: `<${parent.name}> holds text alone, in which tags are no tags.` };
  return new Reader(html, place).problem();
}

/** More elements in one another than this are nobody's intention. */
const deepest = 200;

interface Open {
  kind: ElementKind;
  /** Of the page, not of the markup. */
  isAround: boolean;
  isForeign: boolean;
}

const isNamed = (...names: string[]) => {
  const set = new Set(names);
  return ({ name }: ElementKind) => set.has(name);
};

const ofFrame = isNamed("html", "head", "body", "frameset", "frame", "plaintext");
/** Their end tags may be left out, where what ends them is in the same markup. */
const mayBeLeftOpen = isNamed(
  ..."li dt dd p option optgroup rt rp tr td th thead tbody tfoot caption colgroup".split(" "),
);
const marker = isNamed("applet", "object", "marquee", "template", "td", "th", "caption");
const neverInThemselves: Readonly<Record<string, (wall: ElementKind) => boolean>> = {
  a: marker,
  nobr: marker,
  button: ({ isScope }) => isScope,
  form: isNamed("template"),
};

/** What browsers allow in elements that are particular about it; anything else goes elsewhere, and so does text. */
const contents: Readonly<Record<string, (kind: ElementKind) => boolean>> = {
  table: isNamed(..."caption colgroup col thead tbody tfoot tr script style template".split(" ")),
  tbody: isNamed("tr", "script", "style", "template"),
  thead: isNamed("tr", "script", "style", "template"),
  tfoot: isNamed("tr", "script", "style", "template"),
  tr: isNamed("td", "th", "script", "style", "template"),
  colgroup: isNamed("col", "template"),
  select: isNamed("option", "optgroup", "hr", "script", "template"),
  optgroup: isNamed("option", "hr", "script", "template"),
  head: isNamed(..."base link meta noscript script style template title".split(" ")),
};

/** What stands nowhere else than in these. */
const owners: Readonly<Record<string, (kind: ElementKind) => boolean>> = {
  caption: isNamed("table"),
  colgroup: isNamed("table"),
  col: isNamed("colgroup", "table"),
  thead: isNamed("table"),
  tbody: isNamed("table"),
  tfoot: isNamed("table"),
  tr: isNamed("tbody", "thead", "tfoot", "table"),
  td: isNamed("tr"),
  th: isNamed("tr"),
  option: isNamed("select", "optgroup", "datalist"),
  optgroup: isNamed("select"),
};

/** Whether an element of this name needs to be put into one of a certain kind. */
export function needsOwner(name: string): boolean {
  return Object.hasOwn(owners, name);
}

class Reader {
  readonly #html: string;
  readonly #open: Open[];
  /** How many of the open elements are the page's. */
  readonly #around: number;
  readonly #isParentKnown: boolean;

  constructor(html: string, { parent, around }: Place) {
    this.#html = html;
    this.#open = around.map((name) => ({ kind: kindOf(name), isAround: true, isForeign: false }));
    this.#around = around.length;
    this.#isParentKnown = parent !== undefined;
  }

  problem(): HtmlProblem | undefined {
    const html = this.#html;
    let at = 0;
    while (at < html.length) {
      const next = html.indexOf("<", at);
      const found = this.#text(html.slice(at, next === -1 ? html.length : next));
      if (found !== undefined || next === -1) return found ?? this.#atTheEnd();
      const read = this.#markup(next);
      if (typeof read !== "number") return read;
      at = read;
    }
    return this.#atTheEnd();
  }

  #text(text: string): HtmlProblem | undefined {
    const parent = this.#parent();
    if (parent === undefined || !Object.hasOwn(contents, parent.name) || !/[^\t\n\f\r ]/.test(text))
      return undefined;
    return misplaced(`Text cannot stand in <${parent.name}> by itself`);
  }

  /** @returns behind it, or what is wrong with it */
  #markup(at: number): number | HtmlProblem {
    const html = this.#html;
    const isEnd = html[at + 1] === "/";
    const [name] = /^[a-z][^\t\n\f\r />]*/i.exec(html.slice(at + (isEnd ? 2 : 1), at + 80)) ?? [];
    if (name === undefined) {
      const behind = behindOther(html, at);
      return (behind === at + 1 ? this.#text("<") : undefined) ?? behind;
    }
    const end = endOfTag(html, at + (isEnd ? 2 : 1) + name.length);
    if (end === undefined) return unclosed(`The tag <${isEnd ? "/" : ""}${name} has no end`);
    const kind = kindOf(name.toLowerCase());
    if (isEnd) return this.#endTag(kind) ?? end;
    const found = this.#startTag(kind, html[end - 2] === "/");
    if (found !== undefined) return found;
    if (!kind.isText || this.#open.at(-1)?.isForeign === true) return end;
    const close = new TextElement(kind.name).endIn(html, end);
    return close ?? unclosed(`<${kind.name}> is not closed`);
  }

  #startTag(kind: ElementKind, isSelfClosing: boolean): HtmlProblem | undefined {
    if (this.#isForeign()) {
      if (kind.endsForeign) return misplaced(`<${kind.name}> cannot stand in a drawing or a formula`);
      return isSelfClosing ? undefined : this.#push(kind, true);
    }
    if (ofFrame(kind)) return misplaced(`A page has its own <${kind.name}>; another cannot stand in it`);
    const found = this.#endedBy(kind) ?? this.#nested(kind) ?? this.#misfit(kind);
    if (found !== undefined || kind.isVoid || (kind.isForeignRoot && isSelfClosing)) return found;
    return this.#push(kind, kind.isForeignRoot);
  }

  #push(kind: ElementKind, isForeign: boolean): HtmlProblem | undefined {
    if (this.#open.length - this.#around >= deepest)
      return misplaced(`At most ${deepest} elements can stand in one another here`);
    this.#open.push({ kind, isAround: false, isForeign });
    return undefined;
  }

  /** What a start tag ends: an item before it, a paragraph, a heading. */
  #endedBy(kind: ElementKind): HtmlProblem | undefined {
    const { siblings } = kind;
    if (siblings !== undefined) {
      const index = kind.isOfTable
        ? this.#outermost(({ name }) => siblings.has(name), isNamed("table", "template"))
        : this.#findLast(({ name }) => siblings.has(name), isWallOfItems);
      // Between an item of the page and what is not named there may be another list.
      const isSure = index >= this.#around || (index === this.#around - 1 && this.#isParentKnown);
      const found = isSure ? this.#endsAt(index, kind) : undefined;
      if (found !== undefined) return found;
    }
    if (kind.endsParagraph) {
      const index = this.#findLast(isNamed("p"), (open) => open.isScope || open.name === "button");
      const found = this.#endsAt(index, kind);
      if (found !== undefined) return found;
    }
    const top = this.#open.at(-1);
    return kind.isHeading && top?.kind.isHeading === true && (!top.isAround || this.#isParentKnown)
      ? nested(kind, top.kind)
      : undefined;
  }

  #nested(kind: ElementKind): HtmlProblem | undefined {
    const isWall = Object.hasOwn(neverInThemselves, kind.name) ? neverInThemselves[kind.name] : undefined;
    const isInItself =
      isWall !== undefined && this.#findLast(({ name }) => name === kind.name, isWall) !== -1;
    return isInItself ? nested(kind, kind) : undefined;
  }

  #misfit(kind: ElementKind): HtmlProblem | undefined {
    const parent = this.#parent();
    if (parent === undefined || parent.name === "template") return undefined;
    const allows = Object.hasOwn(contents, parent.name) ? contents[parent.name] : undefined;
    const isOwner = Object.hasOwn(owners, kind.name) ? owners[kind.name] : undefined;
    return allows?.(kind) === false || isOwner?.(parent) === false
      ? misplaced(`<${kind.name}> cannot stand in <${parent.name}>`)
      : undefined;
  }

  #endTag(kind: ElementKind): HtmlProblem | undefined {
    const index = this.#open.findLastIndex((open) => open.kind.name === kind.name && !open.isAround);
    if (index === -1)
      return {
        code: "stray_end_tag",
        message: `</${kind.name}> closes nothing here; on the page, it could close an element of the shop's.`,
      };
    return this.#close(index);
  }

  /** Ends an element of the markup, and what is in it; the end of a phrase does not reach through a paragraph or an item. */
  #close(index: number): HtmlProblem | undefined {
    const [outer, ...inner] = this.#open.splice(index);
    const reaches = outer?.kind.isSpecial === true || outer?.isForeign === true;
    const left = inner.find(({ kind }) => !mayBeLeftOpen(kind) || (kind.isSpecial && !reaches));
    return left && unclosed(`<${left.kind.name}> is not closed where the element around it ends`);
  }

  #endsAt(index: number, by: ElementKind): HtmlProblem | undefined {
    const ended = this.#open[index];
    if (ended === undefined) return undefined;
    return ended.isAround ? nested(by, ended.kind) : this.#close(index);
  }

  #atTheEnd(): HtmlProblem | undefined {
    const first = this.#open[this.#around];
    return first && unclosed(`<${first.kind.name}> is not closed`);
  }

  /** What the next element would be put into, where that is known. */
  #parent(): ElementKind | undefined {
    const top = this.#open.at(-1);
    return top !== undefined && (!top.isAround || this.#isParentKnown) ? top.kind : undefined;
  }

  #isForeign(): boolean {
    const top = this.#open.at(-1);
    return top !== undefined && top.isForeign && !top.kind.isIntegrationPoint;
  }

  /** The innermost that is meant, unless a wall is around it first; -1 where there is none. */
  #findLast(isMeant: (kind: ElementKind) => boolean, isWall: (kind: ElementKind) => boolean): number {
    for (let index = this.#open.length - 1; index >= 0; index -= 1) {
      const { kind } = this.#open[index] ?? {};
      if (kind === undefined) return -1;
      if (isMeant(kind)) return index;
      if (isWall(kind)) return -1;
    }
    return -1;
  }

  /** The outermost that is meant, inside the innermost wall; -1 where there is none. */
  #outermost(isMeant: (kind: ElementKind) => boolean, isWall: (kind: ElementKind) => boolean): number {
    const from = this.#open.findLastIndex(({ kind }) => isWall(kind)) + 1;
    return this.#open.findIndex(({ kind }, index) => index >= from && isMeant(kind));
  }
}

/** An item reaches through these to the item before it, though they are special. */
function isWallOfItems({ isSpecial, name }: ElementKind): boolean {
  return isSpecial && name !== "address" && name !== "div" && name !== "p";
}

/** Comments and what browsers read as such; a sign that stands for itself. */
function behindOther(html: string, at: number): number | HtmlProblem {
  if (html.startsWith("<!--", at)) {
    const [opening = ""] = /^<!--(-?>)?/.exec(html.slice(at, at + 6)) ?? [];
    if (opening.length > 4) return at + opening.length;
    const close = /--!?>/.exec(html.slice(at + 4));
    return close === null ? unclosed("A comment has no end") : at + 4 + close.index + close[0].length;
  }
  if (!/^<[!?/]/.test(html.slice(at, at + 2))) return at + 1;
  const close = html.indexOf(">", at);
  return close === -1 ? unclosed("A tag has no end") : close + 1;
}

function unclosed(what: string): HtmlProblem {
  return { code: "unclosed_tag", message: `${what}, so it would take in what follows on the page.` };
}

function misplaced(what: string): HtmlProblem {
  return { code: "misplaced_tag", message: `${what}: browsers would drop it or put it elsewhere.` };
}

function nested(kind: ElementKind, around: ElementKind): HtmlProblem {
  return {
    code: "nested_tag",
    message: `<${kind.name}> cannot stand in <${around.name}>: in browsers it ends the one around it.`,
  };
}
