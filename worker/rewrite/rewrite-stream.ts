import { textOf } from "./byte-text.ts";
import { canBeRead } from "./can-be-read.ts";
import { GrowingBytes } from "./growing-bytes.ts";
import { type Need, needOf } from "./need-of.ts";
import { PageScanner } from "./page-scanner.ts";
import type { Region } from "./region.ts";
import { type Rewrite, selectorsOf, selectorsOfEdit, splicesOf } from "./rewrite.ts";
import { indexOf } from "./selector-index.ts";
import { Splicing } from "./spliced.ts";

/** Who wants to know how it went. */
export interface StreamListener {
  /** The page could not be changed from here on; the rest goes out as the shop sent it. */
  onFailure: (error: unknown) => void;
  /** Everything has gone out; these are the shop's own bytes. */
  onWhole?: (bytes: Uint8Array) => void;
}

/** What is kept of a page until it is over. */
const mostStreamedBytes = 8 * 1024 * 1024;

/** So much has to be there before a page's character set is known. */
const beginningBytes = 1024;

/**
 * Applies the rewrite to a page while it comes from the shop: what is settled goes out at once, so that the first byte
 * does not wait for the last. Gives the same bytes as `rewritePage` for the same page. Where anything fails on the way,
 * the rest of the page follows as the shop sent it.
 *
 * @param contentType the origin's header, for the character set.
 */
export function rewriteStream(
  body: ReadableStream<Uint8Array>,
  contentType: string,
  rewrite: Rewrite,
  told: StreamListener,
): ReadableStream<Uint8Array> {
  const page = new ComingPage(body.getReader());
  const pieces = rewritten(page, contentType, rewrite, told);
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
  contentType: string,
  rewrite: Rewrite,
  told: StreamListener,
): AsyncGenerator<Uint8Array, void> {
  const splicing = new Splicing();
  let isGivenUp = false;
  let scanned: ScannedPage | undefined;
  /** What can go out now. */
  const made = (isWhole: boolean): Uint8Array => {
    if (!isGivenUp)
      try {
        if (page.bytes.byteLength > mostStreamedBytes)
          throw new Error("The page is too long to be looked through.");
        if (scanned === undefined) {
          if (!isWhole && page.bytes.byteLength < beginningBytes) return nothing;
          if (!canBeRead(page.bytes, contentType))
            throw new Error("The page is in a character set that is not read.");
          scanned = new ScannedPage(rewrite);
        }
        const settled = scanned.readOn(page.bytes, isWhole, splicing.position);
        const whole = isWhole ? { bytes: page.bytes } : {};
        const splices = splicesOf({ regions: scanned.regions, ...whole }, rewrite);
        return splicing.make(page.bytes, splices, settled);
      } catch (error) {
        isGivenUp = true;
        told.onFailure(error);
      }
    return splicing.make(page.bytes, [], Infinity);
  };
  while (await page.more()) {
    const piece = made(false);
    if (piece.byteLength > 0) yield piece;
    if (isGivenUp) return yield* page.rest();
  }
  const last = made(true);
  if (last.byteLength > 0) yield last;
  if (!isGivenUp) told.onWhole?.(page.bytes);
}

const nothing = new Uint8Array();

/** The elements found so far, and how far the page is settled by what is known of them. */
class ScannedPage {
  readonly #scanner: PageScanner;
  /** By selector, what edits need most. */
  readonly #needs = new Map<string, Need>();
  #read = 0;

  constructor({ edits }: Rewrite) {
    this.#scanner = new PageScanner(indexOf(selectorsOf(edits)));
    for (const edit of edits) {
      const need = needOf(edit);
      for (const selector of selectorsOfEdit(edit))
        this.#needs.set(selector, more(need, this.#needs.get(selector)));
    }
  }

  get regions(): ReadonlyMap<string, readonly Region[]> {
    return this.#scanner.regions;
  }

  /**
   * @param bytes the page as far as it is there
   * @param made how much of it has gone out: what ends before is not looked at again
   * @returns how much of it can go out
   */
  readOn(bytes: Uint8Array, isWhole: boolean, made: number): number {
    this.#scanner.read(textOf(bytes.subarray(this.#read)));
    this.#read = bytes.byteLength;
    if (isWhole) {
      this.#scanner.end();
      return Infinity;
    }
    let settled = this.#scanner.position;
    for (const [selector, regions] of this.#scanner.regions) {
      const need = this.#needs.get(selector) ?? "tag";
      for (const region of regions) settled = Math.min(settled, holdOf(region, need));
      // Of each selector the first stays: it is where offers go.
      this.#scanner.regions.set(
        selector,
        regions.filter(({ end }, index) => index === 0 || end >= made),
      );
    }
    return settled;
  }
}

/** Up to where the page can go out while the end of an element is not known. */
function holdOf({ from, tagEnd, end }: Region, need: Need): number {
  if (end !== Infinity || need === "tag" || need === "end") return Infinity;
  return need === "element" ? from : tagEnd;
}

const needs: readonly Need[] = ["tag", "end", "content", "element"];

/** Of two needs, the one that waits for more. */
function more(need: Need, other: Need = "tag"): Need {
  return needs.indexOf(need) > needs.indexOf(other) ? need : other;
}

/** The page as far as it has come. */
class ComingPage {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #arrived = new GrowingBytes(new Uint8Array(64 * 1024));

  constructor(reader: ReadableStreamDefaultReader<Uint8Array>) {
    this.#reader = reader;
  }

  get bytes(): Uint8Array {
    return this.#arrived.bytes;
  }

  /** @returns whether there was more. @throws what the shop's server failed with. */
  async more(): Promise<boolean> {
    const { done, value } = await this.#reader.read();
    if (done) return false;
    this.#arrived.add(value);
    return true;
  }

  /** What has not come yet, of which nothing is kept. @throws as {@link more} does. */
  async *rest(): AsyncGenerator<Uint8Array, void> {
    for (;;) {
      const { done, value } = await this.#reader.read();
      if (done) return;
      yield value;
    }
  }

  async cancel(reason: unknown): Promise<void> {
    await this.#reader.cancel(reason);
  }
}
