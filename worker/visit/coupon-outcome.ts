import { appliedSentences, refusalSentence, type Words } from "../../model/coupon/coupon-sentence.ts";
import type { Coupon } from "../../model/coupon/coupon.ts";
import { usuallyOff } from "../../model/coupon/estimated-discount.ts";
import { isLive, isOver } from "../../model/coupon/is-live.ts";
import type { CouponRefusal } from "../../model/coupon/refusal.ts";
import { seenOff } from "../../model/coupon/seen-off.ts";
import type { CouponChoice } from "../../model/coupon/shop-talk.ts";
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
      off: isOwnCurrency(visit, cart) ? offOf({ own, estimate }, total) : null,
      currency: cart.currency,
      isSeen: seenOff(own.held, total) !== null,
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
  { total: amount, currency }: Asked<"choose">["cart"],
): Words | null {
  const total = writtenMoney(amount, currency);
  const wanted = languages(visit);
  if (keep.length > 0) {
    const there = keep.map(({ own: { held } }) => ({ code: held.code, off: seenOff(held, total) }));
    if (there.some(({ off }) => off === null)) return null;
    return appliedSentences(there, { total: amount, currency }, wanted);
  }
  const before = all.flatMap((own) => {
    const { state, reason } = own.held;
    const isSame = state === "refused" && own.held.total === total && isLive(own.held, visit.nowMs);
    return isSame && reason !== undefined && !remove.includes(own) ? [{ own, reason }] : [];
  });
  const [first] = [...refused, ...before];
  if (first === undefined) return null;
  return refusalSentence({ code: first.own.held.code, reason: first.reason }, wanted);
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
  const total = writtenMoney(cart.total, cart.currency);
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
        reserveAsSaid(visit, each.own, isOwnCurrency(visit, cart) ? offOf(each, total) : null),
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

/** What a coupon takes off: what the shop did take off this cart, or what it would of another one, as far as anybody knows. */
function offOf({ own: { held }, estimate }: Estimated, total: string): number | null {
  const seen = held.off ?? null;
  return held.state === "applied" && held.total === total ? (seen ?? estimate) : (estimate ?? seen);
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
    return { answer: { keep: false, say: refusalSentence({ code, reason }, wanted) }, changes };
  }
  changes.applied(own, total, { off, currency, isSeen: true });
  // Nothing else of the cart has changed: what the others take off is known as it was.
  for (const other of ownCoupons(visit)) {
    const otherOff = other.coupon === own.coupon ? null : seenOff(other.held, writtenMoney(before, currency));
    if (otherOff !== null) changes.applied(other, total, { off: otherOff, currency, isSeen: true });
  }
  const say = appliedSentences([{ code, off: before - after }], { total: after, currency }, wanted);
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
  const say = refusalSentence({ code: own.held.code, reason }, languages(visit));
  return { answer: { keep: false, say }, changes };
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
