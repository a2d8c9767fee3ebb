import type { Coupon } from "../../model/coupon/coupon.ts";
import { isLive } from "../../model/coupon/is-live.ts";
import { networkOf } from "../coupon/guesses.ts";
import { isCrawler } from "../recognise/is-crawler.ts";
import type { Visitor } from "../recognise/recognise.ts";
import { isPersonal } from "../recognise/seen-as.ts";
import { recordRefusals } from "../record/record-refusals.ts";
import { isShown } from "./is-shown.ts";
import { Pace } from "./pace.ts";
import type { PageVisit } from "./personalise.ts";

const hourMs = 60 * 60_000;
/** Whoever was here before that has a history. */
const newForMs = 24 * hourMs;

/**
 * Who comes without a cookie is somebody new each time. A whole office, or all that a mobile carrier sends from one address,
 * are mostly fewer people who have never been at a shop before than its site allows for; how many those are, its owner may know.
 */
const pace = new Pace({ most: Infinity, inMs: hourMs, mostKept: 20_000 });

/** Those of the coupons that this visitor may not hold now, since too many new ones came from their address to hold some. */
export function crowdedOut(visit: PageVisit, coupons: readonly Coupon[]): Coupon[] {
  const name = nameOf(visit);
  const most = visit.deciding.bundle.site.newHoldersPerHour ?? Infinity;
  if (name === undefined || !pace.isReached(name, most, visit.nowMs)) return [];
  return coupons.filter((coupon) => isScarce(coupon) && !holds(visit, coupon));
}

/** Somebody new holds one more of these. */
export function countHolder(visit: PageVisit, coupons: readonly Coupon[]): void {
  const name = nameOf(visit);
  if (name !== undefined && coupons.some(isScarce)) pace.allows(name, visit.nowMs);
}

export function recordCrowd({ env, deciding, nowMs, later }: PageVisit, coupons: readonly Coupon[]): void {
  const refusals = coupons.map(({ id }) => ({ coupon: id, reason: "crowded" as const }));
  if (refusals.length > 0)
    later(recordRefusals(env.RECORDS, { site: deciding.bundle.site.id, refusals, atMs: nowMs }));
}

/** By which this visitor is counted; `undefined` where they are not new, or hold nothing. */
function nameOf(visit: PageVisit): string | undefined {
  const { visitor, request, deciding, nowMs } = visit;
  const address = request.headers.get("cf-connecting-ip");
  if (address === null || !isNew(visitor, nowMs) || !isPersonal(visitor)) return undefined;
  if (!isShown(visit) || isCrawler(request)) return undefined;
  return `${deciding.bundle.site.id} ${networkOf(address)}`;
}

function isNew({ snapshot: { profile, visitor, firstSeenAtMs } }: Visitor, nowMs: number): boolean {
  return profile === visitor && nowMs - firstSeenAtMs < newForMs;
}

/** Whether one visitor's having it may leave none for another. */
function isScarce({ limits, pool }: Coupon): boolean {
  return limits.total !== null || limits.perDay !== null || pool?.kind === "imported";
}

function holds({ visitor, nowMs }: PageVisit, { id }: Coupon): boolean {
  return visitor.snapshot.coupons.some(
    (held) => held.id === id && (held.state === "waiting" || isLive(held, nowMs)),
  );
}
