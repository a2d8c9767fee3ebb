import type { DayTotal } from "../over-time.ts";
import type { Shares } from "../strata.ts";
import { lists } from "./totals.ts";

/** Sums of a rule as they would be kept, in the place of the shoppers that they are of. */
export interface KeptTotals {
  site: string;
  rule: string;
  totals: readonly DayTotal[];
  /** Since the beginning of time; none leaves open how people were to be shared. */
  shares?: Shares;
  /** Of a segment: `device` and `mobile`. */
  dimension?: string;
  value?: string;
}

/** A statement, and what is bound to it. */
export interface Written {
  sql: string;
  values: (string | number)[];
}

/** What writes them down. */
export function keptTotals({
  site,
  rule,
  totals,
  shares,
  dimension = "",
  value = "",
}: KeptTotals): Written[] {
  const row = `INSERT INTO trial_totals VALUES (${Array.from({ length: 14 }, () => "?").join(", ")})`;
  return [
    ...Object.entries(lists).map(([name, measures]) => ({
      sql: "INSERT INTO measure_lists VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
      values: [site, name, JSON.stringify(measures)],
    })),
    ...(shares === undefined
      ? []
      : [
          {
            sql: "INSERT INTO rule_phases VALUES (?, ?, 0, ?)",
            values: [site, rule, JSON.stringify(shares)],
          },
        ]),
    ...totals.map(({ measure, day, phaseMs, variant, n, y, x, yy, xx, xy }) => ({
      sql: row,
      values: [site, rule, measure, dimension, value, day, phaseMs, variant, n, y, x, yy, xx, xy],
    })),
  ];
}
