import { refusalSentence } from "../../model/coupon/coupon-sentence.ts";
import { isLive } from "../../model/coupon/is-live.ts";
import type { Event } from "../../model/event.ts";
import type { HeldCoupon } from "../../model/snapshot.ts";
import {
  applyCoupons,
  type CouponDesk,
  type CouponOutcome,
  type WholePage,
} from "../coupon/apply-by-form.ts";
import type { OwnCoupon } from "../coupon/choose-coupons.ts";
import { couponApplied, couponRejected } from "../coupon/coupon-event.ts";
import { release, reserve } from "../coupon/reserve-for-cart.ts";
import { majorUnits } from "../coupon/written-money.ts";
import type { Deciding } from "../decide/compile-rules.ts";
import type { Visitor } from "../recognise/recognise.ts";
import { isPersonal } from "../recognise/seen-as.ts";
import { type ComingPage, mostPageBytes } from "./change-page.ts";
import { isShown } from "./is-shown.ts";
import { keepCoupons } from "./keep-coupons.ts";
import { withLine } from "./line-on-page.ts";
import type { PageVisit } from "./personalise.ts";
import { ShopperSession } from "./shop-session.ts";

/** A cart page, who holds what after it, and every cookie that the shop set on the way. */
interface CartAfter {
  page: WholePage | ComingPage;
  visitor: Visitor;
  setCookies: readonly string[];
}

/**
 * On the cart page, the coupons that the visitor holds are put into the shop's cart before it is shown.
 * @param languages the visitor's (BCP 47), for what they are told of it.
 */
export async function withCoupons(
  visit: PageVisit,
  visitor: Visitor,
  page: WholePage | ComingPage,
  languages: readonly string[],
): Promise<CartAfter> {
  const { site } = visit.deciding.bundle;
  const { snapshot } = visitor;
  const own = isPersonal(visitor) ? ownCoupons(visit.deciding, snapshot.coupons, visit.nowMs) : [];
  const isCart = site.platform === "other" && site.cart?.path === visit.url.pathname;
  // A cart page is waited for; one that is still coming is too long for a cart page.
  if (!isCart || site.cart === null || own.length === 0 || !isShown(visit) || "stream" in page) {
    return { page, visitor, setCookies: page.response.headers.getSetCookie() };
  }
  const session = new ShopperSession(visit.request, page.response, site.origin, mostPageBytes);
  try {
    const { nowMs } = visit;
    const cart = { form: site.cart, site, nowMs, sessionStartedAtMs: snapshot.session.startedAtMs };
    const outcome = await applyCoupons(page, own, session, deskFor(visit, visitor), cart);
    return {
      page: withNote(outcome, [...languages, site.language]),
      visitor: seenBy(visit, visitor, outcome.seen),
      setCookies: session.setCookies,
    };
  } catch (error) {
    console.error({ message: "Coupons were left alone.", site: site.id, error: String(error) });
    return { page, visitor, setCookies: session.setCookies };
  }
}

/** Coupons that the visitor has and that are still configured, with the code that they have now. */
function ownCoupons({ coupons }: Deciding, all: readonly HeldCoupon[], nowMs: number): OwnCoupon[] {
  return all.flatMap((held): OwnCoupon[] => {
    const coupon = coupons.get(held.id);
    const code = coupon?.code ?? held.code;
    if (coupon === undefined || code === null || !isLive(held, nowMs)) return [];
    const isSame = held.code === null || held.code === code;
    return [{ coupon, held: { ...held, code, ...(isSame ? {} : { state: "held", total: null }) } }];
  });
}

/** However many coupons there are to be asked for, and however slowly their objects answer, the page goes out. */
const patienceMs = 6000;

/** The coupons' objects, as this shopper reaches them: the shopper waits for what decides what is applied alone. */
function deskFor(visit: PageVisit, { snapshot }: Visitor): CouponDesk {
  const cart = { env: visit.env, deciding: visit.deciding, visitor: { snapshot }, nowMs: visit.nowMs };
  const over = scheduler.wait(patienceMs).then(() => null);
  return {
    async reserve(own, amount) {
      const reserving = reserve(cart, own, amount);
      const answer = await Promise.race([reserving, over]);
      if (answer === null) {
        visit.later(reserving.then(() => release(cart, own)));
        return "unanswered";
      }
      return answer.ok ? undefined : answer.reason;
    },
    keep: (own, amount) => visit.later(reserve(cart, own, amount)),
    release: (own) => visit.later(release(cart, own)),
  };
}

/** The visitor knows at once what became of coupons in the cart, and the profile soon. */
function seenBy(visit: PageVisit, visitor: Visitor, seen: readonly HeldCoupon[]): Visitor {
  if (seen.length === 0) return visitor;
  const before = visitor.snapshot.coupons;
  const coupons = before.map((coupon) => seen.find(({ id }) => id === coupon.id) ?? coupon);
  const { currency } = visit.deciding.bundle.site;
  const events = seen.flatMap((now) => {
    const was = before.find(({ id }) => id === now.id);
    return was === undefined ? [] : (eventOf(was, now, currency) ?? []);
  });
  return keepCoupons(visit, visitor, coupons, events);
}

/** Once for each change of state. */
function eventOf(was: HeldCoupon, now: HeldCoupon, currency: string): Event | undefined {
  const { id, state, reason, off, atMs: nowMs } = now;
  const about = { id, code: now.code ?? "", nowMs };
  if (state === "applied" && was.state !== "applied")
    return couponApplied(about, { value: off === undefined ? null : majorUnits(off, currency), currency });
  const isNews = state === "refused" && (was.state !== "refused" || was.reason !== reason);
  return isNews && reason !== undefined ? couponRejected(about, reason) : undefined;
}

/** The page with why a coupon was refused, before the shop's own form, where that was on this very page. */
function withNote({ page, note, formFrom }: CouponOutcome, languages: readonly string[]): WholePage {
  const words = note === null ? null : refusalSentence(note, languages);
  return words === null || formFrom === null ? page : withLine(page, formFrom, words);
}
