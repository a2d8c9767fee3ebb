import * as v from "valibot";
import { factNamed } from "../facts.ts";
import { joinPath, type Problem } from "../problem.ts";
import { checkDid } from "./did.ts";

/** A question about facts: a JSON document in MongoDB query syntax, checked by `checkCondition`. */
export interface ConditionDocument {
  readonly [key: string]: unknown;
}

/** Operators that compare a fact with a value. */
export const comparisons = ["$eq", "$ne", "$gt", "$gte", "$lt", "$lte"] as const;
/** Operators that compare a fact with a list. */
export const memberships = ["$in", "$nin"] as const;

/** Conditions deeper or longer than this are refused, so that no document takes unbounded time. */
const maxDepth = 12;
const maxClauses = 200;

export const Condition = v.pipe(
  v.custom<ConditionDocument>(isDocument, "A condition is an object."),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const problem of checkCondition(dataset.value)) {
      const where = problem.path === "" ? "" : ` (at ${problem.path})`;
      addIssue({ message: problem.message + where });
    }
  }),
);

export function isDocument(value: unknown): value is ConditionDocument {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @returns everything that is wrong with the condition, each with the path of its clause; empty where it is right. */
export function checkCondition(condition: unknown): Problem[] {
  const problems: Problem[] = [];
  let clauses = 0;
  const complain = (code: string, keys: readonly (string | number)[], message: string) =>
    problems.push({ code, path: joinPath(keys), message });

  function visit(node: unknown, keys: readonly (string | number)[], depth: number): void {
    if (!isDocument(node)) return void complain("not_a_condition", keys, "A condition is an object.");
    if (depth > maxDepth) return void complain("too_deep", keys, "This condition is nested too deeply.");
    for (const [key, value] of Object.entries(node)) {
      const at = [...keys, key];
      if (++clauses > maxClauses)
        return void complain("too_long", at, "This condition has too many clauses.");
      if (key === "$and" || key === "$or" || key === "$nor") {
        if (!Array.isArray(value) || value.length === 0)
          complain("not_a_list", at, `${key} takes a list of conditions.`);
        else for (const [index, part] of value.entries()) visit(part, [...at, index], depth + 1);
      } else if (key === "$not") visit(value, at, depth + 1);
      else if (key === "$did") problems.push(...checkDid(value, at));
      else if (key.startsWith("$")) complain("unknown_operator", at, `There is no operator ${key}.`);
      else visitFact(key, value, at);
    }
  }

  function visitFact(name: string, test: unknown, keys: readonly (string | number)[]): void {
    const fact = factNamed(name);
    if (fact === undefined) return void complain("unknown_fact", keys, `There is no fact called ${name}.`);
    const valueFits = (value: unknown): boolean =>
      typeof value === "string" && (fact.values === undefined || fact.values.includes(value));
    const expected = fact.values === undefined ? "text" : `one of ${fact.values.join(", ")}`;
    if (!isDocument(test)) {
      if (!valueFits(test)) complain("wrong_type", keys, `The ${fact.label} is ${expected}.`);
      return;
    }
    if (Object.keys(test).length === 0)
      complain("wrong_type", keys, `What the ${fact.label} is compared with is missing.`);
    for (const [operator, value] of Object.entries(test)) {
      const at = [...keys, operator];
      clauses += 1;
      if (operator === "$exists") {
        if (typeof value !== "boolean") complain("wrong_type", at, "$exists takes true or false.");
      } else if ((memberships as readonly string[]).includes(operator)) {
        if (!Array.isArray(value) || !value.every(valueFits))
          complain("wrong_type", at, `${operator} takes a list, each ${expected}.`);
      } else if ((comparisons as readonly string[]).includes(operator)) {
        if (!valueFits(value)) complain("wrong_type", at, `${operator} takes ${expected}.`);
      } else complain("unknown_operator", at, `There is no operator ${operator} for a fact.`);
    }
  }

  visit(condition, [], 0);
  return problems;
}
