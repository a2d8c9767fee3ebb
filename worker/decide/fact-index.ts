import type { ConditionDocument } from "../../model/condition/condition-document.ts";
import type { Facts } from "../../model/facts/facts.ts";
import type { CompiledRule } from "./compile-rules.ts";
import { requirementsOf, type Requirement } from "./requirement.ts";

/**
 * Finds, among rules, those whose condition may hold for given facts, without looking at the others: each rule is filed
 * under the one requirement of its condition that the fewest rules share.
 */
export class FactIndex {
  readonly #always: CompiledRule[] = [];
  readonly #byFact = new Map<string, Map<string, CompiledRule[]>>();
  readonly #byCounter = new Map<string, CompiledRule[]>();

  constructor(rules: readonly CompiledRule[], segments: Readonly<Record<string, ConditionDocument>>) {
    const required = rules.map((rule) => requirementsOf(rule.rule.condition, segments));
    const popularity = countPopularity(required);
    for (const [index, rule] of rules.entries()) this.#file(rule, rarest(required[index] ?? [], popularity));
  }

  #file(rule: CompiledRule, requirement: Requirement | undefined): void {
    if (requirement === undefined) this.#always.push(rule);
    else if (requirement.kind === "counter") push(this.#byCounter, requirement.id, rule);
    else {
      const byValue = this.#byFact.get(requirement.name) ?? new Map<string, CompiledRule[]>();
      this.#byFact.set(requirement.name, byValue);
      for (const value of new Set(requirement.values)) push(byValue, value, rule);
    }
  }

  /** The rules that may hold, each once, in no order. */
  candidates(facts: Facts): CompiledRule[] {
    const found = [...this.#always];
    for (const [name, byValue] of this.#byFact) {
      const value = (facts as Readonly<Record<string, unknown>>)[name];
      if (Array.isArray(value)) addEach(found, byValue, value);
      // Where a condition names a text, a number or a boolean that is spelled like it may fit too.
      else if (value !== null && value !== undefined) add(found, byValue.get(textOf(value)));
    }
    if (this.#byCounter.size > 0)
      for (const id of Object.keys(facts.behaviour.timesMs)) add(found, this.#byCounter.get(id));
    return found;
  }
}

/** How many rules require each value. */
function countPopularity(required: readonly (readonly Requirement[])[]): ReadonlyMap<string, number> {
  const popularity = new Map<string, number>();
  for (const requirement of required.flat())
    for (const key of keysOf(requirement)) popularity.set(key, (popularity.get(key) ?? 0) + 1);
  return popularity;
}

/** The one that finds the fewest other rules with it. */
function rarest(
  requirements: readonly Requirement[],
  popularity: ReadonlyMap<string, number>,
): Requirement | undefined {
  const cost = (requirement: Requirement) =>
    keysOf(requirement).reduce((sum, key) => sum + (popularity.get(key) ?? 0), 0);
  return requirements.toSorted((a, b) => cost(a) - cost(b))[0];
}

function keysOf(requirement: Requirement): string[] {
  if (requirement.kind === "counter") return [`counter ${requirement.id}`];
  return requirement.values.map((value) => `fact ${requirement.name} ${value}`);
}

function addEach(
  found: CompiledRule[],
  byValue: ReadonlyMap<string, CompiledRule[]>,
  values: readonly unknown[],
): void {
  const known = new Set<CompiledRule>();
  for (const value of values) for (const rule of byValue.get(textOf(value)) ?? []) known.add(rule);
  found.push(...known);
}

function add(found: CompiledRule[], rules: readonly CompiledRule[] | undefined): void {
  if (rules !== undefined) for (const rule of rules) found.push(rule);
}

/** No condition names what is no text, number or boolean; and an address may name a parameter `toString`. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
