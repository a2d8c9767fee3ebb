import { byteByByte, type Marks } from "./find-regions.ts";

/** Takes marks out of a page that HTMLRewriter gives piece by piece. */
export class MarkedStream {
  /** By number of the element. */
  readonly marks = new Map<number, Marks>();
  /** How many bytes of the page itself have come by. */
  length = 0;
  readonly #opening: string;
  /** The end of what came, where a mark may have begun. */
  #rest = "";

  constructor(marker: string) {
    this.#opening = `<!--${marker}`;
  }

  add(piece: Uint8Array): void {
    const text = this.#rest + byteByByte.decode(piece);
    let at = 0;
    for (;;) {
      const open = text.indexOf(this.#opening, at);
      const close = open === -1 ? -1 : text.indexOf("-->", open);
      if (close === -1) {
        const kept = open === -1 ? beginningOf(this.#opening, text) : text.length - open;
        this.length += text.length - kept - at;
        this.#rest = kept === 0 ? "" : text.slice(-kept);
        return;
      }
      this.length += open - at;
      this.#keep(text.slice(open + this.#opening.length, close));
      at = close + 3;
    }
  }

  /** No more will come. */
  end(): void {
    this.length += this.#rest.length;
    this.#rest = "";
  }

  #keep(mark: string): void {
    const id = Number.parseInt(mark, 10);
    const kind = mark.at(-1) as keyof Marks;
    const marks = this.marks.get(id) ?? {};
    // Of an end tag that ends several elements, the first mark counts.
    marks[kind] ??= this.length;
    this.marks.set(id, marks);
  }
}

/** How much of the end of `text` could be the beginning of `word`. */
function beginningOf(word: string, text: string): number {
  for (let length = Math.min(word.length - 1, text.length); length > 0; length -= 1)
    if (text.endsWith(word.slice(0, length))) return length;
  return 0;
}
