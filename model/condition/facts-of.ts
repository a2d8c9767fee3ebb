import { type FactName, isFactName } from "../facts/catalogue.ts";
import { clausesOf } from "./clauses-of.ts";
import { isDocument, type ConditionDocument } from "./condition-document.ts";
import { checkDid } from "./check-did.ts";
import { counterOf, type Counter, type Did } from "./did.ts";
import { isTooDeep } from "./nesting.ts";
import type { Segments } from "./segment-cycles.ts";

/** What a condition asks to know. */
export interface FactsRead {
  /** Names of facts, or dotted paths into them, as the condition writes them. */
  readonly names: ReadonlySet<string>;
  readonly counters: readonly Counter[];
  /** Ids of the segments that it names. */
  readonly segments: ReadonlySet<string>;
  /** Ids of the saved lists that it names. */
  readonly groups: ReadonlySet<string>;
}

interface FactsOfOptions {
  /** Looks through the segments that the condition names, and those that these name, where they are given. */
  readonly segments?: Segments;
}

/** @returns everything that the condition reads, each once; nothing for one that is too deep to be evaluated. */
export function factsOf(condition: ConditionDocument, options: FactsOfOptions = {}): FactsRead {
  return factsOfAll([condition], options);
}

function factsOfAll(conditions: readonly unknown[], { segments = {} }: FactsOfOptions): FactsRead {
  const names = new Set<string>();
  const counters = new Map<string, Counter>();
  const seen = new Set<string>();
  const groups = new Set<string>();
  const waiting = conditions.toReversed();
  while (waiting.length > 0) {
    const condition = waiting.pop();
    if (isTooDeep(condition)) continue;
    for (const [key, value] of clausesOf(condition)) {
      if (key === "$did") {
        if (checkDid(value, []).length === 0) addCounter(counters, counterOf(value as Did));
      } else if (key === "$inSegment") {
        if (typeof value !== "string" || seen.has(value)) continue;
        seen.add(value);
        if (Object.hasOwn(segments, value)) waiting.push(segments[value]);
      } else {
        names.add(key);
        addGroups(groups, value);
      }
    }
  }
  return { names, counters: [...counters.values()], segments: seen, groups };
}

/** Every counter that the conditions' `$did` clauses read, each once. */
export function countersOf(
  conditions: readonly ConditionDocument[],
  options: FactsOfOptions = {},
): Counter[] {
  return [...factsOfAll(conditions, options).counters];
}

/** Every fact of the catalogue that the conditions read, each once and without the rest of a dotted path. */
export function factNamesOf(
  conditions: readonly ConditionDocument[],
  options: FactsOfOptions = {},
): FactName[] {
  const names = [...factsOfAll(conditions, options).names].map(baseName);
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

/** Adds the lists that a fact is compared with, also within operators that hold others. */
function addGroups(groups: Set<string>, expected: unknown): void {
  if (Array.isArray(expected)) for (const part of expected) addGroups(groups, part);
  if (!isDocument(expected)) return;
  for (const [operator, operand] of Object.entries(expected)) {
    if ((operator === "$inGroup" || operator === "$notInGroup") && typeof operand === "string")
      groups.add(operand);
    else addGroups(groups, operand);
  }
}
