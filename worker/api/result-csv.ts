import type { Range } from "../../model/results/compare-variants.ts";
import { safeCsvRow } from "../import/safe-csv.ts";
import type { ResultReport } from "./contract.ts";

const heading = [
  "rule",
  "goal",
  "from",
  "to",
  "split_by",
  "value",
  "variant",
  "people",
  "total",
  "per_person",
  "carts",
  "buyers",
  "orders",
  "revenue",
  "offer_costs",
  "control",
  "difference",
  "difference_low",
  "difference_high",
  "lift",
  "lift_low",
  "lift_high",
  "chance_to_win",
  "p_value",
  "unknown",
  "verdict",
] as const;

type Cell = string | number | null;
type Row = Partial<Record<(typeof heading)[number], Cell>>;

/** A result as a table: a row for each variant, for each value of what it is split by, and for each day. */
export function resultCsv(report: ResultReport): string {
  const { rule, goal, from, to, by, value: only } = report;
  const common = { rule: rule.id, goal: goal.goal, from, to };
  const rows: Row[] = [
    ...rowsOf(report.result).map((row) => ({
      ...row,
      ...funnelCells(report, row.variant),
      split_by: only && by,
      value: only,
    })),
    ...report.segments.flatMap(({ value, result }) =>
      rowsOf(result).map((row) => ({ ...row, split_by: by, value })),
    ),
    ...report.days.flatMap(({ day, people, differences }) =>
      differences.map(({ variant, difference }) => ({
        split_by: "until",
        value: day,
        variant,
        people,
        ...cellsOf("difference", difference),
      })),
    ),
  ];
  return [heading, ...rows.map((row) => heading.map((name) => ({ ...common, ...row })[name] ?? null))]
    .map(safeCsvRow)
    .join("");
}

function rowsOf({ variants, comparisons, control, verdict }: ResultReport["result"]): Row[] {
  return variants.map(({ variant, people, total, value }) => {
    const row = {
      variant,
      people,
      total,
      per_person: value,
      control: control?.variant ?? null,
      verdict: verdict.code,
    };
    const compared = comparisons.find((each) => each.variant === variant);
    if (compared === undefined) return row;
    return {
      ...row,
      ...cellsOf("difference", compared.difference),
      ...cellsOf("lift", compared.relative),
      chance_to_win: compared.chanceToWin,
      p_value: compared.pCorrected,
      unknown: compared.unknown?.code ?? null,
    };
  });
}

/** How far people of a variant came, whatever the result is by. */
function funnelCells({ funnel }: ResultReport, variant: Cell | undefined): Row {
  const step = funnel.find((each) => each.variant === variant);
  if (step === undefined) return {};
  const { carts, buyers, orders, revenue, costs } = step;
  return { carts, buyers, orders, revenue, offer_costs: costs };
}

function cellsOf(name: "difference" | "lift", { value, low, high }: Range): Row {
  return { [name]: value, [`${name}_low`]: low, [`${name}_high`]: high };
}
