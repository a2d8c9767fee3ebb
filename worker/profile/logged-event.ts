import type { Event } from "../../model/event.ts";

/** An event that the profile keeps, `timeMs` by our clock. */
export type LoggedEvent = Event;

/** What happened at the same millisecond happened in this order: a cart is filled before it is looked at, and then bought. */
const sameMoment = ["add_to_cart", "remove_from_cart", "view_cart", "purchase", "refund"];

/** Events in the order in which they happened, whatever the order in which they arrived. */
export function inOrder(events: readonly LoggedEvent[]): LoggedEvent[] {
  return [...events].sort(
    (a, b) =>
      a.timeMs - b.timeMs ||
      sameMoment.indexOf(a.name) - sameMoment.indexOf(b.name) ||
      (a.id < b.id ? -1 : 1),
  );
}
