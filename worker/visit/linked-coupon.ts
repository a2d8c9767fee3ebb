import type { Coupon } from "../../model/coupon/coupon.ts";
import { CouponCode } from "../../model/coupon/coupon-code.ts";
import { isLive } from "../../model/coupon/is-live.ts";
import { Recent } from "../../model/recent.ts";
import type { HeldCoupon } from "../../model/snapshot.ts";
import * as v from "valibot";
import { type Guesser, Guesses } from "../coupon/guesses.ts";
import { isCrawler } from "../recognise/is-crawler.ts";
import type { Visitor } from "../recognise/recognise.ts";
import { isPersonal } from "../recognise/seen-as.ts";
import { recordRefusals } from "../record/record-refusals.ts";
import { countHolder, crowdedOut, recordCrowd } from "./crowd.ts";
import { isShown } from "./is-shown.ts";
import { keepCoupons } from "./keep-coupons.ts";
import type { PageVisit } from "./personalise.ts";

/** How shops' links name a code: https://help.shopify.com/manual/discounts/managing-discount-codes for the path. */
const inPath = /^\/discount\/([^/]+)\/?$/;
const inQuery = ["coupon", "discount", "promo"];

/** The code that a link names; `undefined` where it names none. */
export function codeOfLink({ pathname, searchParams }: URL): string | undefined {
  const named = inPath.exec(pathname)?.[1] ?? inQuery.map((name) => searchParams.get(name)).find(Boolean);
  const checked = v.safeParse(CouponCode, named);
  return checked.success ? checked.output : undefined;
}

const guesses = new Guesses();
/** What was looked for already: a link's code stays in the address while somebody looks around. */
const looked = new Recent<true>(5000);

/**
 * Whoever comes by a link with the code of a coupon that has one for everybody holds that coupon from now on. A code out
 * of a pool is whose it is, so that a link changes nothing. The shop gets the link as it is.
 */
export function withLinkedCoupon(visit: PageVisit, visitor: Visitor): Visitor {
  const code = codeOfLink(visit.url);
  if (code === undefined || !isPersonal(visitor) || !isShown(visit) || isCrawler(visit.request))
    return visitor;
  const guesser = guesserOf(visit, visitor);
  if (!guesses.mayTry(guesser, visit.nowMs)) return visitor;
  const { snapshot } = visitor;
  if (snapshot.coupons.some((held) => sameCode(held.code, code) && isWanted(held, visit.nowMs)))
    return visitor;
  const coupon = [...visit.deciding.coupons.values()].find((each) => sameCode(each.code, code));
  if (coupon === undefined) {
    missed(visit, guesser, code);
    return visitor;
  }
  const crowded = crowdedOut(visit, [coupon]);
  recordCrowd(visit, crowded);
  if (crowded.length > 0) return visitor;
  countHolder(visit, [coupon]);
  const others = snapshot.coupons.filter(({ id }) => id !== coupon.id);
  const before = snapshot.coupons.find(({ id }) => id === coupon.id);
  return keepCoupons(visit, visitor, [...others, heldNow(coupon, before, visit.nowMs)]);
}

function missed({ env, nowMs, later }: PageVisit, guesser: Guesser, code: string): void {
  // Many who come by one link of the shop's are no guessers: one code counts once for all behind an address.
  const name = `${guesser.site} ${guesser.address ?? guesser.visitor} ${code.toUpperCase()}`;
  const isNew = looked.get(name) === undefined;
  looked.set(name, true);
  if (!isNew || !guesses.missed(guesser, nowMs)) return;
  const refusals = [{ coupon: "", reason: "guessing" as const }];
  later(recordRefusals(env.RECORDS, { site: guesser.site, refusals, atMs: nowMs }));
}

/** What was taken out, or refused, is wanted again by whoever follows its link. */
function isWanted(held: HeldCoupon, nowMs: number): boolean {
  return isLive(held, nowMs) && held.state !== "removed" && held.state !== "refused";
}

function heldNow({ id, code }: Coupon, before: HeldCoupon | undefined, nowMs: number): HeldCoupon {
  // After whatever became of it before, whatever two clocks say: of two states the later counts.
  const atMs = Math.max(nowMs, (before?.atMs ?? -1) + 1);
  return { id, code, state: "held", total: null, atMs };
}

function guesserOf({ request, deciding }: PageVisit, { snapshot }: Visitor): Guesser {
  const address = request.headers.get("cf-connecting-ip");
  return { site: deciding.bundle.site.id, visitor: snapshot.visitor, address };
}

function sameCode(a: string | null, b: string): boolean {
  return a?.toUpperCase() === b.toUpperCase();
}
