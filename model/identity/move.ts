import type { Slice } from "./link.ts";
import { isVisitor, ownProfile } from "./node.ts";
import { profileAt } from "./slices-of.ts";

/** What came by a node within a time, the end not included. */
export interface MovedPart {
  node: string;
  sinceMs: number;
  untilMs: number;
}

/** What one profile hands over to another, because somebody turned out to be somebody else. */
export interface Move {
  /** Of its site, and in the order of numbers where two concern one profile. */
  id: string;
  from: string;
  to: string;
  sources: MovedPart[];
  /** Whose the visitors among the nodes are from now on, so that late events find their way. */
  slices: Record<string, Slice[]>;
}

/** Later than all that happens. */
export const everMs = Number.MAX_SAFE_INTEGER;

/** What one node hands over to one profile. */
interface Moved {
  from: string;
  to: string;
  part: MovedPart;
}

/** What somebody is told anew of a node: whose it was when, before and after. */
export interface Change {
  node: string;
  before: readonly Slice[];
  after: readonly Slice[];
}

/** The moves that these changes come to: one for each pair of profiles. */
export function movesOf(changes: readonly Change[]): Omit<Move, "id">[] {
  const moves = new Map<string, Omit<Move, "id">>();
  for (const change of changes) {
    for (const { from, to, part } of movedParts(change)) {
      const move = moves.get(`${from} ${to}`) ?? { from, to, sources: [], slices: {} };
      moves.set(`${from} ${to}`, move);
      move.sources.push(part);
      if (isVisitor(change.node)) move.slices[change.node] = slicesOrOwn(change.node, change.after);
    }
  }
  return [...moves.values()];
}

function movedParts({ node, before, after }: Change): Moved[] {
  const old = slicesOrOwn(node, before);
  const next = slicesOrOwn(node, after);
  const starts = [...new Set([...old, ...next].map(({ sinceMs }) => sinceMs))].sort((a, b) => a - b);
  const moved: Moved[] = [];
  for (const [index, sinceMs] of starts.entries()) {
    const from = profileAt(node, old, sinceMs);
    const to = profileAt(node, next, sinceMs);
    if (from === to) continue;
    const untilMs = starts[index + 1] ?? everMs;
    const last = moved.at(-1);
    if (last?.from === from && last.to === to && last.part.untilMs === sinceMs) last.part.untilMs = untilMs;
    else moved.push({ from, to, part: { node, sinceMs, untilMs } });
  }
  return moved;
}

function slicesOrOwn(node: string, slices: readonly Slice[]): Slice[] {
  return slices.length === 0 ? [{ sinceMs: 0, profile: ownProfile(node) }] : [...slices];
}
