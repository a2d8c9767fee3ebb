import type { Placement } from "./placement.ts";
import type { Trigger } from "./trigger.ts";

/**
 * The moment at which somebody would have been shown an offer that waits, who is shown none so that its effect can be
 * measured: the browser watches for it as for any other.
 */
export interface MissedMoment {
  trigger: Trigger;
  /** The offer would have been in this element, and be seen where that is. */
  place: string;
  /** Of several dialogs only one is open at a time. */
  isDialog: boolean;
}

/** Whose moment that is. */
export interface MissedOffer extends MissedMoment {
  rule: string;
  variant: string;
}

/** The element that something would be in at a placement. */
export function elementAround({ selector, position }: Placement): string {
  return position === "start" || position === "end" ? selector : `:has(> :is(${selector}))`;
}
