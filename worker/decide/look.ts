import type { Change } from "../../model/change.ts";
import type { Offer } from "../../model/offer.ts";
import { elementAround, type MissedMoment } from "../../model/missed-moment.ts";
import type { Placement } from "../../model/placement.ts";
import type { TriggerOfVariant } from "../../model/trigger.ts";
import { watchedChange, type WatchedPlace } from "../../model/watched-change.ts";

/** How it is told that somebody would have seen a change: by where they look, or by the moment that it waits for. */
export type Look = { readonly place: WatchedPlace } | { readonly moment: MissedMoment };

interface Offered {
  placement: Placement;
  offer: Pick<Offer, "layout">;
  trigger: TriggerOfVariant | null;
}

/** @param offered what an offer's change refers to. */
export function lookOf(change: Exclude<Change, { type: "redirect" }>, offered?: Offered): Look {
  if (offered === undefined) return { place: watchedChange(change) };
  const { placement, offer, trigger } = offered;
  if (trigger === null) return { place: watchedChange(change, placement) };
  const { variant: _shown, ...moment } = trigger;
  return {
    moment: { trigger: moment, place: elementAround(placement), isDialog: offer.layout === "modal" },
  };
}
