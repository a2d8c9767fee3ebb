import type { Note, ProfileState } from "./state.ts";

/** Of one person; more than anybody reads. */
export const mostNotes = 100;

/** What was written down of a person, wherever it is kept; the latest first. */
export function notesOf({ sources }: ProfileState): Note[] {
  const all = notesTogether([...sources.values()].map(({ notes }) => notes));
  return all.toReversed();
}

/** What two parts of one source's notes are together, the latest last; each is there once. */
export function notesTogether(parts: readonly (readonly Note[] | undefined)[]): Note[] {
  const each = new Map(parts.flatMap((notes) => notes ?? []).map((note) => [note.id, note]));
  return [...each.values()].sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
}

export function withoutNote({ sources }: ProfileState, id: string): void {
  for (const source of sources.values())
    if (source.notes !== undefined) source.notes = source.notes.filter((note) => note.id !== id);
}
