import * as v from "valibot";
import type { DecisionsRecord } from "../record/record.ts";
import { check } from "../../model/problem.ts";
import { saveDecisions } from "../store/decisions.ts";

const Decisions = v.object({
  type: v.literal("decisions"),
  id: v.string(),
  site: v.string(),
  pages: v.record(v.string(), v.pipe(v.number(), v.integer(), v.minValue(1))),
  atMs: v.pipe(v.number(), v.integer()),
});

/** Writes a batch of records down. It is taken as a whole or delivered again as a whole; both are harmless. */
export async function takeRecords(batch: MessageBatch, db: D1Database, nowMs: number): Promise<void> {
  const decisions: DecisionsRecord[] = [];
  for (const message of batch.messages) {
    const checked = check(Decisions, message.body);
    if (checked.ok) decisions.push(checked.value);
    else
      console.error({
        message: "A record was malformed and is left out.",
        id: message.id,
        problems: checked.problems,
      });
  }
  await saveDecisions(db, decisions, nowMs);
}
