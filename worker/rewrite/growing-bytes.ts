/** Bytes that come in pieces, kept in one. */
export class GrowingBytes {
  #place: Uint8Array;
  #length: number;

  /**
   * @param place where the bytes are kept as long as they fit; nobody else writes there from then on.
   * @param length of those that are there already.
   */
  constructor(place: Uint8Array, length = 0) {
    this.#place = place;
    this.#length = length;
  }

  /** All that has come so far. */
  get bytes(): Uint8Array {
    return this.#place.subarray(0, this.#length);
  }

  add(piece: Uint8Array): void {
    const needed = this.#length + piece.byteLength;
    if (needed > this.#place.byteLength) {
      const larger = new Uint8Array(Math.max(needed, this.#place.byteLength * 2));
      larger.set(this.bytes);
      this.#place = larger;
    }
    this.#place.set(piece, this.#length);
    this.#length = needed;
  }
}
