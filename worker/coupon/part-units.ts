import type { Part } from "./asked.ts";
import type { Books, Outcome } from "./books.ts";

/** What was ordered with stays marked by both: it counts for whoever ordered, and nobody here knows who that was. */
export function partUnits({ units, nowMs }: Books, { code, keeps, loses }: Part): Outcome<unknown> {
  const shared = units.ofMarks(loses).filter((unit) => {
    const isSame = unit.code.toUpperCase() === code.toUpperCase();
    return isSame && unit.state !== "redeemed" && units.isHeldBy(unit.id, keeps);
  });
  for (const { id } of shared) units.part(id, loses, nowMs);
  return { answer: { ok: true }, unit: null };
}
