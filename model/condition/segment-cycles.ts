import { clausesOf } from "./clauses-of.ts";
import type { ConditionDocument } from "./condition-document.ts";
import { isTooDeep } from "./nesting.ts";

/** The conditions of segments by their id, for `$inSegment`. */
export type Segments = Readonly<Record<string, ConditionDocument>>;

/** How many segments may ask for each other in a row. */
export const longestChain = 20;

/**
 * The segments that ask, directly or through others, for themselves: for each such circle its ids in the order in which
 * they ask. Where circles share a segment, at least one of them is said. Empty where all is well.
 */
export function segmentCycles(segments: Segments): string[][] {
  const asked = askedBy(segments);
  const { circular } = sorted(asked);
  const cycles: string[][] = [];
  const seen = new Set<string>();
  for (const start of circular) {
    // Each of them asks for another of them, so that following these must come back to where it was.
    const trail: string[] = [];
    let id: string | undefined = start;
    while (id !== undefined && !seen.has(id)) {
      seen.add(id);
      trail.push(id);
      id = asked.get(id)?.find((other) => circular.has(other));
    }
    const from = id === undefined ? -1 : trail.indexOf(id);
    if (from >= 0) cycles.push(trail.slice(from));
  }
  return cycles;
}

/**
 * The segments that have an answer. One that asks for a circle has none, nor has one whose condition is too deep, or
 * that stands on a chain of more than `longestChain` others.
 */
export function soundSegments(segments: Segments): ReadonlySet<string> {
  let sound = soundOf.get(segments);
  if (sound === undefined) {
    sound = sorted(askedBy(segments)).sound;
    soundOf.set(segments, sound);
  }
  return sound;
}

/** Each rule of a configuration asks for the same, and working it out takes as long as there are segments. */
const soundOf = new WeakMap<Segments, ReadonlySet<string>>();

/** @returns which segments each segment asks for; those that are not there ask for nothing, and hold for nobody. */
function askedBy(segments: Segments): ReadonlyMap<string, readonly string[]> {
  const asked = new Map<string, readonly string[]>();
  for (const [id, condition] of Object.entries(segments))
    if (!isTooDeep(condition)) asked.set(id, segmentsNamedIn(condition));
  return asked;
}

/** @returns the ids that the condition itself names, each once. */
export function segmentsNamedIn(condition: unknown): string[] {
  const ids = clausesOf(condition).flatMap(([key, id]) =>
    key === "$inSegment" && typeof id === "string" ? [id] : [],
  );
  return [...new Set(ids)];
}

/** Takes away, again and again, the segments that ask for none that is left. */
function sorted(asked: ReadonlyMap<string, readonly string[]>): {
  sound: ReadonlySet<string>;
  circular: ReadonlySet<string>;
} {
  const askers = new Map<string, string[]>();
  const open = new Map<string, number>();
  for (const [id, named] of asked) {
    const present = named.filter((other) => asked.has(other));
    open.set(id, present.length);
    for (const other of present) {
      const others = askers.get(other);
      if (others === undefined) askers.set(other, [id]);
      else others.push(id);
    }
  }
  const sound = new Set<string>();
  let ready = [...open].filter(([, count]) => count === 0).map(([id]) => id);
  for (let round = 0; ready.length > 0; round += 1) {
    const next: string[] = [];
    for (const id of ready) {
      if (round < longestChain) sound.add(id);
      open.delete(id);
      for (const asker of askers.get(id) ?? []) {
        const left = (open.get(asker) ?? 0) - 1;
        open.set(asker, left);
        if (left === 0) next.push(asker);
      }
    }
    ready = next;
  }
  return { sound, circular: new Set(open.keys()) };
}
