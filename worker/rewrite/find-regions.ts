import { type ElementEnd, elementEnds } from "./element-ends.ts";

/** Where one element stands in a page, in bytes. */
export interface Region {
  /** Its start tag. */
  from: number;
  tagEnd: number;
  /** `null` where it can have no content. */
  contentEnd: number | null;
  end: number;
}

/** A page with the elements that edits may touch. What is in it is used again and never changed. */
export interface MarkedPage {
  bytes: Uint8Array;
  /** The page with a character for each byte: where to look for tags, not what they say. */
  text: string;
  /** By selector, in the order of the page. */
  regions: ReadonlyMap<string, readonly Region[]>;
}

/** One character for each byte, whatever the character set: every byte that means something in a tag is ASCII. */
export const byteByByte = new TextDecoder("windows-1252");

/**
 * Finds the elements that selectors mean, with one pass of HTMLRewriter that only inserts marks: what it makes of the
 * page, less the marks, is the page, so the marks' places tell where each element stands.
 *
 * @param contentType the origin's header: HTMLRewriter takes the character set from it.
 * @throws whatever HTMLRewriter throws: an ambiguous parse, an unknown character set, too much memory.
 */
export async function findRegions(
  bytes: Uint8Array,
  contentType: string,
  selectors: readonly string[],
): Promise<MarkedPage> {
  const { rewriter, marker, found } = markingRewriter(selectors);
  const response = new Response(bytes, { headers: { "content-type": contentType } });
  const marked = byteByByte.decode(await rewriter.transform(response).arrayBuffer());
  const places = placesOf(marked, marker);
  const text = byteByByte.decode(bytes);
  if (marked.length - places.markedLength !== text.length) throw new Error("A page came back altered.");
  const open = found.flatMap(({ name }, id) => {
    const marks = places.of(id);
    return marks.b !== undefined && marks.s !== undefined && !isClosed(text, name, marks) ? [marks.b] : [];
  });
  // Most pages need no second look.
  const ends = open.length === 0 ? noEnds : elementEnds(text, open);
  const regions = new Map<string, Region[]>();
  for (const [id, { selector }] of found.entries()) {
    const region = regionOf(places.of(id), ends, text.length);
    if (region === undefined) continue;
    const others = regions.get(selector);
    if (others === undefined) regions.set(selector, [region]);
    else others.push(region);
  }
  return { bytes, text, regions };
}

/** An element that a selector means, numbered by its place in the list. */
export interface Found {
  selector: string;
  /** In lower case. */
  name: string;
}

/** Of one page, so many elements are edited; each costs some microseconds, and nobody means to edit more. */
const mostElements = 3000;

/** A rewriter that only inserts marks: comments, each with a number and what it marks. */
export interface MarkingRewriter {
  rewriter: HTMLRewriter;
  /** What every mark begins with, behind `<!--`. */
  marker: string;
  /** Grows while a page is read. */
  found: readonly Found[];
}

/** @throws TypeError for a selector that HTMLRewriter does not know. */
export function markingRewriter(selectors: readonly string[]): MarkingRewriter {
  const marker = newMarker();
  const found: Found[] = [];
  const rewriter = new HTMLRewriter();
  for (const selector of new Set(selectors)) {
    rewriter.on(selector, {
      element(element) {
        if (found.length >= mostElements) return;
        const mark = (kind: keyof Marks) => `<!--${marker}${found.length}${kind}-->`;
        element.before(mark("b"), { html: true });
        element.prepend(mark("s"), { html: true });
        element.append(mark("e"), { html: true });
        element.after(mark("a"), { html: true });
        found.push({ selector, name: element.tagName.toLowerCase() });
      },
    });
  }
  return { rewriter, marker, found };
}

const noEnds: ReadonlyMap<number, ElementEnd> = new Map();

/** Text that no page has: 128 random bits. */
function newMarker(): string {
  return `ew${crypto.randomUUID()}:`;
}

/**
 * The places of one element's marks in the page without marks: before it, at the start and at the end of its content,
 * and behind it.
 */
export interface Marks {
  b?: number;
  s?: number;
  e?: number;
  a?: number;
}

function placesOf(marked: string, marker: string): { markedLength: number; of: (id: number) => Marks } {
  const places = new Map<number, Marks>();
  const opening = `<!--${marker}`;
  let markedLength = 0;
  for (let at = marked.indexOf(opening); at !== -1;) {
    const close = marked.indexOf("-->", at);
    const id = Number.parseInt(marked.slice(at + opening.length, close), 10);
    const kind = marked[close - 1] as keyof Marks;
    const marks = places.get(id) ?? {};
    // Of an end tag that ends several elements, the first mark counts.
    marks[kind] ??= at - markedLength;
    places.set(id, marks);
    markedLength += close + 3 - at;
    at = marked.indexOf(opening, close);
  }
  return { markedLength, of: (id) => places.get(id) ?? {} };
}

/** Elements that browsers end in places of their own, though an end tag may follow. */
export const mayEndEarlier: ReadonlySet<string> = new Set(
  "p li dt dd option optgroup tr td th thead tbody tfoot rt rp".split(" "),
);

/** Whether the element ends with the end tag that HTMLRewriter took for its own. */
export function isClosed(text: string, name: string, { e }: Marks): boolean {
  return (
    e !== undefined &&
    !mayEndEarlier.has(name) &&
    text.slice(e, e + name.length + 2).toLowerCase() === `</${name}`
  );
}

/**
 * @param ends of the elements that HTMLRewriter did not see closed
 * @param pageEnd where an element ends of which nobody knows better
 */
export function regionOf(
  { b, s, e, a }: Marks,
  ends: ReadonlyMap<number, ElementEnd>,
  pageEnd: number,
): Region | undefined {
  if (b === undefined) return undefined;
  // A void element, or one that closes itself.
  if (s === undefined) return a === undefined ? undefined : { from: b, tagEnd: a, contentEnd: null, end: a };
  const corrected = ends.get(b) ?? { contentEnd: e ?? pageEnd, end: a ?? pageEnd };
  return { from: b, tagEnd: s, ...corrected };
}
