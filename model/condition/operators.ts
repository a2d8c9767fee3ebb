import { compileVersion } from "./compare-versions.ts";
import { isDocument, isOperators, type ConditionDocument } from "./condition-document.ts";
import { compileLooseEquality, compileStrictEquality } from "./equality.ts";
import { compileNear } from "./near.ts";
import { compileOrder } from "./order.ts";
import { compileRegex } from "./regex.ts";

type Test = (value: unknown) => boolean;

/** Saved lists of values by their id, which `$inGroup` and `$notInGroup` read. */
export type Groups = Readonly<Record<string, readonly unknown[]>>;

/** What operators need that is not in their operand. */
export interface Scope {
  readonly groups: Groups;
  /** Compiles a whole condition: about an item, for `$elemMatch`. */
  readonly compileCondition: (condition: ConditionDocument) => Test;
}

/** Compiles what a fact is compared with: operators that must all hold, or a plain value. */
export function compileExpected(expected: unknown, scope: Scope): Test {
  if (!isOperators(expected)) return compileLooseEquality(expected);
  const tests = Object.entries(expected).map(([operator, operand]) =>
    compileOperator(operator, operand, scope),
  );
  const [only] = tests;
  if (only !== undefined && tests.length === 1) return only;
  return (value) => tests.every((test) => test(value));
}

/**
 * Compiles one operator. An operator that is not known, or whose operand makes no sense, holds for nothing: conditions
 * are checked before they are saved, and one from elsewhere must not bring down a page.
 */
export function compileOperator(operator: string, operand: unknown, scope: Scope): Test {
  switch (operator) {
    case "$eq":
      return compileStrictEquality(operand);
    case "$ne":
      return not(compileStrictEquality(operand));
    case "$gt":
    case "$gte":
    case "$lt":
    case "$lte":
      return compileOrder(operator, operand);
    case "$veq":
    case "$vne":
    case "$vgt":
    case "$vgte":
    case "$vlt":
    case "$vlte":
      return compileVersion(operator, operand);
    case "$in":
    case "$nin":
    case "$ini":
    case "$nini":
    case "$inGroup":
    case "$notInGroup":
      return compileMembership(operator, operand, scope.groups);
    case "$all":
    case "$alli":
    case "$size":
    case "$elemMatch":
      return compileListOperator(operator, operand, scope);
    case "$near":
      return compileNear(operand);
    case "$regex":
    case "$regexi":
      return compileRegex(operand, operator === "$regexi");
    case "$exists":
      return operand ? isThere : not(isThere);
    case "$type":
      return (value) => typeName(value) === operand;
    case "$not":
      return not(compileExpected(operand, scope));
    default:
      return nothing;
  }
}

function compileMembership(operator: string, operand: unknown, groups: Groups): Test {
  if (operator === "$inGroup" || operator === "$notInGroup") {
    // A list that is not there has nobody in it.
    const group = typeof operand === "string" && Object.hasOwn(groups, operand) ? groups[operand] : [];
    return compileMembership(operator === "$inGroup" ? "$in" : "$nin", group, groups);
  }
  if (!Array.isArray(operand)) return nothing;
  const ignoresCase = operator === "$ini" || operator === "$nini";
  const isKnown = compileIsOneOf(ignoresCase ? operand.map(withoutCase) : operand);
  const has: Test = ignoresCase ? (value) => isKnown(withoutCase(value)) : isKnown;
  // Of a list, one item is enough.
  const isIn: Test = (value) =>
    typeof value === "object" && Array.isArray(value) ? value.some(has) : has(value);
  return operator === "$in" || operator === "$ini" ? isIn : not(isIn);
}

/** A short list is faster gone through than looked up in. */
const shortList = 8;

function compileIsOneOf(values: readonly unknown[]): Test {
  if (values.length > shortList) {
    const known = new Set(values);
    return (value) => known.has(value);
  }
  return (value) => {
    for (const known of values) if (known === value) return true;
    return false;
  };
}

/** These hold for no fact that is not a list. */
function compileListOperator(operator: string, operand: unknown, scope: Scope): Test {
  if (operator === "$size") {
    const holds = compileExpected(operand, scope);
    return (value) => Array.isArray(value) && holds(value.length);
  }
  if (operator === "$elemMatch") {
    if (!isDocument(operand)) return nothing;
    const holds = isOperators(operand) ? compileExpected(operand, scope) : scope.compileCondition(operand);
    return (value) => Array.isArray(value) && value.some((item) => holds(item));
  }
  if (!Array.isArray(operand)) return nothing;
  const ignoresCase = operator === "$alli";
  const each = operand.map((expected) =>
    compileExpected(ignoresCase ? withoutCase(expected) : expected, scope),
  );
  return (value) => {
    if (!Array.isArray(value)) return false;
    const items: unknown[] = ignoresCase ? value.map(withoutCase) : value;
    return each.every((holds) => items.some(holds));
  };
}

/** The name that `$type` knows a value by. */
function typeName(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return "array";
  return ["string", "number", "boolean", "object"].includes(typeof value) ? typeof value : "unknown";
}

function withoutCase(value: unknown): unknown {
  return typeof value === "string" ? value.toLowerCase() : value;
}

const nothing: Test = () => false;
const isThere: Test = (value) => value !== null && value !== undefined;

function not(test: Test): Test {
  return (value) => !test(value);
}
