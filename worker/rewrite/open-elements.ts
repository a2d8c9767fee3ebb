/** https://html.spec.whatwg.org/#void-elements, and those that are read as if they were. */
const voidElements = setOf(
  "area base basefont bgsound br col embed frame hr image img input keygen link meta param source track wbr",
);

const headings = setOf("h1 h2 h3 h4 h5 h6");

/** Start tags that end an open paragraph. */
const paragraphEnders = setOf(
  "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p plaintext pre search section summary table ul xmp",
);

/** What no tag inside reaches through: https://html.spec.whatwg.org/#has-an-element-in-scope */
const scope = setOf("applet caption html table td th marquee object template select svg math");

/** https://html.spec.whatwg.org/#special, less what an item reaches through to end the item before it. */
const special = setOf(
  "applet area article aside base blockquote body br button caption center col colgroup dd details dir dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe img input keygen li link listing main marquee menu meta nav noembed noframes noscript object ol param plaintext pre script search section select source style summary table tbody td template textarea tfoot th thead title tr track ul wbr xmp",
);

/** The kinds of element that another ends before it begins, by the other. */
const siblings: Readonly<Record<string, ReadonlySet<string>>> = {
  body: setOf("head"),
  li: setOf("li"),
  dt: setOf("dt dd"),
  dd: setOf("dt dd"),
  option: setOf("option"),
  optgroup: setOf("option optgroup"),
  tr: setOf("tr td th"),
  td: setOf("td th"),
  th: setOf("td th"),
  thead: setOf("tr td th thead tbody tfoot"),
  tbody: setOf("tr td th thead tbody tfoot"),
  tfoot: setOf("tr td th thead tbody tfoot"),
  rt: setOf("rt rp"),
  rp: setOf("rt rp"),
};

const tableParts = setOf("tr td th thead tbody tfoot");

const ofTables = setOf("tr td th thead tbody tfoot caption colgroup col");

/** End tags of these are looked for through everything but the scope; of all others, not through special elements. */
const blocks = setOf(
  "address article aside blockquote button center dd details dialog dir div dl dt fieldset figcaption figure footer form header hgroup li listing main menu nav ol pre search section summary ul",
);

function setOf(names: string): ReadonlySet<string> {
  return new Set(names.split(" "));
}

interface OpenElement {
  name: string;
  start: number;
}

/**
 * The elements that are open while a page is read, with what ends them besides their end tags. Follows the tree
 * construction of browsers (https://html.spec.whatwg.org/#parsing-main-inbody) as far as stretches of the page can be
 * elements; formatting that browsers take apart and put together anew is not.
 */
export class OpenElements {
  readonly #open: OpenElement[] = [];
  readonly #onEnd: (start: number, contentEnd: number, end: number) => void;

  constructor(onEnd: (start: number, contentEnd: number, end: number) => void) {
    this.#onEnd = onEnd;
  }

  /** Whether a drawing or a formula is open, in which other rules hold. */
  get isForeign(): boolean {
    return this.#open.some(({ name }) => name === "svg" || name === "math");
  }

  /** @returns whether the element stays open, and its content is read as its name says. */
  startTag(name: string, at: number, isSelfClosing: boolean): boolean {
    const { isForeign } = this;
    // Cells and rows without a table around them are dropped.
    if (!isForeign && ofTables.has(name) && !this.#isInTable()) return false;
    if (!isForeign) this.#endBefore(name, at);
    if (isForeign ? isSelfClosing : voidElements.has(name)) return false;
    this.#open.push({ name, start: at });
    return !isForeign;
  }

  #isInTable(): boolean {
    return this.#open.some(({ name }) => name === "table" || name === "template");
  }

  /** Whatever a start tag ends. */
  #endBefore(name: string, at: number): void {
    const before = siblings[name];
    if (before !== undefined) {
      const index = tableParts.has(name)
        ? this.#outermost((open) => before.has(open), setOf("table template"))
        : this.#findLast((open) => before.has(open), isWallOfItems);
      if (index !== -1) this.#pop(index, at);
    }
    if (paragraphEnders.has(name)) {
      const paragraph = this.#findLast(
        (open) => open === "p",
        (open) => scope.has(open) || open === "button",
      );
      if (paragraph !== -1) this.#pop(paragraph, at);
    }
    if (headings.has(name) && headings.has(this.#open.at(-1)?.name ?? ""))
      this.#pop(this.#open.length - 1, at);
    if (name === "button") {
      const button = this.#findLast(
        (open) => open === "button",
        (open) => scope.has(open),
      );
      if (button !== -1) this.#pop(button, at);
    }
  }

  endTag(name: string, at: number, end: number): void {
    const index = headings.has(name)
      ? this.#findLast(
          (open) => headings.has(open),
          (open) => scope.has(open),
        )
      : this.#findLast((open) => open === name, wallOf(name));
    if (index !== -1) this.#pop(index, at, end);
  }

  /** The page is over. */
  close(at: number): void {
    if (this.#open.length > 0) this.#pop(0, at);
  }

  /** Ends an element and all that is open in it; the element itself with its end tag, where it has one. */
  #pop(index: number, at: number, end = at): void {
    const [outer, ...inner] = this.#open.splice(index);
    for (const { start } of inner) this.#onEnd(start, at, at);
    if (outer !== undefined) this.#onEnd(outer.start, at, end);
  }

  /** The innermost that is meant, unless a wall is around it first; -1 where there is none. */
  #findLast(isMeant: (name: string) => boolean, isWall: (name: string) => boolean): number {
    for (let index = this.#open.length - 1; index >= 0; index -= 1) {
      const name = this.#open[index]?.name ?? "";
      if (isMeant(name)) return index;
      if (isWall(name)) return -1;
    }
    return -1;
  }

  /** The outermost that is meant, inside the innermost wall. */
  #outermost(isMeant: (name: string) => boolean, walls: ReadonlySet<string>): number {
    const from = this.#open.findLastIndex(({ name }) => walls.has(name)) + 1;
    return this.#open.findIndex(({ name }, index) => index >= from && isMeant(name));
  }
}

/** An item reaches through these to the item before it, though they are special. */
function isWallOfItems(name: string): boolean {
  return special.has(name) && name !== "address" && name !== "div" && name !== "p";
}

function wallOf(name: string): (open: string) => boolean {
  if (name === "p") return (open) => scope.has(open) || open === "button";
  if (name === "li") return (open) => scope.has(open) || open === "ul" || open === "ol";
  if (name === "table" || tableParts.has(name)) return (open) => open === "table" || open === "template";
  if (blocks.has(name)) return (open) => scope.has(open);
  return (open) => special.has(open) || open === "address" || open === "div" || open === "p";
}
