import type { CouponRefusal } from "../../model/coupon/refusal.ts";
import type { Cancel, CouponAbuse, Redeem, Redeemed } from "./asked.ts";
import { addUnit, type Books, minorUnits, type Outcome, refused } from "./books.ts";
import { marksOf } from "./holder.ts";
import { isKnown, longestReservedMs } from "./keep-for-cart.ts";
import { cancelled, type CodeInOrder, isCancelled, stands } from "./kept-orders.ts";
import { freed, isInHand, redeemed, reserved, revoked, type Unit, whyNotInHand } from "./unit.ts";

/** The unit that an order was made with. */
interface Used {
  unit: Unit;
  abuse: CouponAbuse | null;
}

/** Counts what an order took off. What is final is counted whatever it was: the shop gave it. */
export function redeemUnit(books: Books, redeem: Redeem): Outcome<Redeemed> {
  const { units, orders } = books;
  const { code, holder, order, isFinal, atMs } = redeem;
  const known = stands(orders.get(order, code), atMs);
  if (isCancelled(known)) return { answer: { ok: true, abuse: null }, unit: known.unit };
  const earlier = known.unit === null ? undefined : units.get(known.unit);
  const isEarlier = earlier?.order === order;
  const used = isEarlier
    ? { unit: ownOf(books, earlier, redeem), abuse: null }
    : usedBy(books, redeem, earlier);
  if (typeof used === "string") return refused(used);
  const { unit, abuse } = used;
  const toldOf = {
    ...known,
    unit: unit.id,
    amount: isFinal || !isEarlier ? minorUnits(redeem.amount) : known.amount,
  };
  orders.put(toldOf);
  if (holder !== null && abuse !== "not_theirs") markAs(books, unit, marksOf(holder));
  const taking = { amount: leftOf(toldOf), order };
  if (isFinal || unit.state === "redeemed") units.put(redeemed(unit, taking));
  else units.put(reserved(unit, { ...taking, untilMs: untilOf(books, redeem) }));
  return { answer: { ok: true, abuse }, unit: unit.id };
}

/** An order is cancelled, or part of it paid back: whether it is known already or not. */
export function cancelUnit(books: Books, { code, order, amount, atMs }: Cancel): Outcome<unknown> {
  const { units, orders, opening, nowMs } = books;
  if (!isKnown(books, code)) return refused("unknown_code");
  const known = orders.get(order, code);
  const toldOf =
    amount === undefined
      ? cancelled(known, atMs)
      : { ...known, takenBack: known.takenBack + minorUnits(amount) };
  orders.put(toldOf);
  const unit = known.unit === null ? undefined : units.get(known.unit);
  if (unit?.order === order) {
    if (amount !== undefined) units.put({ ...unit, amount: leftOf(toldOf) });
    // What nobody is known to hold, nobody can use again.
    else if (isCancelled(toldOf))
      units.put(units.isHeld(unit.id) ? freed(unit, nowMs, opening.endsAtMs) : revoked(unit));
  }
  return { answer: { ok: true }, unit: known.unit };
}

function leftOf({ amount, takenBack }: CodeInOrder): number {
  return Math.max(0, amount - takenBack);
}

function untilOf({ nowMs }: Books, { untilMs = 0 }: Redeem): number {
  return Math.min(Math.max(untilMs, nowMs), nowMs + longestReservedMs);
}

/** Who ordered may be known only now, or have another one by now: then it was their own unit, and not that one. */
function ownOf({ units }: Books, earlier: Unit, { holder }: Redeem): Unit {
  if (holder === null || units.isHeld(earlier.id)) return earlier;
  const own = units.ofMarks(marksOf(holder)).find(isInHand);
  if (own === undefined) return earlier;
  units.put(revoked(earlier));
  return { ...own, state: earlier.state, untilMs: earlier.untilMs };
}

function usedBy(books: Books, redeem: Redeem, earlier: Unit | undefined): Used | CouponRefusal {
  const { code, holder, order, isFinal } = redeem;
  const { units, terms } = books;
  const marks = holder === null ? [] : marksOf(holder);
  const named = terms.pool === null ? units.ofMarks(marks) : units.byCode(code);
  const free = [...(earlier === undefined ? [] : [earlier]), ...named].filter(
    ({ order: other }) => other === null,
  );
  const unit = free.find(({ id }) => id === earlier?.id) ?? free.find(isInHand) ?? free[0];
  if (unit !== undefined) {
    const isTheirs = holder === null || units.isHeldBy(unit.id, marks);
    if (!isFinal && !isTheirs) return "not_theirs";
    const why = isFinal ? null : whyNotInHand(unit);
    if (why !== null) return why;
    // An order may stand again after its unit was taken back and they were issued another.
    const own = unit === earlier ? ownOf(books, unit, redeem) : unit;
    if (own !== unit) return { unit: own, abuse: null };
    return { unit, abuse: isTheirs ? null : "not_theirs" };
  }
  if (!isKnown(books, code)) return "unknown_code";
  if (!isFinal) return (named[0] && whyNotInHand(named[0])) ?? "not_theirs";
  return {
    unit: addAtOnce(books, { code, order }),
    abuse: named.length > 0 ? againOf(books, named) : "not_issued",
  };
}

/** Whether an order more with what was used already is more than somebody may have. */
function againOf({ terms }: Books, named: readonly Unit[]): CouponAbuse | null {
  const { perPerson } = terms.limits;
  return terms.pool !== null || (perPerson !== null && named.length >= perPerson) ? "replay" : null;
}

/** A unit that nobody was issued, but the shop accepted: it is issued and redeemed at once. */
function addAtOnce(books: Books, { code, order }: { code: string; order: string }): Unit {
  const { stock } = books.supply;
  if (!stock.use(code) && stock.isReturned(code))
    throw new Error("This code is on its way to another shard.");
  return addUnit(books, { code, state: "redeemed", amount: 0, order }, []);
}

/** It is this person's from now on, unless they would have more than one may: then nobody has it once the order is cancelled. */
function markAs({ units, terms }: Books, { id }: Unit, marks: readonly string[]): void {
  const { perPerson } = terms.limits;
  if (perPerson === null || units.isHeldBy(id, marks) || units.countOfMarks(marks) < perPerson)
    units.mark(id, marks);
}
