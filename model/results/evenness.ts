import { sequentialSampleRatio } from "../statistics/sequential-sample-ratio.ts";
import type { PhaseShares } from "./strata.ts";
import type { Tally } from "./tally.ts";

/** Below this chance, something is wrong with the test: of a hundred sound ones, one is said to be so at any look at all. */
const broken = 0.01;

/** Whether each variant has as many people as it should. */
export interface Evenness {
  /** The chance of counts as uneven as these at any look; `null` where nobody wrote down how people were to be shared. */
  readonly p: number | null;
  readonly isBroken: boolean;
  /** How many people each variant has, and how many it was meant to have of as many in all. */
  readonly counts: readonly { readonly variant: string; readonly people: number; readonly meant: number }[];
}

/** Over all phases whose shares are known, and right however often somebody looks. */
export function evennessOf(tally: Tally, phases: PhaseShares): Evenness {
  const counts = new Map<string, { people: number; meant: number }>();
  const add = (variant: string, people: number, meant: number) => {
    const known = counts.get(variant) ?? { people: 0, meant: 0 };
    counts.set(variant, { people: known.people + people, meant: known.meant + meant });
  };
  for (const [phaseMs, shares] of phases) {
    const given = Object.entries(shares).filter(([, share]) => Number.isFinite(share) && share >= 0);
    const whole = given.reduce((sum, [, share]) => sum + share, 0);
    const here = new Map([...tally].map(([variant, byPhase]) => [variant, byPhase.get(phaseMs)?.n ?? 0]));
    const people = [...here.values()].reduce((sum, n) => sum + n, 0);
    if (people === 0 || whole === 0) continue;
    for (const [variant, share] of given) add(variant, 0, (people * share) / whole);
    for (const [variant, n] of here) if (n > 0) add(variant, n, 0);
  }
  const found = [...counts].map(([variant, count]) => ({ variant, ...count }));
  if (found.length < 2) return { p: null, isBroken: false, counts: found };
  const p = sequentialSampleRatio(
    found.map(({ people }) => people),
    found.map(({ meant }) => meant),
  );
  return { p, isBroken: p < broken, counts: found };
}
