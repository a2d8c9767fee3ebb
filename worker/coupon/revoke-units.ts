import type { Revoke } from "./asked.ts";
import type { Books, Outcome } from "./books.ts";
import { marksOf } from "./holder.ts";
import { isInHand, revoked } from "./unit.ts";

/** Takes back what nobody has ordered with. */
export function revokeUnits({ units, supply }: Books, revoke: Revoke): Outcome<{ revoked: number }> {
  if ("all" in revoke)
    return { answer: { ok: true, revoked: units.endAll(["available", "reserved"], "revoked") }, unit: null };
  const named = "code" in revoke ? units.byCode(revoke.code) : units.ofMarks(marksOf(revoke.holder));
  const inHand = named.filter(isInHand);
  for (const unit of inHand) {
    units.put(revoked(unit));
    if (revoke.isGivenBack === true) units.unmarkAll(unit.id);
  }
  // A code that nobody was issued yet is not issued any more.
  const idle = "code" in revoke && supply.stock.use(revoke.code) ? 1 : 0;
  return { answer: { ok: true, revoked: inHand.length + idle }, unit: null };
}
