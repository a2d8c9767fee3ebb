import type { Event } from "../../model/event.ts";
import { visitorNode } from "../../model/identity/node.ts";
import type { HeldCoupon } from "../../model/snapshot.ts";
import { askedBy } from "../profile/arrival.ts";
import { recordAtProfile } from "../profile/send-to-profile.ts";
import { isCrawler } from "../recognise/is-crawler.ts";
import type { Visitor } from "../recognise/recognise.ts";
import { recordProfiles } from "../record/record-profiles.ts";
import { inTime } from "../wait/in-time.ts";
import type { PageVisit } from "./personalise.ts";

/** A profile that does not answer holds nobody up: what it missed comes to it with the visitor's next event. */
const deadlineMs = 3000;

/**
 * A visitor with these coupons: in the cookie at once, and in the profile soon.
 * @param events what happened to the coupons.
 */
export function keepCoupons(
  { request, env, deciding, nowMs, later }: PageVisit,
  visitor: Visitor,
  coupons: HeldCoupon[],
  events: readonly Event[] = [],
): Visitor {
  const snapshot = { ...visitor.snapshot, coupons };
  const arrival = {
    ...askedBy(deciding.bundle),
    site: deciding.bundle.site.id,
    profile: snapshot.profile,
    source: visitorNode(snapshot.visitor),
    carried: snapshot,
    events,
    nowMs,
  };
  const record = async () => {
    const { index } = await recordAtProfile(env, arrival);
    await recordProfiles(env, index);
  };
  // A crawler has no profile: each of its pages would make another one.
  if (!isCrawler(request)) later(inTime(record(), deadlineMs, "A profile").catch(notKept));
  return { ...visitor, changed: true, snapshot };
}

function notKept(error: unknown): void {
  console.error({ message: "A coupon could not be kept.", error: String(error) });
}
