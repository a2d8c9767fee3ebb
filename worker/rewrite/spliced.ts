import { type Moves, possibleMoves } from "./moves.ts";
import type { Move, Splice, Stretch } from "./splice.ts";

/**
 * The page with all splices made. Of two that replace the same bytes the first given is made; what belongs to replaced
 * bytes goes with them, and what belongs to a moved element moves with it.
 */
export function spliced(page: Uint8Array, splices: readonly Splice[]): Uint8Array {
  // Sorting is stable: at one place, the order in which they were given stays.
  const made = new Remaining().of(splices);
  const moves = possibleMoves(splices, new Set(made));
  return joined(piecesOf(page, made, moves));
}

/** The splices that nothing replaces. A move takes nothing from the others: they may go with it. */
class Remaining {
  #position = 0;
  #taken: Stretch = { from: -1, to: -1 };

  /** @param splices of a later stretch of the page than those before. */
  of(splices: readonly Splice[]): Splice[] {
    // Sorting is stable: at one place, the order in which they were given stays.
    const sorted = splices.toSorted((a, b) => a.from - b.from || a.order - b.order);
    return sorted.filter((splice) => {
      const isGone = splice.owner >= this.#taken.from && splice.owner < this.#taken.to;
      if (isGone || splice.from < this.#position) return false;
      if (splice.move === undefined) this.#position = splice.to;
      if (splice.takes !== undefined) this.#taken = splice.takes;
      return true;
    });
  }
}

/** A page that is made from its beginning on, as more of it and of its splices becomes known. Nothing moves in it. */
export class Splicing {
  /** Everything before this is made. */
  position = 0;
  readonly #remaining = new Remaining();

  /**
   * Makes the splices that begin before `until`, and copies the page up to there or to where the last of them ends.
   * @param splices all that are known; those that are made already are passed over
   */
  make(page: Uint8Array, splices: readonly Splice[], until: number): Uint8Array {
    const made = this.#remaining.of(splices.filter(({ from }) => from >= this.position && from < until));
    const pieces: Piece[] = [];
    let read = this.position;
    for (const { from, to, html } of made) {
      pieces.push(page.subarray(read, from), html);
      read = to;
    }
    this.position = Math.max(read, Math.min(until, page.byteLength));
    pieces.push(page.subarray(read, this.position));
    return joined(pieces);
  }
}

type Piece = Uint8Array | string;

function piecesOf(page: Uint8Array, made: readonly Splice[], moves: Moves): Piece[] {
  const byHome = new Map<Move | undefined, Splice[]>();
  for (const splice of made) {
    if (splice.move !== undefined && !moves.has(splice.move)) continue;
    const home = moves.around(splice);
    const others = byHome.get(home);
    if (others === undefined) byHome.set(home, [splice]);
    else others.push(splice);
  }
  const pieces: Piece[] = [];
  const write = ({ from, to }: Stretch, home: Move | undefined): void => {
    let read = from;
    for (const splice of byHome.get(home) ?? []) {
      pieces.push(page.subarray(read, splice.from));
      if (splice.move?.put === splice) write(splice.move, splice.move);
      else pieces.push(splice.html);
      read = splice.to;
    }
    pieces.push(page.subarray(read, to));
  };
  write({ from: 0, to: page.byteLength }, undefined);
  return pieces;
}

const utf8 = new TextEncoder();

/** As one piece. Text is ASCII, so it is as long in bytes. */
function joined(pieces: readonly Piece[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let written = 0;
  for (const piece of pieces) {
    if (typeof piece === "string") utf8.encodeInto(piece, bytes.subarray(written));
    else bytes.set(piece, written);
    written += piece.length;
  }
  return bytes;
}
