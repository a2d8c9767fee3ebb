import { cartLines } from "./cart.ts";
import type { CartLine } from "./cart.ts";
import { judgeCoupon } from "./coupons.ts";
import type { CouponVerdict } from "./coupons.ts";
import type { Session } from "./storage/sessions.ts";
import type { Stores } from "./stores.ts";
import { totalsOf } from "./totals.ts";
import type { Totals } from "./totals.ts";

/** A visitor's bag as it stands: what is in it, the coupon that holds, and what it comes to. */
export interface CurrentCart {
  readonly lines: readonly CartLine[];
  readonly coupon: { readonly code: string; readonly discount: number } | null;
  readonly totals: Totals;
}

/**
 * Reads the bag and judges its coupon anew. A coupon that no longer holds is taken off here, and the reason is
 * left for the next page to show. `email` is the address typed at the checkout; without it the account's is used.
 */
export function currentCart(stores: Stores, session: Session | null, email?: string): CurrentCart {
  if (session === null) return { lines: [], coupon: null, totals: totalsOf([], 0) };
  const lines = cartLines(stores.carts.lines(session.key));
  const verdict = session.coupon === null ? null : judgeFor(stores, session, session.coupon, email);
  if (verdict?.holds === false) {
    stores.sessions.setCoupon(session.key, null);
    if (lines.length > 0)
      stores.sessions.leaveNotice(session.key, { kind: "coupon-refused", text: verdict.reason });
  }
  const coupon = verdict?.holds === true ? verdict : null;
  return { lines, coupon, totals: totalsOf(lines, coupon?.discount ?? 0) };
}

/** Judges a code for a visitor's bag as it stands now. */
export function judgeFor(stores: Stores, session: Session, code: string, email?: string): CouponVerdict {
  const account = session.customerId === null ? null : stores.customers.byId(session.customerId);
  const known = [email, account?.email].filter((address) => address !== undefined);
  return judgeCoupon(code, {
    lines: cartLines(stores.carts.lines(session.key)),
    now: new Date(),
    usedBefore: (used) => known.some((address) => stores.orders.couponUsed(address, used)),
  });
}
