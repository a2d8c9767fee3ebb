import { compileDid } from "./compile-did.ts";
import { isDocument, type ConditionDocument } from "./condition-document.ts";
import { checkDid } from "./check-did.ts";
import type { Did } from "./did.ts";
import { compileSegments, type CompiledSegments } from "./compile-segments.ts";
import { compilePath } from "./fact-path.ts";
import { isTooDeep } from "./nesting.ts";
import { compileExpected, type Groups, type Scope } from "./operators.ts";
import type { Segments } from "./segment-cycles.ts";

/** Whether a condition holds for given facts. */
export type CompiledCondition = (facts: unknown) => boolean;

/** What a condition refers to by name. */
export interface ConditionOptions {
  /** Saved lists by their id, for `$inGroup` and `$notInGroup`. */
  readonly groups?: Groups;
  /**
   * The conditions of segments by their id, for `$inSegment`. Nobody is in a segment that is not there, or that asks for
   * itself through others; so its denial holds for everyone, and configurations with such segments are refused.
   */
  readonly segments?: Segments;
}

/** What the clauses of one condition are compiled in. */
interface ConditionScope extends Scope {
  readonly segments: Pick<CompiledSegments, "segment">;
}

/**
 * Turns a condition into closures, once for a bundle; workers forbid generating code from text.
 * @param condition as `checkCondition` accepts it; where a clause makes no sense, it holds for nobody.
 * @returns whether the condition holds for given facts; never throws, whatever these are.
 * @see https://docs.growthbook.io/lib/build-your-own for what the operators mean
 */
export function compileCondition(
  condition: ConditionDocument,
  options: ConditionOptions = {},
): CompiledCondition {
  if (isTooDeep(condition)) return nobody;
  const scope = scopeOf(options);
  const holds = compileWithin(condition, scope);
  if (!scope.segments.isUsed()) return holds;
  return (facts) => {
    scope.segments.begin();
    return holds(facts);
  };
}

/** @param options what the condition refers to; each scope is for one condition. */
export function scopeOf({ groups = {}, segments = {} }: ConditionOptions): ConditionScope & {
  readonly segments: CompiledSegments;
} {
  // Of a list's item it makes no sense to ask in which segment it is.
  const ofItem: ConditionScope = {
    groups,
    segments: { segment: () => nobody },
    compileCondition: (condition) => compileWithin(condition, ofItem),
  };
  const compiled: CompiledSegments = compileSegments(segments, (condition) =>
    compileWithin(condition, { ...ofItem, segments: compiled }),
  );
  return { ...ofItem, segments: compiled };
}

function compileWithin(condition: ConditionDocument, scope: ConditionScope): CompiledCondition {
  return every(Object.entries(condition).map(([key, value]) => compileClause(key, value, scope)));
}

/** Compiles one entry of a condition: a compound, `$did`, `$inSegment`, or a fact with what it is compared with. */
export function compileClause(key: string, value: unknown, scope: ConditionScope): CompiledCondition {
  switch (key) {
    case "$and":
      return Array.isArray(value) ? every(compileEach(value, scope)) : nobody;
    case "$or":
      return Array.isArray(value) ? some(compileEach(value, scope)) : nobody;
    case "$nor":
      return Array.isArray(value) ? not(some(compileEach(value, scope))) : nobody;
    case "$not":
      return isDocument(value) ? not(compileWithin(value, scope)) : nobody;
    case "$did":
      return checkDid(value, []).length === 0 ? compileDid(value as Did) : nobody;
    case "$inSegment":
      return scope.segments.segment(value);
    default:
      return compilePath(key, compileExpected(value, scope));
  }
}

function compileEach(conditions: readonly unknown[], scope: ConditionScope): CompiledCondition[] {
  return conditions.map((part) => (isDocument(part) ? compileWithin(part, scope) : nobody));
}

const nobody: CompiledCondition = () => false;

/** So many tests are joined one within the other; more could be more than a call stack takes. */
const mostJoined = 12;

function every(tests: readonly CompiledCondition[]): CompiledCondition {
  if (tests.length > mostJoined)
    return (facts) => {
      for (const test of tests) if (!test(facts)) return false;
      return true;
    };
  const [first, second, third, ...others] = tests;
  // Joined by twos and threes, since that is faster than any loop, and each page waits for it.
  if (first === undefined) return () => true;
  if (second === undefined) return first;
  if (third === undefined) return (facts) => first(facts) && second(facts);
  if (others.length === 0) return (facts) => first(facts) && second(facts) && third(facts);
  const rest = every(others);
  return (facts) => first(facts) && second(facts) && third(facts) && rest(facts);
}

/** As in GrowthBook, no alternatives at all hold for everyone; so `$nor` of none holds for nobody. */
function some(tests: readonly CompiledCondition[]): CompiledCondition {
  if (tests.length === 0) return () => true;
  return (facts) => {
    for (const test of tests) if (test(facts)) return true;
    return false;
  };
}

function not(test: CompiledCondition): CompiledCondition {
  return (facts) => !test(facts);
}
