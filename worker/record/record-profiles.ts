import type { IndexRow } from "../../model/index-row.ts";
import { saveToldProfiles } from "../store/told-profiles.ts";
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
 * Tells the index of profiles: by the queue, since many rows at once cost less, and at once where that is down, for a
 * profile does not say the same again. Where neither can be had the failure is logged, not thrown, and the next telling
 * makes up for it.
 */
export async function recordProfiles(
  { RECORDS, DB }: Pick<Env, "RECORDS" | "DB">,
  rows: readonly IndexRow[],
): Promise<void> {
  for (const part of inParts(rows)) {
    const message: ProfilesRecord = { type: "profiles", rows: part };
    try {
      await inTime(RECORDS.send(message), deadlineMs, "The queue").catch(() =>
        inTime(saveToldProfiles(DB, part, Date.now()), deadlineMs, "D1"),
      );
    } catch (error) {
      console.error({ message: "The index of profiles could not be told.", error: String(error) });
    }
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
