import { describeCondition, type DescribeOptions } from "../../model/condition/describe.ts";
import { SelectField } from "../ui/select-field.tsx";
import { type Clause, conditionFrom } from "./condition-tree.ts";
import { DidRow } from "./did-row.tsx";
import { FactRow } from "./fact-row.tsx";
import { t } from "./messages.ts";
import { startOf, subjectOf, SubjectSelect } from "./subject-select.tsx";

export interface ClauseRowProps {
  clause: Exclude<Clause, { kind: "group" }>;
  references: Required<DescribeOptions>;
  onClause: (clause: Clause) => void;
}

/** One thing that a condition asks for: what it is about, and what it is compared with. */
export function ClauseRow({ clause, references, onClause }: ClauseRowProps) {
  if (clause.kind === "other") {
    const what = describeCondition(conditionFrom({ join: "all", clauses: [clause] }), references);
    return <p class="condition-words">{t("asItIs", { what })}</p>;
  }
  return (
    <div class="condition-fields">
      <SubjectSelect value={subjectOf(clause)} onValue={(subject) => onClause(startOf(subject))} />
      <Rest clause={clause} references={references} onClause={onClause} />
    </div>
  );
}

function Rest({ clause, references, onClause }: ClauseRowProps) {
  switch (clause.kind) {
    case "fact":
      return <FactRow clause={clause} lists={references.lists} onClause={onClause} />;
    case "did":
      return <DidRow did={clause.did} onDid={(did) => onClause({ kind: "did", did })} />;
    case "segment":
      return <SegmentRow clause={clause} segments={references.segments} onClause={onClause} />;
    case "other":
      return null;
  }
}

function SegmentRow(props: {
  clause: Extract<Clause, { kind: "segment" }>;
  segments: Readonly<Record<string, string>>;
  onClause: (clause: Clause) => void;
}) {
  const { clause, segments, onClause } = props;
  const known = Object.entries(segments).map(([value, label]) => ({ value, label }));
  const isKnown = known.some(({ value }) => value === clause.id);
  return (
    <>
      <SelectField
        label={t("operator")}
        value={clause.isDenied ? "not" : "in"}
        options={[
          { value: "in", label: t("isIn") },
          { value: "not", label: t("isNotIn") },
        ]}
        onValue={(value) => onClause({ ...clause, isDenied: value === "not" })}
      />
      <SelectField
        label={t("segment")}
        value={clause.id}
        options={[
          ...(isKnown
            ? []
            : [{ value: clause.id, label: clause.id === "" ? t("chooseSegment") : clause.id }]),
          ...known,
        ]}
        problem={known.length === 0 ? t("noSegments") : undefined}
        onValue={(id) => onClause({ ...clause, id })}
      />
    </>
  );
}
