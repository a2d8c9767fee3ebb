import { compileDid } from "./compile-did.ts";
import { isDocument, type ConditionDocument } from "./condition-document.ts";
import { checkDid, type Did } from "./did.ts";
import { compilePath } from "./fact-path.ts";
import { compileExpected, type Groups, type Scope } from "./operators.ts";

/** Whether a condition holds for given facts. */
export type CompiledCondition = (facts: unknown) => boolean;

/** What a condition refers to by name. */
export interface ConditionOptions {
  /** Saved lists by their id, for `$inGroup` and `$notInGroup`. */
  readonly groups?: Groups;
}

/**
 * Turns a condition into closures, once for a bundle; workers forbid generating code from text.
 * @param condition as `checkCondition` accepts it; where a clause makes no sense, it holds for nobody.
 * @returns whether the condition holds for given facts; never throws, whatever these are.
 * @see https://docs.growthbook.io/lib/build-your-own for what the operators mean
 */
export function compileCondition(
  condition: ConditionDocument,
  { groups = {} }: ConditionOptions = {},
): CompiledCondition {
  return compileWithin(condition, scopeOf(groups));
}

/** What clauses are compiled in. */
export function scopeOf(groups: Groups): Scope {
  const scope: Scope = { groups, compileCondition: (condition) => compileWithin(condition, scope) };
  return scope;
}

function compileWithin(condition: ConditionDocument, scope: Scope): CompiledCondition {
  return every(Object.entries(condition).map(([key, value]) => compileClause(key, value, scope)));
}

/** Compiles one entry of a condition: a compound, `$did`, or a fact with what it is compared with. */
export function compileClause(key: string, value: unknown, scope: Scope): CompiledCondition {
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
    default:
      return compileFact(key, value, scope);
  }
}

function compileFact(path: string, expected: unknown, scope: Scope): CompiledCondition {
  return compilePath(path, compileExpected(expected, scope));
}

function compileEach(conditions: readonly unknown[], scope: Scope): CompiledCondition[] {
  return conditions.map((part) => (isDocument(part) ? compileWithin(part, scope) : nobody));
}

const nobody: CompiledCondition = () => false;

function every(tests: readonly CompiledCondition[]): CompiledCondition {
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
