/** Bytes that come in pieces, kept in one. */
export class GrowingBytes {
  #buffer: Uint8Array;
  #length = 0;

  /** @param expectedBytes how much room is made at first. */
  constructor(expectedBytes: number) {
    this.#buffer = new Uint8Array(expectedBytes);
  }

  /** All that has come so far. */
  get bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  add(piece: Uint8Array): void {
    const needed = this.#length + piece.byteLength;
    if (needed > this.#buffer.byteLength) {
      const larger = new Uint8Array(Math.max(needed, this.#buffer.byteLength * 2));
      larger.set(this.bytes);
      this.#buffer = larger;
    }
    this.#buffer.set(piece, this.#length);
    this.#length = needed;
  }
}
