import type { IndexRow } from "../../model/index-row.ts";
import { inTime } from "../wait/in-time.ts";

/** What the queue takes at once is 128 KB. */
const longestMessage = 100_000;
/** A queue that does not answer holds nobody up for ever. */
const deadlineMs = 3000;

/** What the index of profiles is told. Each row counts by its own version, so a repeated delivery is harmless. */
export interface ProfilesRecord {
  type: "profiles";
  rows: readonly IndexRow[];
}

/**
 * Tells the index of profiles. A queue that is down loses what was told, never more: the failure is logged, not thrown,
 * and the next telling makes up for it.
 */
export async function recordProfiles(queue: Queue, rows: readonly IndexRow[]): Promise<void> {
  if (rows.length === 0) return;
  try {
    for (const part of inParts(rows)) {
      const message: ProfilesRecord = { type: "profiles", rows: part };
      await inTime(queue.send(message), deadlineMs, "The queue");
    }
  } catch (error) {
    console.error({ message: "The index of profiles could not be told.", error: String(error) });
  }
}

function inParts(rows: readonly IndexRow[]): IndexRow[][] {
  const parts: IndexRow[][] = [];
  let length = Infinity;
  for (const row of rows) {
    const rowLength = new TextEncoder().encode(JSON.stringify(row)).length;
    if (length + rowLength > longestMessage) {
      parts.push([]);
      length = 0;
    }
    parts.at(-1)?.push(row);
    length += rowLength;
  }
  return parts;
}
