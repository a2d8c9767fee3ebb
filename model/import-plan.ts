import * as v from "valibot";
import { Name } from "./identifier.ts";

/**
 * Where a column goes: `id`, `event` and `time` of the event that a row becomes, `identities.email` and the like,
 * `params.value`, `items.item_id` (a row has one item), `traits.tier`; `traits.tags[]` is a list, divided by `|`.
 */
export const ImportTarget = v.pipe(
  v.string(),
  v.regex(
    /^(id|event|time|identities\.[a-z][a-z0-9_-]{0,39}|(params|items|traits)\.[A-Za-z][A-Za-z0-9_]{0,39}|traits\.[A-Za-z][A-Za-z0-9_]{0,39}\[\])$/,
    "A column goes to id, event, time, identities.…, params.…, items.…, traits.… or traits.…[].",
  ),
);

const ColumnName = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

/** What a file holds, and what becomes of it: each row is one event of somebody, such as a purchase or what is known of them. */
export const ImportPlan = v.object({
  name: Name,
  format: v.picklist(["csv", "ndjson"], "A format is csv or ndjson."),
  /** Of CSV, between two cells. */
  delimiter: v.optional(v.picklist([",", ";", "\t"], "A delimiter is a comma, a semicolon or a tab."), ","),
  /** By its name, where each column goes; others are left out. Without any, each line of NDJSON is an event as the API takes it. */
  columns: v.optional(v.pipe(v.record(ColumnName, ImportTarget), v.maxEntries(100)), {}),
  /** What is the same for every row, such as `{"event": "purchase"}`. */
  constants: v.optional(
    v.pipe(v.record(ImportTarget, v.pipe(v.string(), v.maxLength(1000))), v.maxEntries(20)),
    {},
  ),
  /** How many rows there will be, for progress; `null` where that is not known. */
  rows: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))), null),
});
export type ImportPlan = v.InferOutput<typeof ImportPlan>;
