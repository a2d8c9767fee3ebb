import type { Edit } from "../decide/compile-rules.ts";
import { type ElementEnd, ElementScanner } from "./element-ends.ts";
import {
  byteByByte,
  type Found,
  isClosed,
  markingRewriter,
  mayEndEarlier,
  type Marks,
  type Region,
  regionOf,
} from "./find-regions.ts";
import { MarkedStream } from "./marked-stream.ts";
import { type Need, needOf } from "./need-of.ts";
import { type Rewrite, selectorsOf, selectorsOfEdit, splicesOf } from "./rewrite.ts";
import type { Splice } from "./splice.ts";
import { Splicing } from "./spliced.ts";

/** Who wants to know how it went. */
export interface StreamListener {
  /** HTMLRewriter gave the page up, or it is too long; the rest goes out as the shop sent it. */
  onFailure: (error: unknown) => void;
  /** Everything has gone out; these are the shop's own bytes. */
  onWhole?: (bytes: Uint8Array) => void;
}

/** How much of a page is looked at in one step, where that much is there. */
const stepBytes = 32 * 1024;

/** What is kept of a page until it is over. */
const mostStreamedBytes = 8 * 1024 * 1024;

/**
 * Applies the rewrite to a page while it comes from the shop: what is settled goes out at once, so that the first byte
 * does not wait for the last. Gives the same bytes as `rewritePage` for the same page.
 *
 * Whatever HTMLRewriter throws on the way, the rest of the page follows as the shop sent it: its output less the marks
 * is the page so far, so it is known where to go on.
 *
 * @param contentType the origin's header: HTMLRewriter takes the character set from it.
 * @throws where HTMLRewriter refuses the page before it begins; nothing has been read then.
 */
export function rewriteStream(
  body: ReadableStream<Uint8Array>,
  contentType: string,
  rewrite: Rewrite,
  told: StreamListener,
): ReadableStream<Uint8Array> {
  const { rewriter, marker, found } = markingRewriter(selectorsOf(rewrite.edits));
  const pipe = new IdentityTransformStream();
  const marked = rewriter.transform(
    new Response(pipe.readable, { headers: { "content-type": contentType } }),
  );
  const output = marked.body as ReadableStream<Uint8Array> | null;
  if (output === null) return body;
  const page = new ComingPage(body.getReader(), pipe.writable.getWriter());
  const pieces = rewritten(page, output.getReader(), marker, found, rewrite, told);
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    async cancel(reason) {
      await page.cancel(reason);
    },
  });
}

async function* rewritten(
  page: ComingPage,
  output: ReadableStreamDefaultReader<Uint8Array>,
  marker: string,
  found: readonly Found[],
  rewrite: Rewrite,
  told: StreamListener,
): AsyncGenerator<Uint8Array, void> {
  const stream = new MarkedStream(marker);
  const finder = new RegionFinder(found, stream.marks, rewrite.edits);
  const splicing = new Splicing();
  let lookedAt = 0;
  const make = (splices: readonly Splice[], until: number) => {
    const piece = splicing.make(page.bytes, splices, until);
    return piece.byteLength === 0 ? [] : [piece];
  };
  try {
    const feeding = page.feed();
    // Whatever fails in there, fails the reading below as well.
    feeding.catch(() => undefined);
    for (;;) {
      const { done, value } = await output.read();
      if (done) break;
      if (page.bytes.byteLength > mostStreamedBytes)
        throw new Error("The page is too long to be looked through.");
      stream.add(value);
      // As long as more is coming at once, it is looked at in large steps: each costs the same.
      const isCaughtUp = page.bytes.byteLength - stream.length < stepBytes;
      if (!isCaughtUp && stream.length - lookedAt < stepBytes) continue;
      lookedAt = stream.length;
      const { regions, settled } = finder.look(page.text, stream.length, splicing.position, false);
      yield* make(splicesOf({ text: page.text, regions }, rewrite), settled);
    }
    stream.end();
    await feeding;
    const { regions } = finder.look(page.text, stream.length, splicing.position, true);
    const whole = { text: page.text, regions, bytes: page.bytes };
    yield* make(splicesOf(whole, rewrite), Infinity);
    told.onWhole?.(page.bytes);
  } catch (error) {
    // The shop's own server broke off: then so do we, rather than pass half a page off as a whole one.
    if (page.failure !== undefined) throw page.failure;
    told.onFailure(error);
    let isMore = true;
    while (isMore) {
      isMore = await page.more();
      yield* make([], Infinity);
    }
  }
}

/** The elements found so far, and how far the page is settled by what is known of them. */
class RegionFinder {
  readonly #found: readonly Found[];
  readonly #marks: ReadonlyMap<number, Marks>;
  readonly #scanner = new ElementScanner(() => true);
  /** Numbers of the elements that may still have something to do; of each selector, the first stays. */
  readonly #open = new Set<number>();
  readonly #firsts = new Map<string, number>();
  #known = 0;
  /** By selector, what edits need most. */
  readonly #needs = new Map<string, Need>();

