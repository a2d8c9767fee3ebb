/** A cart as a shop tells of it. Amounts are minor units of its currency, such as cents. */
export interface CartSeen {
  /** What the items cost before anything is taken off; `null` where that is not known. */
  value: number | null;
  items?: readonly CartItem[] | undefined;
}

export interface CartItem {
  /** The shop's own number or name of it. */
  product: string;
  /** None where nobody told: then it may be in any. */
  categories: readonly string[];
  /** Of one piece. */
  price: number;
  quantity: number;
}
