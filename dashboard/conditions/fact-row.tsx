import { NumberField } from "../editing/number-field.tsx";
import { Field } from "../ui/field.tsx";
import { LinesField } from "../ui/lines-field.tsx";
import { SelectField } from "../ui/select-field.tsx";
import type { Fact } from "../../model/facts/catalogue.ts";
import type { Clause } from "./condition-tree.ts";
import { t } from "./messages.ts";
import { factOf, inputOf, isNamedFurther, operandFor, operatorsOf, partsOfName } from "./operators.ts";
import { valueLabel } from "./speech.ts";

type FactClause = Extract<Clause, { kind: "fact" }>;

export interface FactRowProps {
  clause: FactClause;
  /** Saved lists by their ids. */
  lists: Readonly<Record<string, string>>;
  onClause: (clause: FactClause) => void;
}

/** How a fact is compared, and what with. */
export function FactRow({ clause, lists, onClause }: FactRowProps) {
  const { name, operator, operand } = clause;
  const fact = factOf(name);
  const { base, further } = partsOfName(name);
  const operators = operatorsOf(fact);
  const chooseOperator = (next: string) =>
    onClause({ ...clause, operator: next, operand: operandFor(fact, next, operand) });
  return (
    <>
      {isNamedFurther(fact) && (
        <Field
          label={t("named")}
          value={further}
          maxLength={100}
          onValue={(typed) => onClause({ ...clause, name: `${base}.${typed}` })}
        />
      )}
      {operators.length > 1 && (
        <SelectField
          label={t("operator")}
          value={operator}
          options={operators.map((each) => ({ value: each, label: wordsFor(fact, each) }))}
          onValue={chooseOperator}
        />
      )}
      <Operand
        fact={fact}
        clause={clause}
        lists={lists}
        onOperand={(next) => onClause({ ...clause, operand: next })}
      />
    </>
  );
}

function wordsFor({ kind }: Fact, operator: string): string {
  const key = kind === "list" ? `list_${operator}` : operator;
  return t(key as "$eq");
}

interface OperandProps {
  fact: Fact;
  clause: FactClause;
  lists: FactRowProps["lists"];
  onOperand: (operand: unknown) => void;
}

function Operand({ fact, clause: { operator, operand }, lists, onOperand }: OperandProps) {
  switch (inputOf(fact, operator)) {
    case "yesNo":
      return (
        <SelectField
          label={t("value")}
          value={operand === true ? "yes" : "no"}
          options={(["yes", "no"] as const).map((value) => ({ value, label: t(value) }))}
          onValue={(value) => onOperand(value === "yes")}
        />
      );
    case "number":
      return (
        <NumberField
          label={
            fact.unit === undefined || fact.unit === "money"
              ? t("value")
              : t("valueIn", { unit: t(`unit_${fact.unit}`) })
          }
          number={operand as number}
          problem={undefined}
          onNumber={(number) => onOperand(number ?? 0)}
        />
      );
    case "choice":
      return (
        <SelectField
          label={t("value")}
          value={String(operand)}
          options={(fact.values ?? []).map((value) => ({ value, label: valueLabel(value) }))}
          onValue={onOperand}
        />
      );
    case "choices":
      return <Choices values={fact.values ?? []} chosen={operand as string[]} onChosen={onOperand} />;
    case "texts":
      return (
        <LinesField
          label={t("value")}
          hint={t("oneInEachLine")}
          rows={2}
          lines={operand as string[]}
          problem={undefined}
          onLines={onOperand}
        />
      );
    case "list":
      return (
        <SelectField
          label={t("value")}
          value={String(operand)}
          options={[
            ...(Object.hasOwn(lists, String(operand))
              ? []
              : [{ value: String(operand), label: t("chooseList") }]),
            ...Object.entries(lists).map(([value, label]) => ({ value, label })),
          ]}
          onValue={onOperand}
        />
      );
    case "point":
      return <Point point={operand as Record<"latitude" | "longitude" | "km", number>} onPoint={onOperand} />;
    case "text":
      return <Field label={t("value")} value={String(operand)} maxLength={1000} onValue={onOperand} />;
  }
}

function Choices(props: {
  values: readonly string[];
  chosen: readonly string[];
  onChosen: (chosen: string[]) => void;
}) {
  const { values, chosen, onChosen } = props;
  return (
    <fieldset class="condition-choices">
      <legend>{t("value")}</legend>
      {values.map((value) => (
        <label key={value}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={(event) => {
              const isChosen = event.currentTarget.checked;
              onChosen(values.filter((each) => (each === value ? isChosen : chosen.includes(each))));
            }}
          />
          {valueLabel(value)}
        </label>
      ))}
    </fieldset>
  );
}

function Point(props: {
  point: Record<"latitude" | "longitude" | "km", number>;
  onPoint: (point: object) => void;
}) {
  const { point, onPoint } = props;
  return (
    <>
      {(["latitude", "longitude", "km"] as const).map((part) => (
        <Field
          key={part}
          label={t(part)}
          inputMode="decimal"
          value={String(point[part])}
          onValue={(typed) => {
            const number = Number(typed.replace(",", "."));
            if (typed.trim() !== "" && Number.isFinite(number)) onPoint({ ...point, [part]: number });
          }}
        />
      ))}
    </>
  );
}
