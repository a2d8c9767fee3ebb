/** By variant, and `held-out`: which share of those that take part gets it. */
export type Shares = Readonly<Record<string, number>>;

/** By the moment at which each phase began. */
export type PhaseShares = ReadonlyMap<number, Shares>;

/**
 * Phases in which two variants shared their visitors alike, which are one stratum: what changed between them did not
 * favour either. By how, as a text; of a phase that nobody wrote down, it is its own.
 */
export function stratumOf(
  phases: PhaseShares,
  control: string,
  treatment: string,
): (phaseMs: number) => string {
  return (phaseMs) => {
    const shares = phases.get(phaseMs);
    const [ofControl, ofTreatment] = [shares?.[control] ?? 0, shares?.[treatment] ?? 0];
    const both = ofControl + ofTreatment;
    return both > 0 && Number.isFinite(both) ? (ofTreatment / both).toFixed(6) : `since ${phaseMs}`;
  };
}
