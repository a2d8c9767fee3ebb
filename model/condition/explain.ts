import { compileCount } from "./compile-did.ts";
import { compileClause, scopeOf, type ConditionOptions } from "./compile.ts";
import { isDocument, isOperators, type ConditionDocument } from "./condition-document.ts";
import { checkDid } from "./check-did.ts";
import type { Did } from "./did.ts";
import { readPath } from "./fact-path.ts";
import { isTooDeep } from "./nesting.ts";
import { compileExpected, compileOperator, type Scope } from "./operators.ts";

/** Why a condition, or one clause of it, held or did not. */
export interface Explanation {
  /** Where the clause stands in the condition, as in `$or[1].source.$in`; empty for the whole. */
  readonly path: string;
  /** `$eq` also where a plain value is given, and `$and` for a whole condition. */
  readonly operator: string;
  /** What the operator was given. */
  readonly expected: unknown;
  /** The fact's value, `null` where it is not known; for `$did` how often it happened; for compounds `undefined`. */
  readonly actual: unknown;
  readonly holds: boolean;
  /**
   * The clauses that a compound joins, whether or not they decided; for `$inSegment` those of the segment, where it is
   * named first.
   */
  readonly parts?: readonly Explanation[];
}

/**
 * Says of each clause whether it holds for given facts, and on which value.
 * @returns the whole condition's verdict, the same as `compileCondition` gives, with its clauses as parts.
 */
export function explainCondition(
  condition: ConditionDocument,
  facts: unknown,
  options: ConditionOptions = {},
): Explanation {
  const scope = scopeOf(options);
  if (isTooDeep(condition))
    return { path: "", operator: "$and", expected: condition, actual: undefined, holds: false, parts: [] };
  return explainPart(condition, facts, "", { ...scope, explained: new Set() });
}

interface ExplainScope extends ReturnType<typeof scopeOf> {
  /** Segments whose clauses have been said. */
  readonly explained: Set<ConditionDocument>;
}

function explainPart(condition: unknown, facts: unknown, path: string, scope: ExplainScope): Explanation {
  const parts = isDocument(condition)
    ? Object.entries(condition).map(([key, value]) =>
        explainClause(key, value, facts, path === "" ? key : `${path}.${key}`, scope),
      )
    : [];
  // What is no condition, as a list's item, holds for nobody.
  const holds = isDocument(condition) && parts.every((part) => part.holds);
  return { path, operator: "$and", expected: condition, actual: undefined, holds, parts };
}

function explainClause(
  key: string,
  value: unknown,
  facts: unknown,
  path: string,
  scope: ExplainScope,
): Explanation {
  const clause = { path, operator: key, expected: value, actual: undefined };
  const holds = () => compileClause(key, value, scope)(facts);
  switch (key) {
    case "$and":
    case "$or":
    case "$nor": {
      if (!Array.isArray(value)) return { ...clause, holds: holds() };
      const parts = value.map((part, index) => explainPart(part, facts, `${path}[${index}]`, scope));
      return { ...clause, holds: verdict(key, parts), parts };
    }
    case "$not": {
      if (!isDocument(value)) return { ...clause, holds: holds() };
      const denied = explainPart(value, facts, path, scope);
      return { ...clause, holds: !denied.holds, parts: denied.parts ?? [] };
    }
    case "$did": {
      const isRight = checkDid(value, []).length === 0;
      return { ...clause, actual: isRight ? compileCount(value as Did)(facts) : undefined, holds: holds() };
    }
    case "$inSegment": {
      const explanation = { ...clause, holds: holds() };
      const condition = scope.segments.conditionOf(value);
      if (condition === undefined || scope.explained.has(condition)) return explanation;
      scope.explained.add(condition);
      return { ...explanation, parts: explainPart(condition, facts, path, scope).parts ?? [] };
    }
    default:
      return explainFact(readPath(key, facts), value, path, scope);
  }
}

function verdict(operator: "$and" | "$or" | "$nor", parts: readonly Explanation[]): boolean {
  if (operator === "$and") return parts.every((part) => part.holds);
  const isAny = parts.some((part) => part.holds);
  // As in GrowthBook, no alternatives at all hold for everyone.
  return (isAny || parts.length === 0) === (operator === "$or");
}

/** One clause for a plain value or a single operator; several operators of one fact are joined. */
function explainFact(actual: unknown, expected: unknown, path: string, scope: Scope): Explanation {
  if (!isOperators(expected)) {
    const holds = compileExpected(expected, scope)(actual);
    return { path, operator: "$eq", expected, actual, holds };
  }
  const parts = Object.entries(expected).map(([operator, operand]) =>
    explainOperator(operator, operand, actual, `${path}.${operator}`, scope),
  );
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  return { path, operator: "$and", expected, actual, holds: parts.every((part) => part.holds), parts };
}

function explainOperator(
  operator: string,
  expected: unknown,
  actual: unknown,
  path: string,
  scope: Scope,
): Explanation {
  if (operator === "$not") {
    const denied = explainFact(actual, expected, path, scope);
    return { path, operator, expected, actual, holds: !denied.holds, parts: [denied] };
  }
  const holds = compileOperator(operator, expected, scope)(actual);
  return { path, operator, expected, actual, holds };
}
