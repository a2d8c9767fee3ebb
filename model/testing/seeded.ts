/** Chances that are the same in each run. */
export interface Seeded {
  /** From 0 to 1, which it never is. */
  uniform(): number;
  /** With mean 0 and deviation 1. */
  normal(): number;
  /** 1 with this chance, and 0 otherwise. */
  success(chance: number): 0 | 1;
}

/** A source of chances by xorshift32: G. Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8 (2003). */
export function seeded(seed: number): Seeded {
  // Seeds that are near each other would begin alike.
  let state = Math.imul(seed + 1, 0x9e3779b1) | 0 || 1;
  const uniform = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    success: (chance) => (uniform() < chance ? 1 : 0),
  };
}

/** Values as they come, counted up into an arm's figures. */
export function counted(): {
  add(value: number): void;
  arm(): { n: number; mean: number; variance: number };
} {
  let n = 0;
  let mean = 0;
  let squares = 0;
  return {
    add(value) {
      n += 1;
      const distance = value - mean;
      mean += distance / n;
      squares += distance * (value - mean);
    },
    arm: () => ({ n, mean, variance: n > 1 ? squares / (n - 1) : 0 }),
  };
}
