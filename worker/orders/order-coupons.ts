import type { Bundle } from "../../model/bundle.ts";
import type { Coupon } from "../../model/coupon/coupon.ts";
import { couponsOfCode } from "../../model/coupon/whose-code.ts";
import type { ShopOrder } from "../../model/orders/shop-order.ts";
import { cancelCoupon, redeemCoupon } from "../coupon/ask-coupon.ts";
import type { Answered, AskedOf, Holder, Redeemed } from "../coupon/asked.ts";
import { askedOf } from "../coupon/asked-of.ts";
import type { RefusalReason } from "../record/record-refusals.ts";
import { keepRefund, knownRefunds } from "../store/coupon-refunds.ts";

/** For so long a coupon waits in an order that is not paid; then somebody may use it again. */
const unpaidForMs = 3 * 24 * 60 * 60_000;

type Coupons = Pick<Env, "COUPONS" | "DB">;
type Configured = Pick<Bundle, "site" | "version" | "configuration">;

/** Something that a coupon's ledger shows to be other than it was meant. */
interface Refused {
  coupon: string;
  reason: RefusalReason;
}

/** A code of an order that is one of ours. */
interface Used {
  coupon: Coupon;
  code: string;
  /** In minor units of the site's currency; 0 where it is not known. */
  amount: number;
}

/**
 * Brings an order to the coupons that it was made with: redeemed once it is paid, kept for it until then, free again once
 * it is cancelled, and less by what was paid back. May be repeated.
 * @param holder whose order it is; `null` where nobody knows.
 * @throws where a coupon's object fails: then the whole may be repeated.
 */
export async function takeToCoupons(
  env: Coupons,
  bundle: Configured,
  told: ShopOrder,
  holder: Holder | null,
  nowMs: number,
): Promise<Refused[]> {
  const refused: Refused[] = [];
  for (const { code, amount } of told.codes) {
    // What was paid in another currency says nothing about the budget.
    const counted = told.currency === bundle.site.currency ? (amount ?? 0) : 0;
    const found = couponsOfCode(code, bundle.configuration.coupons);
    refused.push(...(await takeToFirst(env, bundle, told, { found, code, amount: counted }, holder, nowMs)));
  }
  return refused;
}

/** Of several coupons that a code may be of, the first one that knows it. */
async function takeToFirst(
  env: Coupons,
  bundle: Configured,
  told: ShopOrder,
  { found, code, amount }: { found: readonly Coupon[]; code: string; amount: number },
  holder: Holder | null,
  nowMs: number,
): Promise<Refused[]> {
  for (const coupon of found) {
    const used = { coupon, code, amount };
    const answer = await settle(env, bundle, told, used, holder, nowMs);
    if (answer.ok) return answer.abuse === null ? [] : [{ coupon: coupon.id, reason: answer.abuse }];
    if (answer.reason !== "unknown_code") return [{ coupon: coupon.id, reason: answer.reason }];
  }
  return [];
}

async function settle(
  env: Coupons,
  bundle: Configured,
  told: ShopOrder,
  { coupon, code, amount }: Used,
  holder: Holder | null,
  nowMs: number,
): Promise<Answered<Redeemed>> {
  const { order, state, atMs } = told;
  const asked = (what: string): AskedOf => askedOf(bundle, coupon, what, nowMs);
  if (state === "cancelled" || state === "refunded") {
    const answer = await cancelCoupon(env, asked(crypto.randomUUID()), { code, order, atMs });
    return answer.ok ? { ok: true, abuse: null } : answer;
  }
  const isFinal = state === "paid";
  const answer = await redeemCoupon(env, asked(crypto.randomUUID()), {
    code,
    holder,
    order,
    amount,
    isFinal,
    atMs,
    ...(isFinal ? {} : { untilMs: nowMs + unpaidForMs }),
  });
  if (answer.ok && isFinal) await takeOffRefunds(env, asked, told, { coupon, code, amount }, nowMs);
  return answer;
}

/** A part that was paid back had its part of the discount, each once. */
async function takeOffRefunds(
  env: Coupons,
  asked: (requestId: string) => AskedOf,
  { order, refunds, total }: ShopOrder,
  { coupon, code, amount }: Used,
  nowMs: number,
): Promise<void> {
  if (refunds.length === 0 || total === 0) return;
  const site = asked("").site;
  const nameOf = (id: string) => `${coupon.id} ${code.toUpperCase()} ${id}`;
  const known = await knownRefunds(env.DB, site, order);
  for (const refund of refunds.filter(({ id }) => !known.has(nameOf(id)))) {
    const less = Math.round((amount * refund.amount) / total);
    const wish = `refund ${order} ${nameOf(refund.id)}`;
    if (less > 0) await cancelCoupon(env, asked(wish), { code, order, amount: less });
    await keepRefund(env.DB, { site, order, refund: nameOf(refund.id) }, nowMs);
  }
}
