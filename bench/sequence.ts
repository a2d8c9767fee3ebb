/** The same numbers from 0 to 1 each time: https://en.wikipedia.org/wiki/Linear_congruential_generator */
export function sequence(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
}
