import { appliedSentences, type CouponThere, refusalSentence } from "../../model/coupon/coupon-sentence.ts";
import type { Coupon } from "../../model/coupon/coupon.ts";
import { usuallyOff } from "../../model/coupon/estimated-discount.ts";
import { isLive, isOver } from "../../model/coupon/is-live.ts";
import type { CouponRefusal } from "../../model/coupon/refusal.ts";
import { seenOff } from "../../model/coupon/seen-off.ts";
import type { CouponChoice, Said } from "../../model/coupon/shop-talk.ts";
import { AnswerError } from "../answer/error.ts";
import {
  chooseCoupons,
  type Chosen,
  type Estimated,
  hasCode,
  type OwnCoupon,
} from "../coupon/choose-coupons.ts";
import { Claims } from "../coupon/claims.ts";
import { CouponChanges } from "../coupon/coupon-changes.ts";
import { release, reserve } from "../coupon/reserve-for-cart.ts";
import { writtenMoney } from "../coupon/written-money.ts";
import { languagesOf } from "../recognise/languages.ts";
import type { Asked } from "./coupon-question.ts";
import type { PageVisit } from "./personalise.ts";

/** Less than a page waits for an answer, with what is still to be written down. */
const patienceMs = 6000;

/** What is answered, the coupons whose state is another one now, and what happened to them. */
export interface CouponOutcome {
  answer: object;
  changes: CouponChanges;
}

export function outcomeOf(
  visit: PageVisit,
  question: Asked<"choose"> | Asked<"applied"> | Asked<"rejected">,
): Promise<CouponOutcome> {
  switch (question.do) {
    case "choose":
      return choose(visit, question);
    case "applied":
      return takeApplied(visit, question);
    case "rejected":
      return takeRejected(visit, question);
  }
}

/** What the visitor holds and is configured still, with the code that it has now. */
function ownCoupons({ visitor, deciding }: PageVisit): OwnCoupon[] {
  return visitor.snapshot.coupons.flatMap((held): OwnCoupon[] => {
    const coupon = deciding.coupons.get(held.id);
    if (coupon === undefined) return [];
    const code = coupon.code ?? held.code;
    return code === null ? [] : [{ coupon, held: { ...held, code } }];
  });
}

async function choose(visit: PageVisit, { cart, unseen }: Asked<"choose">): Promise<CouponOutcome> {
  const all = ownCoupons(visit);
  if (cart.value === 0 && cart.codes.length === 0) return beginAnew(visit, all);
  const doubtful = all.filter(({ held }) => isDoubtful(held, cart, unseen));
  if (doubtful.length > 0) return takeOut(visit, doubtful);
  const chosen = await reservedChoice(visit, all, cart);
  const { apply, keep, remove, removed, refused } = chosen;
  await Promise.all([...remove, ...removed].map((own) => release(visit, own)));
  const changes = new CouponChanges(visit.nowMs);
  const total = writtenMoney(cart.total, cart.currency);
  for (const { own, estimate } of keep)
    changes.applied(own, total, {
      off: isOwnCurrency(visit, cart) ? offOf({ own, estimate }, cart) : null,
      currency: cart.currency,
      isSeen: seenNow(own, cart) !== null,
    });
  for (const own of removed) changes.become(own, { state: "removed", total });
  for (const own of remove) changes.become(own, { state: "held", total: null });
  for (const { own, reason } of refused) changes.refused(own, reason, total);
  const [next] = apply;
  const answer: CouponChoice = {
    apply: next === undefined ? null : askedFor(next.own),
    remove: remove.map(({ held }) => held.code),
    say: next === undefined ? wordsOn(visit, chosen, all, cart) : null,
  };
  return { answer, changes };
}

function askedFor({ coupon, held }: OwnCoupon): NonNullable<CouponChoice["apply"]> {
  const isSeenByCode = coupon.discount?.kind === "free_shipping" || coupon.discount?.kind === "gift";
  return { id: coupon.id, code: held.code, seenBy: isSeenByCode ? "code" : "total" };
}

/** A code of ours that stands in the cart, and may do nothing there: of what the shop does for it nobody has seen anything. */
function isDoubtful(held: OwnCoupon["held"], cart: Asked<"choose">["cart"], unseen = ""): boolean {
  const { code } = held;
  if (!hasCode([unseen], code) || !hasCode(cart.codes, code)) return false;
  return seenOff(held, writtenMoney(cart.total, cart.currency)) === null;
}

/** To be tried anew. */
async function takeOut(visit: PageVisit, all: readonly OwnCoupon[]): Promise<CouponOutcome> {
  const changes = new CouponChanges(visit.nowMs);
  for (const own of all) changes.become(own, { state: "held", total: null });
  await Promise.all(all.map((own) => release(visit, own)));
  const answer: CouponChoice = { apply: null, remove: all.map(({ held }) => held.code), say: null };
  return { answer, changes };
}

