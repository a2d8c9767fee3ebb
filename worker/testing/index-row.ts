import type { IndexRow } from "../../model/index-row.ts";

/** An id as profiles have them, the same for the same number. */
export function profileId(number: number): string {
  return `profile${String(number).padStart(15, "0")}`;
}

/** What an unknown visitor's profile tells of itself the first time, but for what a test changes. */
export function indexRowWith(changes: Partial<IndexRow> = {}): IndexRow {
  const id = changes.id ?? profileId(1);
  return {
    type: "profile",
    site: "lumen",
    id,
    version: 1,
    seenAtMs: 1_790_000_000_000,
    sessionStartedAtMs: null,
    name: null,
    facts: {},
    times: {},
    nodes: [`visitor:${id}`],
    ...changes,
  };
}
