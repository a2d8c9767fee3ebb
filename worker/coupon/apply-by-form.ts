import { bestCoupons } from "../../model/coupon/best-coupons.ts";
import { estimatedDiscount } from "../../model/coupon/estimated-discount.ts";
import { isLive } from "../../model/coupon/is-live.ts";
import type { CouponRefusal } from "../../model/coupon/refusal.ts";
import type { HeldCoupon } from "../../model/snapshot.ts";
import type { CartForm, Site } from "../../model/site.ts";
import type { MarkedPage } from "../rewrite/find-regions.ts";
import { amountInHundredths, type CartPage, codesShown, readCartPage } from "./cart-page.ts";
import type { OwnCoupon } from "./choose-coupons.ts";
import { fractionDigits, minorUnits } from "./written-money.ts";

/** A page of the shop that was read whole. */
export interface WholePage {
  response: Pick<Response, "status" | "headers">;
  bytes: Uint8Array;
  /** The places that rules may change, where they are known already. */
  marked?: MarkedPage | undefined;
}

/** How this shopper's requests reach the shop: with the shopper's cookies, and those the shop sets on the way. */
export interface ShopSession {
  get(): Promise<WholePage | undefined>;
  /** @returns whether the shop answered, if only to refuse; `false` where it fails. */
  post(action: string, body: URLSearchParams): Promise<boolean>;
}

/** What the coupons' own objects say: of each there may be only so many. Amounts are minor units. */
export interface CouponDesk {
  /** Before the shop is asked. @returns why not, where it is not to be had. */
  reserve(own: OwnCoupon, amount: number): Promise<CouponRefusal | "unanswered" | undefined>;
  /** The page goes on meanwhile: it is in the cart, and takes off so much. */
  keep(own: OwnCoupon, amount: number): void;
  /** The page goes on meanwhile: it is not in the cart. */
  release(own: OwnCoupon): void;
}

/** What the shopper is told of a coupon that was refused on this very page. */
export interface CouponNote {
  code: string;
  reason: CouponRefusal;
}

export interface CouponOutcome {
  /** The cart page to go on with. */
  page: WholePage;
  /** Coupons whose state changed. */
  seen: HeldCoupon[];
  /** `null` where nothing was refused, or something is in the cart in its place. */
  note: CouponNote | null;
  /** Where the shop's own coupon form begins on the page, in bytes; `null` where it has none. */
  formFrom: number | null;
}

/** The shop's cart, and the moments that a coupon's history is measured from. */
export interface CartVisit {
  form: CartForm;
  site: Pick<Site, "leastPaidPercent" | "currency">;
  nowMs: number;
  sessionStartedAtMs: number;
}

/** A shopper waits: the shop is not asked for more than so many on one page. */
const mostTries = 3;

/**
 * Puts the coupons that a shopper holds into the shop's cart, by sending the shop's own coupon form before the page is
 * shown: those first that together take off most. Each is reserved before the shop is asked for it. The shop decides; the
 * total is read again to see what it decided. Whatever fails, the cart page stays the shop's.
 */
export async function applyCoupons(
  first: WholePage,
  own: readonly OwnCoupon[],
  shop: ShopSession,
  desk: CouponDesk,
  visit: CartVisit,
): Promise<CouponOutcome> {
  const cart = new Cart(first, desk, visit);
  const live = own.filter(({ held }) => isLive(held, visit.nowMs));
  let open = cart.look(live);
  for (let tries = 0; tries < mostTries;) {
    const next = cart.best(open);
    if (next === undefined) break;
    open = open.filter((each) => each !== next.own);
    const refused = await desk.reserve(next.own, next.estimate ?? 0);
    // Nobody knows whether it is to be had: another page may ask.
    if (refused === "unanswered") break;
    if (refused !== undefined) {
      cart.refuse(next.own, refused);
      continue;
    }
    tries += 1;
    if (await cart.tryOne(next.own, live, shop)) continue;
    // Where the shop took it all the same, the next look at the cart reserves it again.
    desk.release(next.own);
    break;
  }
  return cart.outcome();
}

/** One cart page, and what has become of coupons on it so far. */
class Cart {
  readonly #desk: CouponDesk;
  readonly #visit: CartVisit;
  readonly #seen = new Map<string, HeldCoupon>();
  /** Those of ours that the page shows. */
  readonly #applied = new Map<OwnCoupon, number | null>();
  #note: CouponNote | null = null;
  #page: WholePage;
  #read: CartPage;

