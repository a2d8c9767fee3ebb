import { codeOf } from "../../model/coupon/code-pattern.ts";
import type { CouponRefusal } from "../../model/coupon/refusal.ts";
import type { Issue, Issued } from "./asked.ts";
import { addUnit, type Books, type Outcome, refused, spentOf } from "./books.ts";
import { isSamePerson, marksOf } from "./holder.ts";
import { dayOf, tomorrowMs } from "./opening.ts";
import { shardOf } from "./shard-of.ts";
import type { SpentWord } from "./spent-word.ts";
import { isInHand } from "./unit.ts";

/** A code of a shard is found by chance: of 32 shards each 32nd is right. */
const mostCodesTried = 5000;

/** Issues a unit. @returns `empty` where another shard may have what is missing here. */
export function issueUnit(
  books: Books,
  { holder, referredBy, asOfMs = Infinity }: Issue,
): Outcome<Issued> | "empty" {
  const { units, terms, opening, supply, nowMs } = books;
  if (referredBy !== undefined && isSamePerson(holder, referredBy)) return refused("self_referral");
  const closed = opening.whyClosed(nowMs);
  if (closed !== null) return refused(closed);
  const marks = marksOf(holder);
  const { perPerson } = terms.limits;
  const theirs = units.ofMarks(marks);
  const own = theirs.find((unit) => unit.state === "reserved" || isInHand(unit));
  if (own !== undefined && units.isPartedSince(own.id, marks, asOfMs)) return refused("not_theirs");
  // Two who turned out to be one person may have ordered with one, and have another.
  const ordered = theirs.filter((unit) => unit.order !== null && unit !== own).length;
  if (own !== undefined && (perPerson === null || ordered < perPerson)) {
    units.mark(own.id, marks);
    return { answer: { ok: true, code: own.code, expiresAtMs: own.expiresAtMs }, unit: own.id };
  }
  if (perPerson !== null && units.countOfMarks(marks) >= perPerson) return refused("person_limit");
  const spent = whySpent(books);
  if (spent !== null) return refused(spent);
  if (!supply.hasRoom()) return "empty";
  const code = newCode(books);
  const { id, expiresAtMs } = addUnit(books, { code, state: "available", amount: 0, order: null }, marks);
  return { answer: { ok: true, code, expiresAtMs }, unit: id };
}

/** Whether anybody can be issued one, and when that changes by itself. */
export function spentWordOf(books: Books): SpentWord {
  const { supply, terms, nowMs } = books;
  const spent = whySpent(books);
  if (supply.isSpent() || spent === "budget_spent") return { isSpent: true, untilMs: null };
  return spent === null
    ? { isSpent: false, untilMs: null }
    : { isSpent: true, untilMs: tomorrowMs(terms, nowMs) };
}

/** What is counted in one place only. */
function whySpent({ units, tallies, terms, nowMs }: Books): CouponRefusal | null {
  const { perDay } = terms.limits;
  if (terms.budget !== null && spentOf(units) >= terms.budget) return "budget_spent";
  return perDay !== null && tallies.issuedOn(dayOf(terms, nowMs)) >= perDay ? "day_limit" : null;
}

function newCode({ supply, terms, units, shard }: Books): string {
  const { code, pool, shards } = terms;
  if (pool === null) return code ?? "";
  if (pool.kind === "imported") {
    const taken = supply.stock.take();
    if (taken === undefined) throw new Error("There is no code left.");
    return taken;
  }
  // Each shard makes codes that lead to it, so that no two of them make the same.
  for (let tried = 0; tried < mostCodesTried; tried += 1) {
    const made = codeOf(pool.pattern, (count) => crypto.getRandomValues(new Uint8Array(count)));
    if (shardOf(made, shards) === shard && units.byCode(made).length === 0) return made;
  }
  throw new Error("No new code was found.");
}
