/** The candidate that a mistyped name most likely means: at most two letters apart, whatever their case. */
export function nearest(typed: string, candidates: readonly string[]): string | undefined {
  const most = typed.length < 4 ? 1 : 2;
  const near = candidates
    .map((candidate) => ({ candidate, apart: distance(typed.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ apart }) => apart <= most)
    .sort((a, b) => a.apart - b.apart);
  return near[0]?.candidate;
}

/** Letters to insert, remove or replace: https://en.wikipedia.org/wiki/Levenshtein_distance */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of a.split("").entries()) {
    const next = [i + 1];
    for (const [j, other] of b.split("").entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
