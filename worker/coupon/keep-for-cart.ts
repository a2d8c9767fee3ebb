import type { Holder, Release, Reserve } from "./asked.ts";
import { type Books, minorUnits, type Outcome, refused, spentOf } from "./books.ts";
import { marksOf } from "./holder.ts";
import { freed, isInHand, reserved, type Unit, whyNotInHand } from "./unit.ts";

/** Longer than any shop keeps a cart, or waits for an order to be paid. */
export const longestReservedMs = 30 * 24 * 60 * 60_000;

/** Keeps a unit for its holder's cart. */
export function reserveUnit(
  books: Books,
  { holder, code, amount: said, untilMs, asOfMs = Infinity }: Reserve,
): Outcome<{ untilMs: number }> {
  const { units, terms, opening, nowMs } = books;
  const unit = theirsWith(books, holder, code);
  if (typeof unit === "string") return refused(unit);
  if (units.isPartedSince(unit.id, marksOf(holder), asOfMs)) return refused("not_theirs");
  const closed = opening.whyClosed(nowMs);
  if (closed !== null) return refused(closed);
  const why = whyNotInHand(unit);
  if (why !== null) return refused(why);
  const amount = minorUnits(said);
  const spent = spentOf(units) - unit.amount + amount;
  if (terms.budget !== null && spent > terms.budget) return refused("budget_spent");
  const latestMs = Math.min(unit.expiresAtMs ?? Infinity, opening.endsAtMs, nowMs + longestReservedMs);
  const kept = reserved(unit, { amount, order: null, untilMs: Math.min(Math.max(untilMs, nowMs), latestMs) });
  units.put(kept);
  units.mark(unit.id, marksOf(holder));
  return { answer: { ok: true, untilMs: kept.untilMs ?? nowMs }, unit: unit.id };
}

export function releaseUnit(books: Books, { holder, code, asOfMs = Infinity }: Release): Outcome<unknown> {
  const { units, opening, nowMs } = books;
  const unit = theirsWith(books, holder, code);
  if (typeof unit === "string") return refused(unit);
  if (units.isPartedSince(unit.id, marksOf(holder), asOfMs)) return refused("not_theirs");
  if (unit.state === "reserved" && unit.order === null) units.put(freed(unit, nowMs, opening.endsAtMs));
  return { answer: { ok: true }, unit: unit.id };
}

/** The unit that somebody means by a code: what they can use, or else the latest that they had. */
function theirsWith(books: Books, holder: Holder, code: string): Unit | "unknown_code" | "not_theirs" {
  const { units, terms } = books;
  const marks = marksOf(holder);
  const named = terms.pool === null ? units.ofMarks(marks) : units.byCode(code);
  const theirs = named.filter(({ id }) => terms.pool === null || units.isHeldBy(id, marks));
  const unit = theirs.find(isInHand) ?? theirs[0];
  if (unit !== undefined) return unit;
  return isKnown(books, code) ? "not_theirs" : "unknown_code";
}

/** Whether a code is one of this coupon's, or was. */
export function isKnown({ units, terms, supply }: Books, code: string): boolean {
  return (
    terms.code?.toUpperCase() === code.toUpperCase() ||
    units.byCode(code).length > 0 ||
    supply.stock.has(code)
  );
}
