import type { DayTotal } from "../../model/results/over-time.ts";
import type { Shares } from "../../model/results/strata.ts";
import { lists } from "../../model/results/testing/totals.ts";

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

/** The statements that write them down. */
export function keepTotals(
  db: D1Database,
  { site, rule, totals, shares, dimension = "", value = "" }: KeptTotals,
): D1PreparedStatement[] {
  const list = db.prepare("INSERT INTO measure_lists VALUES (?, ?, ?) ON CONFLICT DO NOTHING");
  const phase = db.prepare("INSERT INTO rule_phases VALUES (?, ?, 0, ?)");
  const row = db.prepare("INSERT INTO trial_totals VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  return [
    ...Object.entries(lists).map(([name, measures]) => list.bind(site, name, JSON.stringify(measures))),
    ...(shares === undefined ? [] : [phase.bind(site, rule, JSON.stringify(shares))]),
    ...totals.map(({ measure, day, phaseMs, variant, n, y, x, yy, xx, xy }) =>
      row.bind(site, rule, measure, dimension, value, day, phaseMs, variant, n, y, x, yy, xx, xy),
    ),
  ];
}