  constructor(found: readonly Found[], marks: ReadonlyMap<number, Marks>, edits: readonly Edit[]) {
    this.#found = found;
    this.#marks = marks;
    for (const edit of edits) {
      const need = needOf(edit);
      for (const selector of selectorsOfEdit(edit))
        if (need !== "tag") this.#needs.set(selector, more(need, this.#needs.get(selector)));
    }
  }

  /**
   * @param length how much of the page HTMLRewriter has gone through
   * @param made how much of it has gone out: what lies before is not looked at again
   */
  look(
    text: string,
    length: number,
    made: number,
    isWhole: boolean,
  ): { regions: Map<string, Region[]>; settled: number } {
    if (this.#needs.size > 0) this.#scanner.read(isWhole ? text : text.slice(0, length), isWhole);
    for (; this.#known < this.#found.length; this.#known += 1) this.#open.add(this.#known);
    const regions = new Map<string, Region[]>();
    let settled = length;
    for (const id of this.#open) {
      const { selector, name } = this.#found[id] ?? nobody;
      const marks = this.#marks.get(id);
      if (marks?.b === undefined) continue;
      const region = this.#regionOf(text, name, marks, isWhole);
      if (region === undefined) {
        // Its tag is still on its way.
        settled = Math.min(settled, marks.b);
        continue;
      }
      if (region.end === Infinity) settled = Math.min(settled, this.#hold(selector, region));
      const others = regions.get(selector);
      if (others === undefined) regions.set(selector, [region]);
      else others.push(region);
      this.#firsts.set(selector, this.#firsts.get(selector) ?? id);
      if (region.end < made && this.#firsts.get(selector) !== id) this.#open.delete(id);
    }
    return { regions, settled };
  }

  /** Up to where the page can go out while the end of an element is not known. */
  #hold(selector: string, { from, tagEnd }: Region): number {
    const need = this.#needs.get(selector);
    if (need === undefined) return Infinity;
    if (need === "element") return from;
    return need === "content" ? tagEnd : (this.#scanner.ends.get(from)?.contentEnd ?? this.#scanner.at);
  }

  /** `Infinity` stands for an end that is not there yet. */
  #regionOf(text: string, name: string, marks: Marks, isWhole: boolean): Region | undefined {
    const { b = 0, s, e, a } = marks;
    if (s === undefined) return regionOf(marks, noEnds, text.length);
    if (isClosed(text, name, marks)) {
      if (a !== undefined || isWhole) return regionOf(marks, noEnds, text.length);
    } else if (isWhole || ((e !== undefined || mayEndEarlier.has(name)) && this.#scanner.ends.has(b))) {
      return regionOf(marks, this.#scanner.ends, text.length);
    }
    return { from: b, tagEnd: s, contentEnd: Infinity, end: Infinity };
  }
}

const needs: readonly Need[] = ["tag", "end", "content", "element"];

/** Of two needs, the one that waits for more. */
function more(need: Need, other: Need = "tag"): Need {
  return needs.indexOf(need) > needs.indexOf(other) ? need : other;
}

const nobody: Found = { selector: "", name: "" };
const noEnds: ReadonlyMap<number, ElementEnd> = new Map();

/** The page as far as it has come, on its way into HTMLRewriter. */
class ComingPage {
  text = "";
  /** What the shop's server failed with. */
  failure: Error | undefined;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  #buffer = new Uint8Array(64 * 1024);
  #length = 0;
  #isOver = false;

  constructor(
    reader: ReadableStreamDefaultReader<Uint8Array>,
    writer: WritableStreamDefaultWriter<Uint8Array>,
  ) {
    this.#reader = reader;
    this.#writer = writer;
  }

  get bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  /** Hands everything on to HTMLRewriter. Ends when it has all, or takes no more. */
  async feed(): Promise<void> {
    try {
      for (let piece = await this.#next(); piece !== undefined; piece = await this.#next())
        await this.#writer.write(piece);
      await this.#writer.close();
    } catch (error) {
      await this.#writer.abort(error).catch(() => undefined);
      throw error;
    }
  }

  /** Reads on without HTMLRewriter. @returns whether there was more. @throws what the shop's server failed with. */
  async more(): Promise<boolean> {
    return (await this.#next()) !== undefined;
  }

  async cancel(reason: unknown): Promise<void> {
    await this.#reader.cancel(reason);
  }

  async #next(): Promise<Uint8Array | undefined> {
    if (this.#isOver) return undefined;
    try {
      const { done, value } = await this.#reader.read();
      if (done) {
        this.#isOver = true;
        return undefined;
      }
      this.#keep(value);
      return value;
    } catch (error) {
      this.failure = error instanceof Error ? error : new Error(String(error));
      throw this.failure;
    }
  }

  #keep(piece: Uint8Array): void {
    const needed = this.#length + piece.byteLength;
    if (needed > this.#buffer.byteLength) {
      const larger = new Uint8Array(Math.max(needed, this.#buffer.byteLength * 2));
      larger.set(this.bytes);
      this.#buffer = larger;
    }
    this.#buffer.set(piece, this.#length);
    this.#length = needed;
    this.text += byteByByte.decode(piece);
  }
}
