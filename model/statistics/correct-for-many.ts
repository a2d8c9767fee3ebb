import { numberWithin } from "./statistics-error.ts";

/**
 * Chances of error of several comparisons, corrected for there being several: compare each with alpha as if it were the
 * only one. The order stays.
 *
 * `holm`: the chance of any false alarm at all stays below alpha. S. Holm, Scandinavian Journal of Statistics 6 (1979).
 * `benjamini-hochberg`: the share of false alarms among alarms stays below alpha, on average. Y. Benjamini and
 * Y. Hochberg, Journal of the Royal Statistical Society B 57 (1995).
 *
 * @throws {StatisticsError} `invalid_option` for what is no chance
 */
export function correctForMany(
  pValues: readonly number[],
  method: "holm" | "benjamini-hochberg" = "holm",
): number[] {
  const ordered = pValues
    .map((p, index) => ({
      p: numberWithin(p, `pValues[${index}]`, "invalid_option", { from: 0, to: 1 }),
      index,
    }))
    .toSorted((one, other) => one.p - other.p);
  const many = pValues.length;
  const corrected = Array.from(pValues, () => 1);
  if (method === "holm") {
    let least = 0;
    ordered.forEach(({ p, index }, rank) => {
      least = Math.max(least, Math.min(1, p * (many - rank)));
      corrected[index] = least;
    });
    return corrected;
  }
  let most = 1;
  for (const [rank, { p, index }] of [...ordered.entries()].toReversed()) {
    most = Math.min(most, (p * many) / (rank + 1));
    corrected[index] = most;
  }
  return corrected;
}
