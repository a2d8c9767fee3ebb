import { costOf } from "./cost-of.ts";
import type { IndexRow } from "../../../model/index-row.ts";
import { madeUpProfile, nowMs } from "./made-up-profile.ts";

/** What it costs to tell the index of a profile, in rows written. */
export async function rowsWritten(db: D1Database): Promise<[what: string, rows: number][]> {
  const cells: [string, number][] = [];
  for (const [who, number] of [
    ["unknown visitor", 1],
    ["person with a name and 3 identities", 0],
  ] as const) {
    const first = { ...madeUpProfile(number), site: "cost" };
    const later = { ...first, version: 2, seenAtMs: first.seenAtMs + 1 };
    const steps: [string, IndexRow][] = [
      ["new", first],
      ["told again", later],
      ["delivered again", later],
      ["moved into another", { ...first, version: 3, gone: true }],
    ];
    for (const [step, row] of steps) cells.push([`${who}, ${step}`, await costOf(db, [row], nowMs)]);
  }
  return cells;
}
