import { describeCondition, type DescribeOptions } from "../../model/condition/describe.ts";
import { useRef } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { CloseIcon } from "../ui/icons.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { ClauseRow } from "./clause-row.tsx";
import { type Clause, conditionFrom, type Group } from "./condition-tree.ts";
import { t } from "./messages.ts";

export interface GroupEditorProps {
  group: Group;
  /** Of groups in groups; the outermost is 0. */
  depth: number;
  references: Required<DescribeOptions>;
  onGroup: (group: Group) => void;
}

/** Deeper ones, made through the API, are shown; none are added. */
const deepest = 2;

const firstClause: Clause = { kind: "fact", name: "source", operator: "$eq", operand: "" };

/** Rows that all hold, or any of them; with groups of their own among them. */
export function GroupEditor({ group, depth, references, onGroup }: GroupEditorProps) {
  const { join, clauses } = group;
  const put = (index: number, clause: Clause) => onGroup({ ...group, clauses: clauses.with(index, clause) });
  const rows = useRef<HTMLOListElement>(null);
  const add = (clause: Clause) => {
    onGroup({ ...group, clauses: [...clauses, clause] });
    // After it was drawn, the keyboard goes on in what was added.
    requestAnimationFrame(() => rows.current?.lastElementChild?.querySelector("select")?.focus());
  };
  return (
    <div class="condition-group">
      {clauses.length > 1 && (
        <SelectField
          label={t("join")}
          value={join}
          options={(["all", "any"] as const).map((value) => ({ value, label: t(value) }))}
          onValue={(value) => onGroup({ ...group, join: value === "any" ? "any" : "all" })}
        />
      )}
      {clauses.length === 0 && depth === 0 && <p>{t("everyone")}</p>}
      <ol class="conditions" ref={rows}>
        {clauses.map((clause, index) => (
          // Rows have nothing of their own to be known by, and are edited where they stand.
          <li key={index} class={`condition condition-${clause.kind}`}>
            {clause.kind === "group" ? (
              <fieldset>
                <legend>{t("group")}</legend>
                <GroupEditor
                  group={clause.group}
                  depth={depth + 1}
                  references={references}
                  onGroup={(next) => put(index, { kind: "group", group: next })}
                />
              </fieldset>
            ) : (
              <ClauseRow clause={clause} references={references} onClause={(next) => put(index, next)} />
            )}
            <button
              type="button"
              class="icon-button"
              aria-label={t("remove", { what: wordsOf(clause, references) })}
              onClick={() => onGroup({ ...group, clauses: clauses.toSpliced(index, 1) })}
            >
              <CloseIcon />
            </button>
          </li>
        ))}
      </ol>
      <div class="actions">
        <Button onClick={() => add(firstClause)}>{t("add")}</Button>
        {depth < deepest && (
          <Button
            look="quiet"
            onClick={() =>
              add({ kind: "group", group: { join: join === "all" ? "any" : "all", clauses: [firstClause] } })
            }
          >
            {t("addGroup")}
          </Button>
        )}
      </div>
    </div>
  );
}

function wordsOf(clause: Clause, references: DescribeOptions): string {
  return describeCondition(conditionFrom({ join: "all", clauses: [clause] }), references);
}
