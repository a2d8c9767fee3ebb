import { median } from "../median.ts";
import type { Contender } from "./contender.ts";
import type { Measured, Turn } from "./measure.ts";
import { sizes } from "./pages.ts";

/** A ratio that is promised: one contender's requests/s ÷ another's. */
export interface Target {
  what: string;
  over: Contender | undefined;
  under: Contender | undefined;
  size: keyof typeof sizes;
  /** `null` where it is shown without one. */
  atLeast: number | null;
}

/** How many connections the targets are about. */
const targetConnections = 8;

const nameWidth = 30;
const columns: readonly [string, (turn: Turn) => number, number][] = [
  ["requests/s", (turn) => turn.requestsPerSecond, 0],
  ["p50 ms", (turn) => turn.p50Ms, 2],
  ["p99 ms", (turn) => turn.p99Ms, 2],
  ["first byte ms", (turn) => turn.firstByteMs, 2],
  ["processor µs", (turn) => turn.processorUs, 0],
];

/** What was measured, as tables: for each figure the median of the rounds. */
export function tables(measured: readonly Measured[]): string {
  return measured
    .map(({ size, connections, turns }) => {
      const title = `${grouped(sizes[size] / 1000)} KB, ${connections} connection${connections === 1 ? "" : "s"}`;
      const head = [title.padEnd(nameWidth), ...columns.map(([name]) => name.padStart(14))].join("");
      const rows = [...turns].map(([{ name }, all]) =>
        [
          name.padEnd(nameWidth),
          ...columns.map(([, of, digits]) => grouped(median(all.map(of)), digits).padStart(14)),
        ].join(""),
      );
      return [head, ...rows].join("\n");
    })
    .join("\n\n");
}

/** Which targets are met, each as the median of its rounds' ratios. */
export function verdicts(measured: readonly Measured[], targets: readonly Target[]): string {
  return targets
    .map(({ what, over, under, size, atLeast }) => {
      const title = `${what}, ${grouped(sizes[size] / 1000)} KB`.padEnd(52);
      const found = measured.find((each) => each.size === size && each.connections === targetConnections);
      const overTurns = over && found?.turns.get(over);
      const underTurns = under && found?.turns.get(under);
      if (!overTurns || !underTurns) return `${title} not measured`;
      const ratios = (of: (turn: Turn) => number) =>
        overTurns.map((turn, round) => of(turn) / of(underTurns[round] ?? turn));
      const ratio = median(ratios((turn) => turn.requestsPerSecond));
      const byProcessor = 1 / median(ratios((turn) => turn.processorUs));
      const measuredRatio = `${title} ${ratio.toFixed(2).padStart(6)}  (by processor time ${byProcessor.toFixed(2)})`;
      if (atLeast === null) return measuredRatio;
      return `${measuredRatio}  target ≥ ${atLeast}: ${ratio >= atLeast ? "met" : "NOT YET MET"}`;
    })
    .join("\n");
}

function grouped(value: number, digits = 0): string {
  return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
