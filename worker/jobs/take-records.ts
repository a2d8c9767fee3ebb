import * as v from "valibot";
import { IndexRow } from "../../model/index-row.ts";
import { ShopOrder } from "../../model/orders/shop-order.ts";
import { check } from "../../model/problem.ts";
import { goOnErasing } from "../erase/erase-person.ts";
import { forgetEverywhere } from "../erase/forget-visitor.ts";
import { takeOrder } from "../orders/take-order.ts";
import { forgetOldAudit } from "../store/audit.ts";
import { saveRefusals } from "../store/coupon-refusals.ts";
import { forgetOldDecisions, saveDecisions } from "../store/decisions.ts";
import { forgetOldDropped, saveDropped } from "../store/dropped-events.ts";
import { forgetOldExposures, saveExposures } from "../store/exposures.ts";
import { forgetOldRequests } from "../store/idempotency-keys.ts";
import { forgetOldImports } from "../store/imports.ts";
import { saveToldProfiles } from "../store/told-profiles.ts";
import { takeEach, type Taken } from "./take-each.ts";

const Count = v.pipe(v.number(), v.integer(), v.minValue(1));
const ofSite = { id: v.string(), site: v.string(), atMs: v.pipe(v.number(), v.integer()) };

/** What the version before sent says nothing of it. */
const Activity = v.object({
  views: v.pipe(v.number(), v.integer(), v.minValue(0)),
  visitors: v.array(v.number()),
  heard: v.boolean(),
});

const Record = v.variant("type", [
  v.object({
    type: v.literal("decisions"),
    ...ofSite,
    pages: v.record(v.string(), Count),
    activity: v.optional(Activity, { views: 0, visitors: [], heard: false }),
  }),
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
  // Each row is looked at by itself, so that a bad one takes none with it.
  v.object({ type: v.literal("profiles"), rows: v.array(v.unknown()) }),
  v.object({
    type: v.literal("refusals"),
    ...ofSite,
    counts: v.array(v.object({ coupon: v.string(), reason: v.string(), times: Count })),
  }),
  v.object({ type: v.literal("order"), site: v.string(), order: ShopOrder }),
  v.object({ type: v.literal("erasure"), id: v.string() }),
  v.object({ type: v.literal("withdrawn"), site: v.string(), visitor: v.string(), profile: v.string() }),
]);
type Record = v.InferOutput<typeof Record>;

/** What is kept for a time goes then, also where nothing new comes: rows that imports did not take are somebody's data. */
const forgetsEveryMs = 60 * 60_000;
let forgottenAtMs = 0;

/** Writes a batch of records down. What is delivered again, of whatever was written already, changes nothing. */
export async function takeRecords(batch: MessageBatch, env: Env, nowMs: number): Promise<void> {
  const { DB: db } = env;
  const taken = batch.messages.flatMap((message): Taken<Record>[] => {
    const checked = check(Record, message.body);
    if (checked.ok) return [{ message, record: checked.value }];
    console.error({
      message: "A record was malformed and is left out.",
      id: message.id,
      problems: checked.problems,
    });
    message.ack();
    return [];
  });
  await takeEach(ofType(taken, "decisions"), (records) => saveDecisions(db, records));
  await takeEach(ofType(taken, "exposures"), (records) => saveExposures(db, records));
  await takeEach(ofType(taken, "dropped"), (records) => saveDropped(db, records));
  await takeEach(ofType(taken, "profiles"), (records) => saveToldProfiles(db, soundRows(records), nowMs));
  await takeEach(ofType(taken, "refusals"), (records) => saveRefusals(db, records, nowMs));
  for (const one of ofType(taken, "order"))
    await takeEach([one], async ([told]) => {
      if (told !== undefined) await takeOrder(env, told, nowMs);
    });
  await takeEach(ofType(taken, "erasure"), async (records) => {
    for (const { id } of records) await goOnErasing(env, id);
  });
  await takeEach(ofType(taken, "withdrawn"), async (records) => {
    for (const record of records) await forgetEverywhere(env, record);
  });
  if (nowMs - forgottenAtMs < forgetsEveryMs) return;
  forgottenAtMs = nowMs;
  for (const forgetOld of [
    forgetOldImports,
    forgetOldDecisions,
    forgetOldExposures,
    forgetOldDropped,
    forgetOldAudit,
    forgetOldRequests,
  ])
    await forgetOld(db, nowMs).catch((error: unknown) => {
      console.error({ message: "What is too old could not be forgotten.", error: String(error) });
    });
}

function ofType<Type extends Record["type"]>(
  taken: readonly Taken<Record>[],
  type: Type,
): Taken<Extract<Record, { type: Type }>>[] {
  return taken.filter((each): each is Taken<Extract<Record, { type: Type }>> => each.record.type === type);
}

function soundRows(records: readonly { rows: readonly unknown[] }[]): IndexRow[] {
  return records.flatMap(({ rows }) =>
    rows.flatMap((row) => {
      const checked = check(IndexRow, row);
      if (checked.ok) return [checked.value];
      console.error({ message: "What a profile told was malformed.", problems: checked.problems });
      return [];
    }),
  );
}
