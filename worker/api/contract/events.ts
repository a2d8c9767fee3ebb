import * as v from "valibot";
import { ToldEvent } from "../../../model/events/incoming.ts";
import { Identifier } from "../../../model/identifier.ts";
import { Count, Moment } from "./answers.ts";
import { Days } from "./days.ts";
import { editors, type Endpoints, everybody } from "./endpoint.ts";

const mostEvents = 1000;

const batch = {
  site: Identifier,
  /** The sender's clock, ms since 1970: a wrong one is corrected, by up to a day. */
  sentAtMs: v.optional(v.pipe(v.number("sentAtMs is a number."), v.integer(), v.minValue(0))),
};

/** Its events are looked at one by one, so that a bad one does not take the others with it. */
export const Batch = v.object({
  ...batch,
  events: v.pipe(
    v.array(v.unknown(), "events is a list."),
    v.minLength(1, "A batch has at least one event."),
    v.maxLength(mostEvents, `A batch has at most ${mostEvents} events.`),
  ),
});

export const WantedReport = v.object({ days: Days });

export const eventEndpoints = {
  "POST /events": {
    does: "Takes up to 1,000 events of anybody; each that was not taken is named with its place. The same id is the same event, however often it comes.",
    who: editors,
    scope: "events",
    body: v.object({
      ...batch,
      events: v.pipe(v.array(ToldEvent), v.minLength(1), v.maxLength(mostEvents)),
    }),
    answer: v.object({
      accepted: Count,
      /** Known before. */
      duplicates: Count,
      rejected: v.array(
        v.object({
          /** Its place in the batch. */
          index: Count,
          code: v.picklist([
            "invalid_event",
            "too_large",
            "too_old",
            "in_the_future",
            "no_identity",
            "no_proof",
            "no_consent",
            "spam",
            "temporarily_unavailable",
          ]),
          message: v.string(),
        }),
      ),
    }),
    statuses: [202],
  },
  "GET /reports/intake?site=:site": {
    does: "Events that were not taken in the last 7 days, or as many as days says, with the reason that the sender was told, or crawler, or no_visitor.",
    who: everybody,
    query: WantedReport.entries,
    answer: v.object({
      /** Counted from then on. */
      since: Moment,
      dropped: v.array(
        v.object({ source: v.picklist(["page", "api", "import"]), reason: v.string(), events: Count }),
      ),
    }),
  },
} as const satisfies Endpoints;
