import { type ConditionDocument, isDocument, isOperators } from "../../model/condition/condition-document.ts";
import type { CountOperator, Did } from "../../model/condition/did.ts";
import { factNamed } from "../../model/facts/catalogue.ts";
import { isShownOperand, operatorsOf } from "./operators.ts";

/** What somebody did, as a row shows it: with one bound of its count. */
export interface ShownDid {
  event: string;
  where: Readonly<Record<string, string | number | boolean>>;
  within: string;
  operator: CountOperator;
  times: number;
}

/** A row of the builder. `other` is what no row shows: it is said in words, and stays as it stands. */
export type Clause =
  | { kind: "fact"; name: string; operator: string; operand: unknown }
  | { kind: "did"; did: ShownDid }
  | { kind: "segment"; id: string; isDenied: boolean }
  | { kind: "group"; group: Group }
  | { kind: "other"; condition: ConditionDocument };

/** Clauses of which all hold, or any. */
export interface Group {
  join: "all" | "any";
  clauses: readonly Clause[];
}

/** A condition as the builder shows it. Nothing is left out: `conditionFrom` gives one that means the same. */
export function groupFrom(condition: ConditionDocument): Group {
  const entries = Object.entries(condition);
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === "$or") {
    const parts = partsOf(first[1]);
    if (parts !== undefined) return { join: "any", clauses: parts.map(clauseFrom) };
  }
  return { join: "all", clauses: entries.flatMap(([key, value]) => clausesFrom(key, value)) };
}

/** A part of `$or` as one row. */
function clauseFrom(part: ConditionDocument): Clause {
  const group = groupFrom(part);
  const [only, ...others] = group.clauses;
  return only === undefined || others.length > 0 ? { kind: "group", group } : only;
}

function clausesFrom(key: string, value: unknown): Clause[] {
  const asItStands: Clause[] = [{ kind: "other", condition: { [key]: value } }];
  switch (key) {
    case "$and": {
      const groups = partsOf(value)?.map(groupFrom);
      if (groups === undefined) return asItStands;
      return groups.flatMap((group): readonly Clause[] =>
        group.join === "all" ? group.clauses : [{ kind: "group", group }],
      );
    }
    case "$or": {
      const parts = partsOf(value);
      if (parts === undefined) return asItStands;
      return [{ kind: "group", group: { join: "any", clauses: parts.map(clauseFrom) } }];
    }
    case "$inSegment":
      return typeof value === "string" ? [{ kind: "segment", id: value, isDenied: false }] : asItStands;
    case "$not": {
      const denied = isDocument(value) && Object.keys(value).length === 1 ? value["$inSegment"] : undefined;
      return typeof denied === "string" ? [{ kind: "segment", id: denied, isDenied: true }] : asItStands;
    }
    case "$did": {
      const did = shownDid(value);
      return did === undefined ? asItStands : [{ kind: "did", did }];
    }
    default:
      return factClauses(key, value);
  }
}

/** The parts of `$and` or `$or`; `undefined` where there are none, or what stands there are no conditions. */
function partsOf(value: unknown): ConditionDocument[] | undefined {
  return Array.isArray(value) && value.length > 0 && value.every(isDocument) ? value : undefined;
}

function factClauses(name: string, expected: unknown): Clause[] {
  const fact = factNamed(name);
  const known = fact === undefined ? [] : operatorsOf(fact);
  const tests = isOperators(expected) ? Object.entries(expected) : [["$eq", expected] as const];
  return tests.map(([operator, operand]): Clause => {
    if (fact !== undefined && known.includes(operator) && isShownOperand(fact, operator, operand))
      return { kind: "fact", name, operator, operand };
    return {
      kind: "other",
      condition: { [name]: isOperators(expected) ? { [operator]: operand } : expected },
    };
  });
}

const countOperators = [
  "$gte",
  "$gt",
  "$eq",
  "$ne",
  "$lte",
  "$lt",
] as const satisfies readonly CountOperator[];

/** `undefined` for what says more than a row shows. */
function shownDid(value: unknown): ShownDid | undefined {
  if (!isDocument(value)) return undefined;
  const { event, where = {}, within = "ever", count, ...others } = value;
  if (typeof event !== "string" || typeof within !== "string" || Object.keys(others).length > 0)
    return undefined;
  if (!isDocument(where) || !Object.values(where).every(isPlain) || !isDocument(count)) return undefined;
  const [bound, ...more] = Object.entries(count);
  const operator = countOperators.find((each) => each === bound?.[0]);
  const times = bound?.[1];
  if (operator === undefined || typeof times !== "number" || more.length > 0) return undefined;
  return { event, where: where as ShownDid["where"], within, operator, times };
}

function isPlain(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

/** The condition that a group is. Several clauses about one fact stand beside each other where they can. */
export function conditionFrom({ join, clauses }: Group): ConditionDocument {
  const parts = clauses.map(partFrom);
  if (join === "any" && parts.length > 1) return { $or: parts };
  const condition: Record<string, unknown> = {};
  const rest: ConditionDocument[] = [];
  for (const part of parts) if (!isPutInto(condition, part)) rest.push(part);
  return rest.length === 0 ? condition : { $and: [condition, ...rest] };
}

/** Puts a part beside what is there, unless one of its keys is taken by something else. */
function isPutInto(condition: Record<string, unknown>, part: ConditionDocument): boolean {
  const entries = Object.entries(part);
  const merged = entries.map(([key, value]) => beside(condition, key, value));
  if (merged.includes(undefined)) return false;
  entries.forEach(([key], index) => (condition[key] = merged[index]));
  return true;
}

function beside(condition: Record<string, unknown>, key: string, value: unknown): unknown {
  if (!Object.hasOwn(condition, key)) return value;
  const there = condition[key];
  if (key.startsWith("$") || !isOperators(there) || !isOperators(value)) return undefined;
  return Object.keys(value).some((operator) => Object.hasOwn(there, operator))
    ? undefined
    : { ...there, ...value };
}

function partFrom(clause: Clause): ConditionDocument {
  switch (clause.kind) {
    case "fact": {
      const { name, operator, operand } = clause;
      // What looks like operators is meant as they are.
      return { [name]: operator === "$eq" ? operand : { [operator]: operand } };
    }
    case "did": {
      const { event, where, within, operator, times } = clause.did;
      const did: Did = {
        event,
        ...(Object.keys(where).length === 0 ? {} : { where }),
        within,
        count: { [operator]: times },
      };
      return { $did: did };
    }
    case "segment":
      return clause.isDenied ? { $not: { $inSegment: clause.id } } : { $inSegment: clause.id };
    case "group":
      return conditionFrom(clause.group);
    case "other":
      return clause.condition;
  }
}
