import type { Cents } from "../money.ts";
import type { Form } from "../pictures/form.ts";

/** The three departments of the shop. */
export type CategoryId = "lips" | "face" | "eyes";

/** A department: how it is called and what is said of it. */
export interface Category {
  readonly id: CategoryId;
  readonly name: string;
  readonly line: string;
  readonly text: string;
}

/** A colour a product is sold in. The colour value is the one its picture is drawn with. */
export interface Shade {
  readonly id: string;
  readonly name: string;
  readonly colour: string;
}

/** One article of the shop. Every product has at least one shade; the first is the one shown. */
export interface Product {
  readonly slug: string;
  readonly sku: string;
  readonly name: string;
  readonly kind: string;
  readonly category: CategoryId;
  readonly price: Cents;
  readonly size: string;
  readonly line: string;
  readonly description: string;
  readonly finish: string;
  readonly use: string;
  readonly shades: readonly [Shade, ...Shade[]];
  readonly form: Form;
  readonly inStock: boolean;
}
