import type { Address } from "./checkout-form.ts";
import type { Cents } from "./money.ts";
import type { Totals } from "./totals.ts";

/** One article of a placed order, as it was called and priced then. */
export interface OrderLine {
  readonly slug: string;
  readonly sku: string;
  readonly name: string;
  readonly category: string;
  readonly shade: string;
  readonly price: Cents;
  readonly quantity: number;
}

/** A placed order. */
export interface Order {
  readonly id: string;
  readonly reference: string;
  readonly email: string;
  readonly address: Address;
  readonly coupon: string | null;
  readonly totals: Totals;
  readonly placedAt: Date;
  readonly lines: readonly OrderLine[];
}
