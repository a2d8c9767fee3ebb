import { offerOfPin } from "../../model/pin-name.ts";
import type { KeptEvent } from "./event-log.ts";
import type { ProfileState } from "./state.ts";

/** An exposure's parameter: the ids of the segments that the person was in, with a space between. */
export const segmentsParam = "segments";

/** That somebody saw a rule, or would have seen it. */
export interface Exposure {
  rule: string;
  variant: string;
  event: KeptEvent;
}

/** All that are kept, the earliest first. An offer that had waited is seen when it is shown; pinned offers are of no rule. */
export function exposuresIn({ events }: Pick<ProfileState, "events">): Exposure[] {
  return events
    .latest(["ew_exposed", "ew_triggered"])
    .toReversed()
    .flatMap((event) => {
      const { rule, variant, source } = event.params;
      if (typeof rule !== "string" || typeof variant !== "string" || offerOfPin(rule) !== undefined)
        return [];
      // Who saw it is not kept of those who did not agree to be measured.
      return event.name === "ew_triggered" && source === undefined ? [] : [{ rule, variant, event }];
    });
}
