import type { ImportPlan } from "../../model/import-plan.ts";
import type { Rejection, RowCounts } from "../store/imports.ts";
import { readRows, type SourceRow, UnreadableFile, type UnreadableRow } from "./read-rows.ts";
import { type RawEvent, rowEvent } from "./row-event.ts";

/** As many as the API takes events at once. */
export const mostRows = 1000;

/** Takes events in as the API does; those that were not taken with their places in the list. */
export type TakeEvents = (events: readonly RawEvent[]) => Promise<{
  accepted: number;
  duplicates: number;
  rejected: readonly { index: number; code: string; message: string }[];
}>;

/**
 * Takes one part of a file in: what can be taken of it, and for every other row the reason.
 * @param firstRow the number of its first row in the whole file, from 1.
 * @throws UnreadableFile where the text as a whole cannot be meant.
 */
export async function takePart(
  text: string,
  plan: ImportPlan,
  { startedAtMs, firstRow, take }: { startedAtMs: number; firstRow: number; take: TakeEvents },
): Promise<{ counts: RowCounts; rejections: Rejection[] }> {
  const rows = readRows(text, plan);
  if (rows.length > mostRows)
    throw new UnreadableFile(`A part has at most ${mostRows} rows, not ${rows.length}.`);
  const readable = rows.filter(isReadable);
  const events = await Promise.all(readable.map((row) => rowEvent(row, plan, startedAtMs)));
  const taken = events.length === 0 ? { accepted: 0, duplicates: 0, rejected: [] } : await take(events);
  const reject = (
    { index, source }: SourceRow | UnreadableRow,
    code: string,
    message: string,
  ): Rejection => ({
    row: firstRow + index,
    code,
    message,
    source,
  });
  const rejections = [
    ...rows.flatMap((row) => (isReadable(row) ? [] : [reject(row, "unreadable_row", row.message)])),
    ...taken.rejected.flatMap(({ index, code, message }) => {
      const row = readable[index];
      return row === undefined ? [] : [reject(row, code, message)];
    }),
  ].sort((a, b) => a.row - b.row);
  const { accepted, duplicates } = taken;
  return { counts: { rows: rows.length, accepted, duplicates, rejected: rejections.length }, rejections };
}

function isReadable(row: SourceRow | UnreadableRow): row is SourceRow {
  return "cells" in row;
}
