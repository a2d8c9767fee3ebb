import type { RejectionCode } from "../../model/events/incoming.ts";
import { gather, type Gathered } from "./gather.ts";

/** Where events come from: the snippet, the API, an import. */
export type EventSource = "page" | "api" | "import";

/** Why an event was dropped: as its sender was told, or because no person sent it, or nobody whom we remember. */
export type DropReason = RejectionCode | "crawler" | "no_visitor";

export interface DroppedCount {
  source: EventSource;
  reason: string;
  events: number;
}

/** Dropped events that were counted together. Nothing of it says whose. The id makes a repeated delivery harmless. */
export interface DroppedRecord {
  type: "dropped";
  id: string;
  site: string;
  counts: readonly DroppedCount[];
  /** When the first of them came. */
  atMs: number;
}

const gathered: Gathered = new Map();

/** Counts events that were not taken; those that their sender keeps are not lost, and so not counted. @throws nothing. */
export async function recordDropped(
  queue: Queue,
  dropped: { site: string; source: EventSource; reasons: readonly DropReason[]; atMs: number },
): Promise<void> {
  const { site, source, reasons, atMs } = dropped;
  const lost = reasons.filter((reason) => reason !== "temporarily_unavailable");
  if (lost.length === 0) return;
  // None of the parts can hold a space.
  const names = lost.map((reason) => `${source} ${reason}`);
  await gather(gathered, queue, { site, names, atMs }, (id, counts, firstAtMs): DroppedRecord => {
    return { type: "dropped", id, site, counts: [...counts].map(countOf), atMs: firstAtMs };
  });
}

function countOf([name, events]: [string, number]): DroppedCount {
  const [source, reason = ""] = name.split(" ");
  return { source: source as EventSource, reason, events };
}
