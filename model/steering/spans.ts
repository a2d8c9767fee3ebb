import { nothing, plus, type Sums } from "../results/tally.ts";

/** A time long enough to compare all variants in it: what each came to, in the rule's order, and how much it weighs. */
export interface Span {
  readonly sums: readonly Sums[];
  /** They sum up to 1. */
  readonly weight: number;
}

/** In a shorter time most variants sell nothing, and what there was to learn is lost between too many. */
const fewestOfEach = 20;

/**
 * Phases put together to spans in which each variant has enough visitors. Shares change every few minutes, and so may how
 * gladly everybody buys: over plain sums, the variant that had most visitors in the best time would seem the best (Simpson's
 * paradox), and get still more. So variants are compared within spans, all with the same weights.
 *
 * A span weighs 1 / Σ 1/n over its variants, so that one in which a variant had hardly anybody says little: of two variants
 * those are the weights of N. Mantel and W. Haenszel (J. Natl. Cancer Inst. 22, 1959), of several the overlap weights of
 * F. Li and F. Li (Ann. Appl. Stat. 13, 2019). Weights by all visitors, as results have them, would let the few visitors of a
 * variant that nearly nobody gets decide, and cost more buyers than plain sums do.
 *
 * @param phases in the order of time, each with the sums of every variant
 */
export function spansOf(phases: readonly (readonly Sums[])[]): Span[] {
  const spans: (readonly Sums[])[] = [];
  let open: readonly Sums[] | undefined;
  for (const phase of phases) {
    open = together(open, phase);
    if (!open.every(({ n }) => n >= fewestOfEach)) continue;
    spans.push(open);
    open = undefined;
  }
  // What is too short at the end belongs to what was before it.
  if (open !== undefined) spans.push(together(spans.pop(), open));
  if (spans.length < 2) return spans.map((sums) => ({ sums, weight: 1 }));
  const weights = spans.map((sums) => 1 / sums.reduce((all, { n }) => all + 1 / n, 0));
  const whole = weights.reduce((all, weight) => all + weight, 0);
  return spans.map((sums, index) => ({ sums, weight: (weights[index] ?? 0) / whole }));
}

function together(one: readonly Sums[] | undefined, other: readonly Sums[]): readonly Sums[] {
  return one === undefined ? other : other.map((sums, index) => plus(one[index] ?? nothing, sums));
}
