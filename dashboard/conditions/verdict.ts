import type { Explanation } from "../../model/condition/explain.ts";
import { factNamed } from "../../model/facts/catalogue.ts";

/** Whether a condition holds for somebody; `open` where only the page that they are on would tell. */
export type Verdict = "in" | "out" | "open";

/** What an explanation says of somebody who is on no page: what only a visitor who is here has is left open. */
export function verdictOf(explanation: Explanation): Verdict {
  const { operator, holds, parts } = explanation;
  const fact = factOf(explanation);
  if (fact !== undefined) {
    const known = factNamed(fact);
    return known !== undefined && known.index === undefined ? "open" : plain(holds);
  }
  if (parts === undefined) return plain(holds);
  const verdicts = parts.map(verdictOf);
  switch (operator) {
    case "$or":
      return verdicts.length === 0 ? "in" : anyOf(verdicts);
    case "$nor":
      return denied(anyOf(verdicts));
    case "$not":
      return denied(allOf(verdicts));
    default:
      return allOf(verdicts);
  }
}

/** The fact that a clause asks about, as `query.gift`; `undefined` for what joins clauses, `$did` and segments. */
export function factOf({ path, operator, parts }: Explanation): string | undefined {
  // A fact's own `$not` says what it denies.
  const own = operator === "$eq" || parts !== undefined ? path : path.slice(0, -operator.length - 1);
  const name = own.replace(/^.*\]\./, "").replace(/^(\$(not|inSegment)\.)+/, "");
  const fact = name.replace(/(\.\$not)+$/, "");
  return fact === "" || fact.startsWith("$") || fact.endsWith("]") ? undefined : fact;
}

function allOf(verdicts: readonly Verdict[]): Verdict {
  return verdicts.includes("out") ? "out" : verdicts.includes("open") ? "open" : "in";
}

function anyOf(verdicts: readonly Verdict[]): Verdict {
  return verdicts.includes("in") ? "in" : verdicts.includes("open") ? "open" : "out";
}

function denied(verdict: Verdict): Verdict {
  if (verdict === "open") return "open";
  return verdict === "in" ? "out" : "in";
}

function plain(holds: boolean): Verdict {
  return holds ? "in" : "out";
}