/** An empty cart is a new beginning: nothing is kept for it, and whatever was refused may be tried. */
async function beginAnew(visit: PageVisit, all: readonly OwnCoupon[]): Promise<CouponOutcome> {
  const changes = new CouponChanges(visit.nowMs);
  const used = all.filter(({ held }) => isLive(held, visit.nowMs) && held.state !== "held");
  for (const own of used) changes.become(own, { state: "held", total: null });
  await Promise.all(used.filter(({ held }) => held.state === "applied").map((own) => release(visit, own)));
  const answer: CouponChoice = { apply: null, remove: [], say: null };
  return { answer, changes };
}

/**
 * What is true of a cart that stays as it is: what is in it, where the shop was seen to take something off for it, else why
 * something is not, also where that was found out on a page before, on which nobody could read it.
 */
function wordsOn(
  visit: PageVisit,
  { keep, refused, remove }: Chosen,
  all: readonly OwnCoupon[],
  cart: Asked<"choose">["cart"],
): Said | null {
  const total = writtenMoney(cart.total, cart.currency);
  const wanted = languages(visit);
  if (keep.length > 0) {
    const there = keep.map(({ own }) => ({ own, off: seenNow(own, cart) }));
    // The shop keeps the code and takes nothing off, as below a minimum of its own.
    const idle = there.find(({ own, off }) => off === 0 && askedFor(own).seenBy === "total");
    if (idle !== undefined) return whyNot({ own: idle.own, reason: "no_discount" }, wanted);
    // Of what nobody has seen at work nothing is said.
    if (there.some(({ off }) => off === null)) return null;
    return thatThere(
      there.map(({ own, off }) => ({ code: own.held.code, off })),
      cart,
      wanted,
    );
  }
  const before = all.flatMap((own) => {
    const { state, reason } = own.held;
    const isSame = state === "refused" && own.held.total === total && isLive(own.held, visit.nowMs);
    return isSame && reason !== undefined && !remove.includes(own) ? [{ own, reason }] : [];
  });
  const [first] = [...refused, ...before];
  return first === undefined ? null : whyNot(first, wanted);
}

function thatThere(
  there: readonly CouponThere[],
  { total, currency }: { total: number; currency: string },
  wanted: readonly string[],
): Said {
  const { text: unpriced } = appliedSentences(there, { total: null, currency }, wanted);
  const codes = there.map(({ code }) => code);
  return { ...appliedSentences(there, { total, currency }, wanted), codes, unpriced };
}

function whyNot(
  { own, reason }: { own: OwnCoupon; reason: CouponRefusal },
  wanted: readonly string[],
): Said | null {
  const words = refusalSentence({ code: own.held.code, reason }, wanted);
  return words === null ? null : { ...words, codes: [], unpriced: null };
}

/** What is best of that which the coupons' own objects let the visitor have: each is reserved, or left out. */
async function reservedChoice(
  visit: PageVisit,
  all: readonly OwnCoupon[],
  cart: Asked<"choose">["cart"],
): Promise<Chosen> {
  const { site } = visit.deciding.bundle;
  const { nowMs } = visit;
  const sessionStartedAtMs = visit.visitor.snapshot.session.startedAtMs;
  const lost: { own: OwnCoupon; reason: CouponRefusal }[] = [];
  const taken = new Set<string>();
  const endsAtMs = Date.now() + patienceMs;
  let own = all;
  for (;;) {
    // Whoever waits is told what is to be had by now.
    if (Date.now() > endsAtMs) own = own.filter(({ coupon }) => taken.has(coupon.id));
    const chosen = chooseCoupons({ own, cart, site, sessionStartedAtMs, nowMs });
    const wanted = [...chosen.keep, ...chosen.apply.slice(0, 1)];
    const asked = wanted.filter((each) => !taken.has(each.own.coupon.id));
    const answers = await Promise.all(
      asked.map((each) =>
        reserveAsSaid(visit, each.own, isOwnCurrency(visit, cart) ? offOf(each, cart) : null),
      ),
    );
    // What is in the cart stays there while nobody knows better; nothing is put there.
    const isThere = (each: Estimated) => hasCode(cart.codes, each.own.held.code);
    const answered = asked.map((each, index) => ({ each, answer: answers[index] ?? null }));
    for (const { each, answer } of answered)
      if (answer === null ? isThere(each) : answer.ok) taken.add(each.own.coupon.id);
    const out = answered.filter(({ each }) => !taken.has(each.own.coupon.id));
    for (const { each, answer } of out)
      if (answer === null) visit.later(release(visit, each.own));
      else if (!answer.ok) lost.push({ own: each.own, reason: answer.reason });
    if (out.length === 0) return settled(visit, chosen, { all, lost, taken, cart });
    own = own.filter((one) => !out.some(({ each }) => each.own === one));
  }
}

/** With what was lost on the way. What was reserved and is not chosen any more is let go. */
async function settled(
  visit: PageVisit,
  chosen: Chosen,
  how: {
    all: readonly OwnCoupon[];
    lost: readonly { own: OwnCoupon; reason: CouponRefusal }[];
    taken: ReadonlySet<string>;
    cart: Asked<"choose">["cart"];
  },
): Promise<Chosen> {
  const { all, lost, taken, cart } = how;
  const wanted = new Set([...chosen.keep, ...chosen.apply.slice(0, 1)].map(({ own }) => own.coupon.id));
  const left = all.filter(({ coupon }) => taken.has(coupon.id) && !wanted.has(coupon.id));
  await Promise.all(left.map((own) => release(visit, own)));
  const inCart = lost.filter(({ own }) => hasCode(cart.codes, own.held.code));
  return {
    ...chosen,
    remove: [...chosen.remove, ...inCart.map(({ own }) => own)],
    refused: [...lost, ...chosen.refused],
  };
}

