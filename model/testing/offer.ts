import { Offer } from "../offer.ts";
import { check } from "../problem.ts";

/** An offer that is right in every part, but for what a test changes. */
export function offerWith(changes: object = {}): Offer {
  const offer = { id: "ten-off", name: "Ten off", layout: "bar", headline: "10 % off", ...changes };
  const checked = check(Offer, offer);
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  return checked.value;
}
