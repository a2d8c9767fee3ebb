import { visitorNode } from "../../model/identity/node.ts";
import { type Arrival, askedBy } from "../profile/arrival.ts";
import { snapshotWith } from "./shop.ts";

/** Nothing of a visitor who carries nothing yet, but for what a test changes. */
export function arrivalWith(nowMs: number, changes: Partial<Arrival> = {}): Arrival {
  const carried = changes.carried ?? snapshotWith(nowMs);
  return {
    ...askedBy(undefined),
    counters: [],
    wanted: [],
    site: "lumen",
    profile: carried.profile,
    source: visitorNode(carried.visitor),
    carried,
    events: [],
    nowMs,
    ...changes,
  };
}
