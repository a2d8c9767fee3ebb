import { Recent } from "../../model/recent.ts";
import { type Guesser, networkOf } from "./guesses.ts";

const hourMs = 60 * 60_000;
const mostKept = 20_000;
/** Of a budget: no shop means one cart, or one household, to have more of it. */
export const shareOfBudget = 1 / 4;

/**
 * Counts how much of a budget browsers say that their carts take, as one isolate sees them, so that whoever makes carts up
 * does not keep the budget from everybody. Amounts are minor units.
 */
export class Claims {
  readonly #claimed = new Recent<{ hour: number; amount: number }>(mostKept);

  /** Whether so much may be kept for a browser's cart in this hour; then it counts. */
  mayTake(
    { site, visitor, address }: Guesser,
    { coupon, amount, budget }: { coupon: string; amount: number; budget: number },
    nowMs: number,
  ): boolean {
    const hour = Math.floor(nowMs / hourMs);
    const of = (name: string) => {
      const known = this.#claimed.get(name);
      return known?.hour === hour ? known.amount : 0;
    };
    const own = `${site} ${coupon} by ${visitor}`;
    const all = address === null ? own : `${site} ${coupon} at ${networkOf(address)}`;
    const more = Math.max(0, amount - of(own));
    if (of(all) + more > budget * shareOfBudget) return false;
    const claimed = new Map([
      [own, of(own) + more],
      [all, of(all) + more],
    ]);
    for (const [name, sum] of claimed) this.#claimed.set(name, { hour, amount: sum });
    return true;
  }
}
