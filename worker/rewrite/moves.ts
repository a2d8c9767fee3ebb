import type { Move, Splice } from "./splice.ts";

/** Moves that can all be made at once, and where among them everything else is. */
export interface Moves {
  has(move: Move): boolean;
  /** The innermost moved element that a splice goes with; `undefined` where it stays on the page. */
  around(splice: Splice): Move | undefined;
}

/**
 * Chooses the moves that can be made. One is not made where the element is not all there to be moved, where the place
 * is in the element itself, or where an earlier move has the element or would carry the place along with it in a
 * circle.
 *
 * @param splices in the order of their ranks
 * @param made those of them that replaced content has left
 */
export function possibleMoves(splices: readonly Splice[], made: ReadonlySet<Splice>): Moves {
  const moves: Move[] = [];
  for (const away of splices) {
    const { move } = away;
    if (move === undefined || move.put === away || !made.has(away) || !made.has(move.put)) continue;
    const isTorn =
      moves.some((other) => overlaps(other, move)) || [...made].some((splice) => tears(splice, move));
    if (isTorn || goesInCircles(move, [...moves, move])) continue;
    moves.push(move);
  }
  return { has: (move) => moves.includes(move), around: (splice) => innermost(splice, moves) };
}

/** The same element, or elements that overlap without one being in the other: browsers mend tags that do. */
function overlaps(a: Move, b: Move): boolean {
  if (a.from === b.from) return true;
  const [first, second] = a.from < b.from ? [a, b] : [b, a];
  return second.from < first.to && second.to > first.to;
}

/** Whether a splice is partly of the element. */
function tears(splice: Splice, move: Move): boolean {
  if (splice.move !== undefined && splice.move.put !== splice) return false;
  return belongsTo(splice, move)
    ? splice.from < move.from || splice.to > move.to
    : splice.from < move.to && splice.to > move.from;
}

function belongsTo({ owner }: Splice, { from, to }: Move): boolean {
  return owner > from && owner < to;
}

function goesInCircles(move: Move, moves: readonly Move[]): boolean {
  let around = innermost(move.put, moves);
  while (around !== undefined && around !== move) around = innermost(around.put, moves);
  return around === move;
}

function innermost(splice: Splice, moves: readonly Move[]): Move | undefined {
  let found: Move | undefined;
  for (const move of moves)
    if (belongsTo(splice, move) && (found === undefined || move.from > found.from)) found = move;
  return found;
}
