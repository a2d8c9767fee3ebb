import { canonicalJson } from "../../model/canonical-json.ts";
import type { ImportPlan } from "../../model/import-plan.ts";
import type { SourceRow } from "./read-rows.ts";

/** An event as the API takes it, not checked yet. */
export type RawEvent = Record<string, unknown>;

/** What `params` and `items` of GA4 hold as numbers; everything else stays the text that it is. */
const numbers: ReadonlySet<string> = new Set([
  "value",
  "tax",
  "shipping",
  "price",
  "quantity",
  "discount",
  "index",
]);

/**
 * The event that a row becomes. Without a column for it, an event is `identify`, its time that of the import, and its id
 * is made of what the row says: a file that is imported twice counts once, and so do two rows that are alike.
 * @param startedAtMs when the import began.
 */
export async function rowEvent(
  { cells }: Pick<SourceRow, "cells">,
  plan: Pick<ImportPlan, "format" | "columns" | "constants">,
  startedAtMs: number,
): Promise<RawEvent> {
  const isEvent = plan.format === "ndjson" && Object.keys(plan.columns).length === 0;
  const event = isEvent ? { ...cells } : mapped(cells, plan);
  const id = event["id"] ?? (await idOf(canonicalJson(event)));
  return { name: "identify", timeMs: startedAtMs, ...event, id };
}

function mapped(
  cells: SourceRow["cells"],
  { columns, constants }: Pick<ImportPlan, "columns" | "constants">,
): RawEvent {
  const event: RawEvent = {};
  const put = (target: string, cell: unknown) => {
    // An empty cell says nothing.
    if (cell !== "" && cell !== null && cell !== undefined) set(event, target, cell);
  };
  // In one order, so that it makes no difference in which the columns were named.
  for (const [target, value] of inOrder(constants)) put(target, value);
  for (const [column, target] of inOrder(columns))
    put(target, Object.hasOwn(cells, column) ? cells[column] : "");
  return event;
}

function inOrder<Value>(entries: Readonly<Record<string, Value>>): [string, Value][] {
  return Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1));
}

function set(event: RawEvent, target: string, cell: unknown): void {
  const [group = "", name = ""] = target.split(".", 2);
  switch (group) {
    case "id":
      event["id"] = typeof cell === "number" ? String(cell) : cell;
      break;
    case "event":
      event["name"] = cell;
      break;
    case "time":
      event["timeMs"] = momentOf(cell);
      break;
    case "identities":
      // A list: somebody may have two columns of e-mail addresses.
      event["identities"] = [
        ...list(event["identities"]),
        { type: name, value: typeof cell === "number" ? String(cell) : cell },
      ];
      break;
    case "params":
      event["params"] = { ...record(event["params"]), [name]: paramOf(name, cell) };
      break;
    case "items": {
      const params = record(event["params"]);
      const [item] = list(params["items"]);
      event["params"] = { ...params, items: [{ ...record(item), [name]: paramOf(name, cell) }] };
      break;
    }
    case "traits":
      event["traits"] = { ...record(event["traits"]), ...trait(name, cell) };
  }
}

function trait(name: string, cell: unknown): Record<string, unknown> {
  if (!name.endsWith("[]")) return { [name]: typeof cell === "string" ? plainValue(cell) : cell };
  const texts = Array.isArray(cell) ? cell : String(cell).split("|");
  return { [name.slice(0, -2)]: texts.map((text) => String(text).trim()).filter((text) => text !== "") };
}

/** What is written as a number or as true or false is one; a text that begins with a zero is rather a number of something. */
function plainValue(text: string): string | number | boolean {
  if (text === "true" || text === "false") return text === "true";
  return /^-?(0|[1-9]\d{0,14})(\.\d{1,9})?$/.test(text) ? Number(text) : text;
}

function paramOf(name: string, cell: unknown): unknown {
  return typeof cell === "string" && numbers.has(name) ? plainValue(cell) : cell;
}

/** Milliseconds since 1970, or ISO 8601, in UTC unless it says otherwise. What is neither stays, and is refused with its event. */
function momentOf(cell: unknown): unknown {
  if (typeof cell !== "string") return cell;
  if (/^\d{1,14}$/.test(cell)) return Number(cell);
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:\d\d)?)?$/.exec(
    cell,
  );
  if (match === null) return cell;
  const [, day, time = "00:00", zone = "Z"] = match;
  const ms = Date.parse(`${day}T${time}${zone}`);
  return Number.isNaN(ms) ? cell : ms;
}

/** 168 bits of SHA-256: rows that say the same have the same. */
async function idOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  const hex = [...new Uint8Array(digest, 0, 21)].map((byte) => byte.toString(16).padStart(2, "0"));
  return `row-${hex.join("")}`;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
