import { visitorNode } from "../../model/identity/node.ts";
import type { Event } from "../../model/event.ts";
import { type HeldCoupon, Snapshot } from "../../model/snapshot.ts";
import * as v from "valibot";
import { askedBy } from "../profile/arrival.ts";
import { recordAtProfile } from "../profile/send-to-profile.ts";
import { recordProfiles } from "../record/record-profiles.ts";
import { inTime } from "../wait/in-time.ts";
import type { PageVisit } from "./personalise.ts";

const deadlineMs = 3000;

/**
 * Writes down what became of coupons: at the profile, and in what the visitor carries from now on.
 * @param seen the coupons whose state is another one now.
 * @returns what they carry; `undefined` where that is what they carried before. Where the profile does not answer, it
 *   learns of it with the visitor's next event.
 */
export async function recordCoupons(
  { env, deciding, visitor, nowMs, later }: PageVisit,
  { seen, events }: { seen: readonly HeldCoupon[]; events: readonly Event[] },
): Promise<Snapshot | undefined> {
  if (seen.length === 0) return visitor.changed ? visitor.snapshot : undefined;
  const coupons = visitor.snapshot.coupons.map((held) => seen.find(({ id }) => id === held.id) ?? held);
  const carried = { ...visitor.snapshot, coupons };
  const arrival = {
    ...askedBy(deciding.bundle),
    site: deciding.bundle.site.id,
    profile: carried.profile,
    source: visitorNode(carried.visitor),
    carried,
    events,
    nowMs,
  };
  try {
    const recorded = await inTime(recordAtProfile(env, arrival), deadlineMs, "A profile");
    later(recordProfiles(env, recorded.index));
    return v.is(Snapshot, recorded.snapshot) ? recorded.snapshot : carried;
  } catch (error) {
    console.error({ message: "What became of coupons could not be kept yet.", error: String(error) });
    return carried;
  }
}
