import { type FactName, isFactName } from "../facts/catalogue.ts";
import { isDocument, type ConditionDocument } from "./condition-document.ts";
import { checkDid, counterOf, type Counter, type Did } from "./did.ts";

/** What a condition asks to know. */
export interface FactsRead {
  /** Names of facts, or dotted paths into them, as the condition writes them. */
  readonly names: ReadonlySet<string>;
  readonly counters: readonly Counter[];
}

/** @returns every fact and every counter that the condition reads, each once. */
export function factsOf(condition: ConditionDocument): FactsRead {
  const names = new Set<string>();
  const counters = new Map<string, Counter>();
  visit(condition);
  return { names, counters: [...counters.values()] };

  function visit(part: unknown): void {
    if (!isDocument(part)) return;
    for (const [key, value] of Object.entries(part)) {
      if (key === "$not") visit(value);
      else if (key === "$did") {
        if (checkDid(value, []).length === 0) addCounter(counters, counterOf(value as Did));
      } else if (key === "$and" || key === "$or" || key === "$nor") {
        if (Array.isArray(value)) value.forEach(visit);
      } else names.add(key);
    }
  }
}

/** Every counter that the conditions' `$did` clauses read, each once. */
export function countersOf(conditions: readonly ConditionDocument[]): Counter[] {
  const counters = new Map<string, Counter>();
  for (const condition of conditions)
    for (const counter of factsOf(condition).counters) addCounter(counters, counter);
  return [...counters.values()];
}

/** Every fact of the catalogue that the conditions read, each once and without the rest of a dotted path. */
export function factNamesOf(conditions: readonly ConditionDocument[]): FactName[] {
  const names = conditions.flatMap((condition) => [...factsOf(condition).names].map(baseName));
  return [...new Set(names)].filter(isFactName);
}

function baseName(path: string): string {
  return path.split(".", 1)[0] ?? path;
}

/** A counter that several ask for is kept as long as the most demanding one needs. */
function addCounter(counters: Map<string, Counter>, counter: Counter): void {
  const keep = Math.max(counter.keep, counters.get(counter.id)?.keep ?? 0);
  counters.set(counter.id, { ...counter, keep });
}
