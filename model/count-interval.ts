/** Of a normal distribution, 95 % lie within so many standard deviations around the middle. */
const deviations = 1.959964;

/** From one number to another, both included. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** What a sample found. */
export interface Sampled {
  /** How many of the sample it holds for. */
  readonly found: number;
  /** How many were looked at. */
  readonly sampled: number;
  /** How many there are in all. */
  readonly of: number;
}

/**
 * Where the number of all for whom something holds lies, in 95 of 100 samples. Of everybody it is that number itself.
 *
 * Source: Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference", in place of the
 * usual normal interval, which says 0 ± 0 of what no one in the sample did; with the finite population correction
 * (Cochran, "Sampling Techniques", 2.6): a sample of half of them says more than the same number out of millions.
 */
export function countInterval({ found, sampled, of }: Sampled): Interval {
  if (sampled >= of) return { low: found, high: found };
  // Those who were not found in the sample are known not to be among them.
  const [least, most] = [found, of - (sampled - found)];
  if (sampled === 0) return { low: least, high: most };
  const share = found / sampled;
  // A sample without replacement from so few says as much as this one from endlessly many.
  const worth = (sampled * (of - 1)) / (of - sampled);
  const squared = deviations ** 2;
  const centre = share + squared / (2 * worth);
  const margin = deviations * Math.sqrt((share * (1 - share)) / worth + squared / (4 * worth ** 2));
  const bound = (at: number) => (at / (1 + squared / worth)) * of;
  return {
    low: Math.max(least, Math.floor(bound(centre - margin))),
    high: Math.min(most, Math.ceil(bound(centre + margin))),
  };
}
