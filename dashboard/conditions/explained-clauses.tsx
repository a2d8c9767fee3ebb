import "./explained.css";
import { type DescribeOptions, describeCondition } from "../../model/condition/describe.ts";
import type { Explanation } from "../../model/condition/explain.ts";
import { capitalised } from "../text/capitalised.ts";
import { valueText } from "../text/value-text.ts";
import { CheckIcon, CloseIcon, OffIcon } from "../ui/icons.tsx";
import { t } from "./explained-messages.ts";
import { factOf, type Verdict, verdictOf } from "./verdict.ts";

export interface ExplainedClausesProps {
  explanation: Explanation;
  /** Segments and lists by their ids. */
  references: DescribeOptions;
  /** Whether the page is known that somebody is on: then nothing is left open. */
  onPage?: boolean;
}

/** The clauses of a condition, each with whether it holds for somebody, and on which value. */
export function ExplainedClauses({ explanation, references, onPage = false }: ExplainedClausesProps) {
  const { parts } = explanation;
  if (parts === undefined || parts.length === 0) return <p class="hint">{t("everybody")}</p>;
  return <Clauses parts={parts} references={references} onPage={onPage} />;
}

function Clauses({
  parts,
  references,
  onPage,
}: Omit<Required<ExplainedClausesProps>, "explanation"> & { parts: readonly Explanation[] }) {
  return (
    <ul class="explained">
      {parts.map((part) => {
        const verdict = onPage ? (part.holds ? "in" : "out") : verdictOf(part);
        const inner = factOf(part) === undefined ? (part.parts ?? []) : [];
        return (
          <li key={`${part.path} ${part.operator}`} class={`explained-${verdict}`}>
            <VerdictIcon verdict={verdict} />
            <div>
              <span class="visually-hidden">{t(verdict)}: </span>
              {sentenceOf(part, references)} <span class="explained-actual">{actualOf(part, verdict)}</span>
              {inner.length > 0 && <Clauses parts={inner} references={references} onPage={onPage} />}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

export function VerdictIcon({ verdict }: { verdict: Verdict }) {
  if (verdict === "open") return <OffIcon />;
  return verdict === "in" ? <CheckIcon /> : <CloseIcon />;
}

function sentenceOf(part: Explanation, references: DescribeOptions): string {
  const { operator, expected } = part;
  const fact = factOf(part);
  if (fact !== undefined) {
    const asked = ["$eq", "$and"].includes(operator) ? expected : { [operator]: expected };
    return capitalised(describeCondition({ [fact]: asked }, references));
  }
  switch (operator) {
    case "$or":
      return t("any");
    case "$nor":
      return t("none");
    case "$not":
      return t("not");
    case "$and":
      return t("all");
    default:
      return capitalised(describeCondition({ [operator]: expected }, references));
  }
}

/** What there was to compare with; nothing where that goes without saying. */
function actualOf(part: Explanation, verdict: Verdict): string {
  if (verdict === "open") return t("onlyOnPage");
  if (part.operator === "$did") return t("times", { times: Number(part.actual ?? 0) });
  const fact = factOf(part);
  if (fact === undefined) return "";
  const actual = part.parts?.[0]?.actual ?? part.actual;
  return t("here", { value: valueText(actual) || t("unknown") });
}
