import * as v from "valibot";
import { Event } from "../event.ts";
import { IdentifyEvent } from "./incoming.ts";

/** What the snippet sends to `/_ew/e`. */
export const EventBatch = v.object({
  events: v.pipe(
    v.array(v.union([Event, IdentifyEvent])),
    v.minLength(1, "A batch has at least one event."),
    v.maxLength(50, "A batch has at most 50 events."),
  ),
  /** The sender's clock when it sent, so that a wrong clock can be corrected. */
  sentAtMs: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export type EventBatch = v.InferOutput<typeof EventBatch>;