  constructor(page: WholePage, desk: CouponDesk, visit: CartVisit) {
    this.#page = page;
    this.#desk = desk;
    this.#visit = visit;
    this.#read = read(page, visit.form);
  }

  outcome(): CouponOutcome {
    const formFrom = this.#read.form?.from ?? null;
    const note = this.#applied.size > 0 ? null : this.#note;
    return { page: this.#page, seen: [...this.#seen.values()], note, formFrom };
  }

  /** Takes in what the page says of them. @returns those that the shop may be asked for. */
  look(all: readonly OwnCoupon[]): OwnCoupon[] {
    const shown = codesShown(this.#read);
    const isOthers = [...shown].some((code) => !all.some(({ held }) => held.code.toUpperCase() === code));
    return all.filter((own) => {
      const next = whatToDo(own.held, this.#read, isOthers, this.#visit);
      if (next === "ask") return true;
      if (next === "nothing") return false;
      const off = next.state === "applied" ? this.#offNow(own) : null;
      if (next.state === "applied") this.#isThere(own, off);
      else if (own.held.state === "applied") this.#desk.release(own);
      const isEstimate = next.total === own.held.total ? {} : { isEstimate: true as const };
      this.#saw(own, { ...next, ...(off === null ? {} : { off, ...isEstimate }) });
      return false;
    });
  }

  /** The one to ask for now; what is known not to hold for this cart is refused on the way. */
  best(open: readonly OwnCoupon[]): { own: OwnCoupon; estimate: number | null } | undefined {
    if (this.#read.form === null || open.length === 0) return undefined;
    const there = [...this.#applied.keys()];
    const { apply, refused } = this.#bestOf([...there, ...open]);
    for (const { id, reason } of refused) {
      const own = open.find(({ coupon }) => coupon.id === id);
      if (own !== undefined && isOfTheCart(reason)) this.refuse(own, reason);
    }
    for (const { id, estimate } of apply) {
      const own = open.find(({ coupon }) => coupon.id === id);
      if (own !== undefined && this.#isWorthIt(own, estimate)) return { own, estimate };
    }
    return undefined;
  }

  /** Asks the shop for one. @returns whether it answered. */
  async tryOne(own: OwnCoupon, all: readonly OwnCoupon[], shop: ShopSession): Promise<boolean> {
    const { form, total } = this.#read;
    if (form === null) return false;
    const { code } = own.held;
    const body = new URLSearchParams(form.others.map(([name, value]) => [name, value]));
    body.set(form.field, code);
    if (!(await shop.post(form.action, body))) return false;
    const after = await shop.get();
    if (after === undefined) return false;
    const result = read(after, this.#visit.form);
    const shown = codesShown(result);
    if (shown.has(code.toUpperCase()) && (isLower(result.total, total) || isSeenByCode(own))) {
      this.#go(after, result);
      this.#took(own, total);
      this.#lookAgain(all, shown);
      return true;
    }
    this.#desk.release(own);
    this.refuse(own, shown.has(code.toUpperCase()) ? "no_discount" : "refused_by_shop");
    // The shop's complaint about a code that nobody typed has been said now; a fresh page goes on without it.
    const fresh = (await shop.get()) ?? after;
    this.#go(fresh, read(fresh, this.#visit.form));
    return true;
  }

  refuse(own: OwnCoupon, reason: CouponRefusal): void {
    const { total } = this.#read;
    this.#saw(own, { state: "refused", total, reason });
    this.#note ??= { code: own.held.code, reason };
  }

  #go(page: WholePage, result: CartPage): void {
    this.#page = page;
    this.#read = result;
  }

  #took(own: OwnCoupon, totalBefore: string): void {
    const { total } = this.#read;
    const [before, after] = [this.#inMinorUnits(totalBefore), this.#inMinorUnits(total)];
    this.#isThere(own, before - after);
    this.#saw(own, { state: "applied", total, off: before - after });
  }

  /** The shop may have put one in the place of another. */
  #lookAgain(all: readonly OwnCoupon[], shown: ReadonlySet<string>): void {
    const { total } = this.#read;
    for (const other of all) {
      if (!this.#applied.has(other)) continue;
      if (shown.has(other.held.code.toUpperCase())) {
        this.#saw(other, { state: "applied", total });
        continue;
      }
      this.#applied.delete(other);
      this.#desk.release(other);
      this.#saw(other, { state: "held", total: null });
    }
  }

  #isThere(own: OwnCoupon, off: number | null): void {
    this.#applied.set(own, off);
    const value = this.#inMinorUnits(this.#read.total);
    this.#desk.keep(own, off ?? estimatedDiscount(own.coupon, { value }) ?? 0);
  }

  /** What it takes off by now, where that is known: of a cart that became another one, a share is another amount. */
  #offNow({ held: { off, total }, coupon: { discount } }: OwnCoupon): number | null {
    if (off === undefined) return null;
    const [then, now] = [amountInHundredths(total ?? ""), amountInHundredths(this.#read.total)];
    if (discount?.kind !== "percent" || !then || now === undefined) return off;
    return Math.min(discount.most ?? Infinity, Math.round((off * now) / then));
  }

  #saw(
    { held }: OwnCoupon,
    now: Pick<HeldCoupon, "state" | "total" | "reason" | "off" | "isEstimate">,
  ): void {
    const before = this.#seen.get(held.id) ?? held;
    if (before.state === now.state && before.total === now.total && before.reason === now.reason) return;
    const { reason: _reason, off, isEstimate, ...kept } = before;
    const isKnown = now.state === "applied" && now.off === undefined && off !== undefined;
    const known = isKnown ? { off, ...(isEstimate && { isEstimate }) } : {};
    // After what was seen before, whatever two clocks say: of two states the later counts.
    const atMs = Math.max(this.#visit.nowMs, before.atMs + 1);
    this.#seen.set(held.id, { ...kept, ...known, ...now, atMs });
  }

  #bestOf(own: readonly OwnCoupon[]) {
    const { site } = this.#visit;
    const off = [...this.#applied.values()].reduce<number>((sum, each) => sum + (each ?? 0), 0);
    const value = this.#inMinorUnits(this.#read.total) + off;
    return bestCoupons(
      own.map(({ coupon }) => coupon),
      { value },
      site,
    );
  }

  /** Beside what is there already, or so much better that it may take its place. */
  #isWorthIt(own: OwnCoupon, estimate: number | null): boolean {
    const there = [...this.#applied.keys()];
    if (there.length === 0) return true;
    const { apply } = this.#bestOf([...there, own]);
    if (apply.length === there.length + 1) return true;
    const offs = [...this.#applied.values()];
    return estimate !== null && offs.every((off) => off !== null && off < estimate);
  }

  #inMinorUnits(text: string): number {
    const { currency } = this.#visit.site;
    return minorUnits(amountInHundredths(text, fractionDigits(currency)) ?? 0, currency);
  }
}

/** What the shop takes off elsewhere than in the cart's total. */
function isSeenByCode({ coupon: { discount } }: OwnCoupon): boolean {
  return discount?.kind === "free_shipping" || discount?.kind === "gift";
}

/** Whether another cart may change it: then that is found out before the shop is asked. */
function isOfTheCart(reason: CouponRefusal): boolean {
  return reason === "minimum_not_met" || reason === "not_applicable" || reason === "margin_floor";
}

/** What the cart page says of a coupon: that the shop should be asked for it, that its state is another one, or nothing. */
function whatToDo(
  coupon: OwnCoupon["held"],
  page: CartPage,
  isOthers: boolean,
  { sessionStartedAtMs }: CartVisit,
): "ask" | "nothing" | Pick<HeldCoupon, "state" | "total"> {
  const { form, total } = page;
  const isIdle = coupon.state === "refused" && coupon.reason === "no_discount" && coupon.total === total;
  if (codesShown(page).has(coupon.code.toUpperCase()))
    return isIdle ? "nothing" : { state: "applied", total };
  // An empty cart is a new beginning.
  if (form === null && total === "") return { state: "held", total: null };
  // Where another code is applied, asking might replace what the shopper chose by something worse.
  if (form === null || total === "" || isOthers) return "nothing";
  switch (coupon.state) {
    case "held":
      return "ask";
    case "refused":
      return coupon.total === total ? "nothing" : "ask";
    case "applied":
      // It was there and is gone. A dearer cart than it was with it: the shopper took it off. A cheaper one: the
      // shop may have dropped it, and may take it again.
      return isLower(coupon.total ?? "", total) ? { state: "removed", total } : "ask";
    case "removed":
      // What was taken off stays off for this visit.
      return coupon.atMs < sessionStartedAtMs ? "ask" : "nothing";
    case "waiting":
    case "redeemed":
    case "gone":
      return "nothing";
  }
}

function read({ response, bytes }: WholePage, cart: CartForm): CartPage {
  return readCartPage(bytes, response.headers.get("content-type") ?? "text/html", cart);
}

function isLower(after: string, before: string): boolean {
  const [now, then] = [amountInHundredths(after), amountInHundredths(before)];
  return now !== undefined && then !== undefined && now < then;
}
