import type { ResultReport } from "../../worker/api/contract.ts";

type Range = ResultReport["result"]["comparisons"][number]["difference"];

/** The stretch that marks are drawn in: from its least to its most, 0 always in it. */
export interface Scale {
  least: number;
  most: number;
}

/** One scale for all, so that they can be compared by looking. */
export function scaleOf(ranges: readonly Range[]): Scale {
  const ends = ranges.flatMap(({ value, low, high }) => [value, low, high]).filter((end) => end !== null);
  return { least: Math.min(0, ...ends), most: Math.max(0, ...ends) };
}

/** An interval as a line with its middle, beside the line of no difference. The table says the same in figures. */
export function IntervalMark({ range, scale }: { range: Range; scale: Scale }) {
  const width = scale.most - scale.least || 1;
  const at = (value: number) => `${4 + (92 * (value - scale.least)) / width}%`;
  const { value, low, high } = range;
  const tone = low !== null && low > 0 ? "above" : high !== null && high < 0 ? "below" : "open";
  return (
    <svg class={`interval interval-${tone}`} width="100%" height="24" aria-hidden="true" focusable="false">
      <line class="interval-zero" x1={at(0)} x2={at(0)} y1="0" y2="24" />
      {low !== null && high !== null && (
        <>
          <line class="interval-line" x1={at(low)} x2={at(high)} y1="12" y2="12" />
          <line class="interval-end" x1={at(low)} x2={at(low)} y1="7" y2="17" />
          <line class="interval-end" x1={at(high)} x2={at(high)} y1="7" y2="17" />
        </>
      )}
      {value !== null && <circle class="interval-middle" cx={at(value)} cy="12" r="4" />}
    </svg>
  );
}
