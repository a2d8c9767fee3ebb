import type { Facts } from "../facts.ts";
import { isDocument, type ConditionDocument } from "./condition.ts";
import { counterOf, windowMs, type Counter, type Did } from "./did.ts";

type Test = (facts: Facts) => boolean;

/**
 * Turns a checked condition into closures, once for a bundle; workers forbid generating code from text.
 * @param condition as `checkCondition` accepts it.
 * @returns whether the condition holds for given facts; never throws.
 */
export function compileCondition(condition: ConditionDocument): Test {
  return every(Object.entries(condition).map(([key, value]) => compileClause(key, value)));
}

function compileClause(key: string, value: unknown): Test {
  switch (key) {
    case "$and":
      return every((value as ConditionDocument[]).map(compileCondition));
    case "$or":
      return some((value as ConditionDocument[]).map(compileCondition));
    case "$nor":
      return not(some((value as ConditionDocument[]).map(compileCondition)));
    case "$not":
      return not(compileCondition(value as ConditionDocument));
    case "$did":
      return compileDid(value as Did);
    default:
      return compileFact(key as keyof Facts, value);
  }
}

function compileFact(name: keyof Facts, test: unknown): Test {
  if (!isDocument(test)) return (facts) => facts[name] === test;
  return every(
    Object.entries(test).map(([operator, value]) => {
      const holds = compileOperator(operator, value);
      return (facts: Facts) => holds(facts[name]);
    }),
  );
}

/** An operator of a fact or of a count, as a test of the value. */
function compileOperator(operator: string, bound: unknown): (value: unknown) => boolean {
  switch (operator) {
    case "$eq":
      return (value) => value === bound;
    case "$ne":
      return (value) => value !== bound;
    case "$gt":
      return (value) => sameKind(value, bound) && value > (bound as number);
    case "$gte":
      return (value) => sameKind(value, bound) && value >= (bound as number);
    case "$lt":
      return (value) => sameKind(value, bound) && value < (bound as number);
    case "$lte":
      return (value) => sameKind(value, bound) && value <= (bound as number);
    case "$in":
      return (value) => (bound as unknown[]).includes(value);
    case "$nin":
      return (value) => !(bound as unknown[]).includes(value);
    case "$exists":
      return (value) => (value !== undefined && value !== "") === bound;
    default:
      return () => false;
  }
}

/** Numbers compare with numbers and text with text, by the same operator; anything else does not compare. */
function sameKind(value: unknown, bound: unknown): value is number {
  return typeof value === typeof bound && (typeof value === "number" || typeof value === "string");
}

function compileDid(did: Did): Test {
  const { id } = counterOf(did);
  const within = did.within ?? "ever";
  const lengthMs = windowMs(within);
  const holds = Object.entries(did.count).map(([operator, bound]) => compileOperator(operator, bound));
  return ({ behaviour }) => {
    const sinceMs = sinceOf(behaviour.nowMs, behaviour.sessionStartedAtMs);
    const count = (behaviour.timesMs[id] ?? []).filter((timeMs) => timeMs >= sinceMs).length;
    return holds.every((test) => test(count));
  };

  function sinceOf(nowMs: number, sessionStartedAtMs: number): number {
    if (within === "session") return sessionStartedAtMs;
    return lengthMs === undefined ? 0 : nowMs - lengthMs;
  }
}

/** Every counter that the condition's `$did` clauses read, each once. */
export function countersOf(conditions: readonly ConditionDocument[]): Counter[] {
  const counters = new Map<string, Counter>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (!isDocument(node)) return;
    for (const [key, value] of Object.entries(node)) {
      if (key !== "$did") visit(value);
      else {
        const counter = counterOf(value as Did);
        const keep = Math.max(counter.keep, counters.get(counter.id)?.keep ?? 0);
        counters.set(counter.id, { ...counter, keep });
      }
    }
  };
  visit(conditions);
  return [...counters.values()];
}

function every(tests: readonly Test[]): Test {
  return (facts) => tests.every((test) => test(facts));
}
function some(tests: readonly Test[]): Test {
  return (facts) => tests.some((test) => test(facts));
}
function not(test: Test): Test {
  return (facts) => !test(facts);
}
