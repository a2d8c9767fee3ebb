import type { AppliedChange } from "./applied-change.ts";
import type { Change } from "./change.ts";
import type { Placement } from "./placement.ts";

/** What such a change is called where browsers report of it, since nobody made it. */
export const watchedId = "watched";

export type WatchedPlace = Extract<AppliedChange, { type: "classes" }>;

/** A page as a whole, which has been seen once somebody has looked at it for a second. */
export const watchedPage: WatchedPlace = {
  id: watchedId,
  type: "classes",
  selector: "html",
  add: [],
  remove: [],
};

/**
 * Where a shopper would look who had got a change, for one who did not get it: so that both are counted from the same
 * moment on. It changes nothing: to a browser it is an element that is to have no more classes than it has.
 *
 * What was inserted is not there to be looked at, so it is what stands where it would be. Of what has nothing to be
 * looked at, such as what was taken away, the page itself is.
 */
export function watchedChange(
  change: Exclude<Change, { type: "redirect" }>,
  placement?: Placement,
): WatchedPlace {
  const selector = whereToLook(change, placement);
  return selector === undefined ? watchedPage : { ...watchedPage, selector };
}

function whereToLook(
  change: Exclude<Change, { type: "redirect" }>,
  placement?: Placement,
): string | undefined {
  switch (change.type) {
    case "remove":
    case "addStyles":
      return undefined;
    case "hide":
      return `:has(> :is(${change.selector}))`;
    case "move":
      return beside(change.to, change.position);
    case "insertHtml":
      return beside(change.selector, change.position);
    case "insertOffer":
      return placement && beside(placement.selector, placement.position);
    default:
      return change.selector;
  }
}

function beside(selector: string, position: Placement["position"]): string {
  if (position === "start") return `:is(${selector}) > :first-child`;
  return position === "end" ? `:is(${selector}) > :last-child` : selector;
}
