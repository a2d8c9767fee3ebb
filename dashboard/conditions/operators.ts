import { isDocument } from "../../model/condition/condition-document.ts";
import { type Fact, type FactKind, type FactName, factNamed, facts } from "../../model/facts/catalogue.ts";

/** The operators that rows show, by the kind of fact, the most usual first. */
const byKind: Readonly<Record<FactKind, readonly string[]>> = {
  text: ["$eq", "$ne", "$in", "$nin", "$regexi", "$exists", "$inGroup", "$notInGroup"],
  choice: ["$eq", "$ne", "$in", "$nin"],
  number: ["$gte", "$gt", "$lte", "$lt", "$eq", "$ne", "$exists"],
  boolean: ["$eq"],
  list: ["$in", "$nin", "$all"],
  version: ["$vgte", "$vgt", "$vlte", "$vlt", "$veq"],
  point: ["$near"],
  texts: ["$eq", "$ne", "$in", "$nin", "$exists"],
  shares: ["$gte", "$lte"],
  traits: ["$eq", "$ne", "$in", "$nin", "$gte", "$lte", "$exists"],
};

export function operatorsOf({ kind }: Fact): readonly string[] {
  return byKind[kind];
}

/** How an operand is typed. */
export type OperandInput = "text" | "choice" | "choices" | "number" | "yesNo" | "texts" | "point" | "list";

export function inputOf(fact: Fact, operator: string): OperandInput {
  if (operator === "$exists" || fact.kind === "boolean") return "yesNo";
  if (operator === "$inGroup" || operator === "$notInGroup") return "list";
  if (fact.kind === "point") return "point";
  if (["$in", "$nin", "$all"].includes(operator)) return fact.kind === "choice" ? "choices" : "texts";
  if (fact.kind === "choice") return "choice";
  const isAmount = ["$gte", "$gt", "$lte", "$lt"].includes(operator);
  if (fact.kind === "number" || fact.kind === "shares" || isAmount) return "number";
  return "text";
}

/** Whether a row can show what stands there: what it cannot is left alone. */
export function isShownOperand(fact: Fact, operator: string, operand: unknown): boolean {
  switch (inputOf(fact, operator)) {
    case "yesNo":
      return typeof operand === "boolean";
    case "number":
      return typeof operand === "number";
    case "texts":
    case "choices":
      return Array.isArray(operand) && operand.every((each) => typeof each === "string");
    case "point":
      return (
        isDocument(operand) &&
        ["latitude", "longitude", "km"].every((name) => typeof operand[name] === "number")
      );
    default:
      return typeof operand === "string";
  }
}

/** What a row starts with, once its fact or operator was chosen. @param before what stood there. */
export function operandFor(fact: Fact, operator: string, before: unknown): unknown {
  const input = inputOf(fact, operator);
  if (isShownOperand(fact, operator, before) && (input !== "choice" || fact.values?.includes(String(before))))
    return before;
  switch (input) {
    case "yesNo":
      return true;
    case "number":
      return fact.kind === "shares" ? 0.5 : 1;
    case "texts":
      return typeof before === "string" && before !== "" ? [before] : [];
    case "choices":
      return typeof before === "string" && fact.values?.includes(before) === true ? [before] : [];
    case "point":
      return { latitude: 0, longitude: 0, km: 50 };
    case "choice":
      return fact.values?.[0] ?? "";
    default:
      return Array.isArray(before) && typeof before[0] === "string" ? before[0] : "";
  }
}

/** Facts that a site names further: `query` is asked for as `query.gift`. */
export function isNamedFurther(fact: Fact): boolean {
  return ["texts", "shares", "traits"].includes(fact.kind);
}

/** `query.gift` → the fact `query`, and the name `gift`. */
export function partsOfName(name: string): { base: FactName; further: string } {
  const dot = name.indexOf(".");
  const base = (dot === -1 ? name : name.slice(0, dot)) as FactName;
  return { base, further: dot === -1 ? "" : name.slice(dot + 1) };
}

/** The fact itself, also where it is still to be named further. */
export function factOf(name: string): Fact {
  return factNamed(name) ?? facts[partsOfName(name).base];
}
