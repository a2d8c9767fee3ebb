import "./conditions.css";
import { useState } from "preact/hooks";
import { canonicalJson } from "../../model/canonical-json.ts";
import type { ConditionDocument } from "../../model/condition/condition-document.ts";
import type { DescribeOptions } from "../../model/condition/describe.ts";
import { conditionFrom, type Group, groupFrom } from "./condition-tree.ts";
import { GroupEditor } from "./group-editor.tsx";

export interface ConditionBuilderProps {
  condition: ConditionDocument;
  /** Segments and lists by their ids, to be chosen from. */
  references: Required<DescribeOptions>;
  onCondition: (condition: ConditionDocument) => void;
}

/** A condition as rows to choose and fill in. */
export function ConditionBuilder({ condition, references, onCondition }: ConditionBuilderProps) {
  const [built, setBuilt] = useState(() => groupFrom(condition));
  // Rows stay as they were built while they are the condition: groups of one, say, which a condition does not have.
  const isBuilt = canonicalJson(conditionFrom(built)) === canonicalJson(condition);
  const group = isBuilt ? built : groupFrom(condition);
  const onGroup = (next: Group) => {
    setBuilt(next);
    onCondition(conditionFrom(next));
  };
  return <GroupEditor group={group} depth={0} references={references} onGroup={onGroup} />;
}
