import * as v from "valibot";
import { check } from "../../model/problem.ts";
import { saveDecisions } from "../store/decisions.ts";
import { saveDropped } from "../store/dropped-events.ts";
import { saveExposures } from "../store/exposures.ts";

const Count = v.pipe(v.number(), v.integer(), v.minValue(1));
const ofSite = { id: v.string(), site: v.string(), atMs: v.pipe(v.number(), v.integer()) };

const Counts = v.variant("type", [
  v.object({ type: v.literal("profiles"), rows: v.array(v.unknown()) }),
  v.object({ type: v.literal("decisions"), ...ofSite, pages: v.record(v.string(), Count) }),
  v.object({
    type: v.literal("exposures"),
    ...ofSite,
    counts: v.array(
      v.object({
        what: v.picklist(["seen", "restored", "lost"]),
        rule: v.string(),
        change: v.string(),
        pages: Count,
      }),
    ),
  }),
  v.object({
    type: v.literal("dropped"),
    ...ofSite,
    counts: v.array(
      v.object({ source: v.picklist(["page", "api", "import"]), reason: v.string(), events: Count }),
    ),
  }),
]);

/** Writes a batch of records down. It is taken as a whole or delivered again as a whole; both are harmless. */
export async function takeRecords(batch: MessageBatch, db: D1Database, nowMs: number): Promise<void> {
  const records: v.InferOutput<typeof Counts>[] = [];
  for (const message of batch.messages) {
    const checked = check(Counts, message.body);
    if (checked.ok) records.push(checked.value);
    else
      console.error({
        message: "A record was malformed and is left out.",
        id: message.id,
        problems: checked.problems,
      });
  }
  await saveDecisions(
    db,
    records.filter((record) => record.type === "decisions"),
    nowMs,
  );
  const exposures = records.filter((record) => record.type === "exposures");
  if (exposures.length > 0) await saveExposures(db, exposures, nowMs);
  const dropped = records.filter((record) => record.type === "dropped");
  if (dropped.length > 0) await saveDropped(db, dropped, nowMs);
}
