import type { ShopAccess, ShopperCart } from "../../model/coupon/shop-talk.ts";

/** A platform's cart, with the shopper's own session. All of it rejects where the shop does not answer. */
export interface Shop {
  /** `undefined` where there is no cart. */
  read(): Promise<ShopperCart | undefined>;
  /**
   * @param codes that are in the cart.
   * @returns what the shop says where it refuses; whether it really took it, the next reading says.
   */
  apply(code: string, codes: readonly string[]): Promise<string | void>;
  remove(code: string, codes: readonly string[]): Promise<unknown>;
}

export type OpenShop = (access: ShopAccess) => Shop;

/** Whether a list of codes has one; shops write them as they like. */
export function hasCode(codes: readonly string[], code: string): boolean {
  return codes.some((each) => each.toLowerCase() == code.toLowerCase());
}

/** A code with what it takes off, as `ShopperCart` has it; nothing where the shop does not say that, or no sensible amount. */
export function takenOff(code: string, off: number): { code: string; off: number }[] {
  return off >= 0 ? [{ code, off }] : [];
}

export function withoutCode(codes: readonly string[], code: string): string[] {
  return codes.filter((each) => !hasCode([each], code));
}
