import * as v from "valibot";
import { Selector } from "./selector.ts";

const Seconds = v.pipe(
  v.number("A time is a number."),
  v.integer("A time is a whole number of seconds."),
  v.minValue(1, "A time is at least 1 second."),
  v.maxValue(3600, "A time is at most 3,600 seconds."),
);

const Minutes = v.pipe(
  v.number("A time is a number."),
  v.integer("A time is a whole number of minutes."),
  v.minValue(1, "A time is at least 1 minute."),
  v.maxValue(720, "A time is at most 720 minutes."),
);

const Percent = v.pipe(
  v.number("A depth is a number."),
  v.integer("A depth is a whole number of percent."),
  v.minValue(1, "A depth is at least 1 percent."),
  v.maxValue(100, "A depth is at most 100 percent."),
);

/** The moment at which an offer that waits on the page is shown. Times run while the page is visible. */
export const Trigger = v.variant(
  "type",
  [
    /** The pointer leaves the page at its top; without a pointer, the shopper comes back from another tab or app. */
    v.object({ type: v.literal("exitIntent") }),
    /** The page has been looked at for so long. */
    v.object({ type: v.literal("dwell"), seconds: Seconds }),
    v.object({ type: v.literal("elementSeen"), selector: Selector }),
    /** So much of the page's height has been scrolled past the lower edge of the window. */
    v.object({ type: v.literal("scroll"), percent: Percent }),
    /** The shopper has done nothing for so long. */
    v.object({ type: v.literal("idle"), seconds: Seconds }),
    v.object({ type: v.literal("rageClick") }),
    v.object({ type: v.literal("copy") }),
    /** Nothing has been done with the cart for so long. */
    v.object({ type: v.literal("cartIdle"), minutes: Minutes }),
  ],
  "A trigger's type is exitIntent, dwell, elementSeen, scroll, idle, rageClick, copy or cartIdle.",
);
export type Trigger = v.InferOutput<typeof Trigger>;

/** What an offer waits for that a variant of a rule shows. */
export type TriggerOfVariant = Trigger & { variant: string };
