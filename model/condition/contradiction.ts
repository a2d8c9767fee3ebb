import { type Fact, factNamed } from "../facts/catalogue.ts";
import { isDocument, isOperators, type ConditionDocument } from "./condition-document.ts";
import { checkDid } from "./check-did.ts";
import type { Did } from "./did.ts";

type Segments = Readonly<Record<string, ConditionDocument>>;

/**
 * Whether a condition contradicts itself, so that it holds for nobody whatever the facts are. What is found is sure;
 * not every contradiction is found.
 * @returns the fact or operator that it contradicts itself about, as in `country`; `undefined` where none was found
 */
export function contradictionIn(condition: ConditionDocument, segments: Segments = {}): string | undefined {
  return findIn(condition, segments, new Map());
}

/** @param known what was found in segments, each looked into once; nothing yet in those that are being looked into. */
function findIn(
  condition: unknown,
  segments: Segments,
  known: Map<string, string | undefined>,
): string | undefined {
  const demands = new Map<string, Demand>();
  return findWithin(condition);

  /** Goes through the clauses that must all hold. */
  function findWithin(part: unknown): string | undefined {
    if (!isDocument(part)) return undefined;
    for (const [key, value] of Object.entries(part)) {
      const found = findInClause(key, value);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  function findInClause(key: string, value: unknown): string | undefined {
    switch (key) {
      case "$and":
        return Array.isArray(value) ? firstOf(value, findWithin) : undefined;
      case "$or": {
        if (!Array.isArray(value) || value.length === 0) return undefined;
        const each = value.map((part) => findIn(part, segments, known));
        return each.every((found) => found !== undefined) ? each[0] : undefined;
      }
      case "$not":
        return isEveryone(value) ? "$not" : undefined;
      case "$nor":
        return Array.isArray(value) && value.some(isEveryone) ? "$nor" : undefined;
      case "$inSegment": {
        if (typeof value !== "string" || !Object.hasOwn(segments, value)) return undefined;
        if (known.has(value)) return known.get(value);
        known.set(value, undefined);
        const found = findIn(segments[value], segments, known);
        known.set(value, found);
        return found;
      }
      case "$did":
        return checkDid(value, []).length === 0 && !isPossibleCount((value as Did).count)
          ? "$did"
          : undefined;
      default: {
        const fact = factNamed(key);
        if (fact === undefined) return undefined;
        const demand = demands.get(key) ?? newDemand(fact);
        demands.set(key, demand);
        return addTo(demand, value) ? undefined : key;
      }
    }
  }
}

function firstOf(parts: readonly unknown[], find: (part: unknown) => string | undefined): string | undefined {
  for (const part of parts) {
    const found = find(part);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isEveryone(value: unknown): boolean {
  return isDocument(value) && Object.keys(value).length === 0;
}

/** What clauses together leave of a fact's values. */
interface Demand {
  /** Whether one value can be several things at once. */
  isManifold: boolean;
  /** `undefined` where it may be anything. */
  among: readonly unknown[] | undefined;
  without: unknown[];
  above: Bound;
  below: Bound;
}

interface Bound {
  at: number;
  /** Whether the bound itself is allowed. */
  closed: boolean;
}

function newDemand(fact: Fact): Demand {
  return {
    isManifold: fact.kind === "list" || fact.kind === "traits",
    among: undefined,
    without: [],
    above: { at: -Infinity, closed: true },
    below: { at: Infinity, closed: true },
  };
}

/** @returns whether any value is left. */
function addTo(demand: Demand, expected: unknown): boolean {
  // A list holds several values, and a trait may be a list, or a text that is "true" as well: one clause says nothing of another.
  if (demand.isManifold) return !isOperators(expected) || !isEmptyList(expected["$in"]);
  const tests: ConditionDocument = isOperators(expected) ? expected : { $eq: expected };
  for (const [operator, operand] of Object.entries(tests)) narrow(demand, operator, operand);
  return isPossible(demand);
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function narrow(demand: Demand, operator: string, operand: unknown): void {
  const isNumber = typeof operand === "number";
  switch (operator) {
    case "$eq":
      return allow(demand, [operand]);
    case "$in":
      return Array.isArray(operand) ? allow(demand, operand) : undefined;
    case "$ne":
      return void demand.without.push(operand);
    case "$nin":
      return Array.isArray(operand) ? void demand.without.push(...(operand as unknown[])) : undefined;
    case "$gt":
    case "$gte":
      if (isNumber) demand.above = tighter(demand.above, { at: operand, closed: operator === "$gte" }, 1);
      return undefined;
    case "$lt":
    case "$lte":
      if (isNumber) demand.below = tighter(demand.below, { at: operand, closed: operator === "$lte" }, -1);
      return undefined;
    default:
      return undefined;
  }
}

function allow(demand: Demand, values: readonly unknown[]): void {
  demand.among = demand.among === undefined ? values : demand.among.filter((value) => values.includes(value));
}

/** @param direction 1 where the higher bound is the tighter one, -1 where the lower is. */
function tighter(a: Bound, b: Bound, direction: 1 | -1): Bound {
  if (a.at === b.at) return a.closed ? b : a;
  return (a.at - b.at) * direction > 0 ? a : b;
}

function isPossible({ among, without, above, below }: Demand): boolean {
  if (above.at > below.at || (above.at === below.at && !(above.closed && below.closed))) return false;
  if (among === undefined) return true;
  return among.some((value) => !without.includes(value) && isWithin(value, above, below));
}

/** Texts and what is not known have an order of their own; nothing is said of them. */
function isWithin(value: unknown, above: Bound, below: Bound): boolean {
  if (typeof value !== "number") return true;
  return (
    (above.closed ? value >= above.at : value > above.at) &&
    (below.closed ? value <= below.at : value < below.at)
  );
}

/** Whether any whole number from 0 on fits. */
function isPossibleCount(count: Did["count"]): boolean {
  const { $eq, $ne, $gt = -1, $gte = 0, $lt = Infinity, $lte = Infinity } = count;
  const least = Math.max($gt + 1, $gte);
  const most = Math.min($lt - 1, $lte);
  if ($eq !== undefined) return $eq >= least && $eq <= most && $eq !== $ne;
  return least < most || (least === most && least !== $ne);
}
