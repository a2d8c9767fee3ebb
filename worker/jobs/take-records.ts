import * as v from "valibot";
import type { DecisionRecord } from "../record/record.ts";
import { check } from "../../model/problem.ts";
import { saveDecisions } from "../store/decisions.ts";

const Decision = v.object({
  type: v.literal("decision"),
  id: v.string(),
  site: v.string(),
  version: v.number(),
  rules: v.array(v.string()),
  atMs: v.number(),
});

/** Writes a batch of records down. It is taken as a whole or delivered again as a whole; both are harmless. */
export async function takeRecords(batch: MessageBatch, db: D1Database, nowMs: number): Promise<void> {
  const decisions: DecisionRecord[] = [];
  for (const message of batch.messages) {
    const checked = check(Decision, message.body);
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
