import { useId } from "preact/hooks";
import { type FactGroup, type FactName, facts } from "../../model/facts/catalogue.ts";
import { capitalised } from "../text/capitalised.ts";
import type { Clause } from "./condition-tree.ts";
import { t } from "./messages.ts";
import { factOf, isNamedFurther, operandFor, operatorsOf, partsOfName } from "./operators.ts";
import { factLabel } from "./speech.ts";

const groups: readonly FactGroup[] = [
  "source",
  "visit",
  "cart",
  "customer",
  "device",
  "place",
  "time",
  "page",
];

/** What a select calls what a row is about: the name of a fact, or one of these. */
export type SubjectName = FactName | "$did" | "$segment";

export function subjectOf(clause: Extract<Clause, { kind: "fact" | "did" | "segment" }>): SubjectName {
  if (clause.kind === "fact") return partsOfName(clause.name).base;
  return clause.kind === "did" ? "$did" : "$segment";
}

/** A row as it begins, once it was chosen what it is about. */
export function startOf(subject: SubjectName): Clause {
  if (subject === "$segment") return { kind: "segment", id: "", isDenied: false };
  if (subject === "$did") {
    return { kind: "did", did: { event: "view_item", where: {}, within: "7d", operator: "$gte", times: 1 } };
  }
  const fact = factOf(subject);
  const operator = operatorsOf(fact)[0] ?? "$eq";
  const name = isNamedFurther(fact) ? `${subject}.` : subject;
  return { kind: "fact", name, operator, operand: operandFor(fact, operator, undefined) };
}

/** Everything that a condition can be about, by where it belongs. */
export function SubjectSelect(props: { value: SubjectName; onValue: (subject: SubjectName) => void }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{t("subject")}</label>
      <select
        id={id}
        class="input"
        value={props.value}
        onChange={(event) => props.onValue(event.currentTarget.value as SubjectName)}
      >
        <optgroup label={t("group_more")}>
          <option value="$did">{t("did")}</option>
          <option value="$segment">{t("segment")}</option>
        </optgroup>
        {groups.map((group) => (
          <optgroup key={group} label={t(`group_${group}`)}>
            {factsOf(group).map((name) => (
              <option key={name} value={name}>
                {capitalised(factLabel(name))}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}

function factsOf(group: FactGroup): FactName[] {
  return (Object.keys(facts) as FactName[]).filter((name) => facts[name].group === group);
}