/** What a coupon takes off: what the shop does take off this cart, or what it would of another one, as far as anybody knows. */
function offOf({ own, estimate }: Estimated, cart: Asked<"choose">["cart"]): number | null {
  const seen = seenNow(own, cart);
  if (seen !== null) return believedOff(own.coupon, seen);
  const { state, total, off = null } = own.held;
  const isSame = state === "applied" && total === writtenMoney(cart.total, cart.currency);
  return isSame ? (off ?? estimate) : (estimate ?? off);
}

/** What is seen to be taken off this very cart: when the shop took the coupon, or by the shop's own word. */
function seenNow(
  { held }: OwnCoupon,
  { total, currency, taken = [] }: Asked<"choose">["cart"],
): number | null {
  const said = taken.find(({ code }) => hasCode([code], held.code))?.off;
  return seenOff(held, writtenMoney(total, currency)) ?? said ?? null;
}

async function takeApplied(visit: PageVisit, question: Asked<"applied">): Promise<CouponOutcome> {
  const { before, after, currency } = question;
  const own = ownOrThrow(visit, question);
  const off = isOwnCurrency(visit, question) ? believedOff(own.coupon, before - after) : null;
  const reserved = await reserveAsSaid(visit, own, off);
  const total = writtenMoney(after, currency);
  const changes = new CouponChanges(visit.nowMs);
  const { code } = own.held;
  const wanted = languages(visit);
  // It was reserved before the shop was asked, so that it stays where nobody answers now.
  if (reserved?.ok === false) {
    const { reason } = reserved;
    await release(visit, own);
    changes.refused(own, reason, writtenMoney(before, currency));
    return { answer: { keep: false, say: whyNot({ own, reason }, wanted) }, changes };
  }
  changes.applied(own, total, { off, currency, isSeen: true });
  // Nothing else of the cart has changed: what the others take off is known as it was.
  for (const other of ownCoupons(visit)) {
    const otherOff = other.coupon === own.coupon ? null : seenOff(other.held, writtenMoney(before, currency));
    if (otherOff !== null) changes.applied(other, total, { off: otherOff, currency, isSeen: true });
  }
  const say = thatThere([{ code, off: before - after }], { total: after, currency }, wanted);
  return { answer: { keep: true, say }, changes };
}

/** Whatever a browser says: a coupon takes off no more than what was settled of it. */
function believedOff({ discount }: Coupon, off: number): number {
  const most =
    discount?.kind === "amount" ? discount.amount : discount?.kind === "percent" ? discount.most : null;
  return Math.min(Math.max(0, off), most ?? Infinity);
}

/** Amounts of another currency are none of the coupon's. */
function isOwnCurrency({ deciding }: PageVisit, { currency }: { currency: string }): boolean {
  return currency === deciding.bundle.site.currency;
}

const claims = new Claims();

/** Reserves what a browser says that it takes off, unless that is more of a budget than one may have. */
async function reserveAsSaid(visit: PageVisit, own: OwnCoupon, off: number | null) {
  const { id: coupon, budget } = own.coupon;
  const amount = off ?? usuallyOff(own.coupon);
  const address = visit.request.headers.get("cf-connecting-ip");
  const claimer = { site: visit.deciding.bundle.site.id, visitor: visit.visitor.snapshot.visitor, address };
  if (budget !== null && !claims.mayTake(claimer, { coupon, amount, budget }, visit.nowMs))
    return { ok: false, reason: "budget_spent" } as const;
  return reserve(visit, own, amount);
}

async function takeRejected(visit: PageVisit, question: Asked<"rejected">): Promise<CouponOutcome> {
  const { reason, total, currency } = question;
  const own = ownOrThrow(visit, question);
  await release(visit, own);
  const changes = new CouponChanges(visit.nowMs);
  // A shop that does not answer may take it on the same cart a moment later.
  changes.refused(own, reason, reason === "shop_unreachable" ? null : writtenMoney(total, currency));
  return { answer: { keep: false, say: whyNot({ own, reason }, languages(visit)) }, changes };
}

function ownOrThrow(visit: PageVisit, { id, code }: Pick<Asked<"applied">, "id" | "code">): OwnCoupon {
  const own = ownCoupons(visit).find(({ coupon, held }) => coupon.id === id && hasCode([held.code], code));
  if (own !== undefined && !isOver(own.held) && own.held.state !== "waiting") return own;
  throw new AnswerError("invalid_request", "The visitor holds no such coupon.");
}

/** The shopper's (BCP 47), and the shop's after them. */
function languages({ request, deciding }: PageVisit): readonly string[] {
  return [...languagesOf(request.headers.get("accept-language")), deciding.bundle.site.language];
}
