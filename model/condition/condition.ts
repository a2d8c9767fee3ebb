import * as v from "valibot";
import { factNamed } from "../facts/catalogue.ts";
import { joinPath, type Problem } from "../problem.ts";
import { checkExpected, type Subject, type Walk } from "./check-operand.ts";
import { isDocument, type ConditionDocument } from "./condition-document.ts";
import { checkDid } from "./did.ts";

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

/** @returns everything that is wrong with the condition, each with the path of its clause; empty where it is right. */
export function checkCondition(condition: unknown): Problem[] {
  const problems: Problem[] = [];
  let clauses = 0;
  const walk: Walk = {
    complain: (code, keys, message) => void problems.push({ code, path: joinPath(keys), message }),
    countClause(keys, depth) {
      if (depth > maxDepth) walk.complain("too_deep", keys, "This condition is nested too deeply.");
      else if (++clauses > maxClauses)
        walk.complain("too_long", keys, "This condition has too many clauses.");
      else return true;
      return false;
    },
    visitItem: (part, keys, depth) => visit(part, keys, depth, itemSubject),
  };
  const { complain } = walk;
  visit(condition, [], 0, factSubject);
  return problems;

  function visit(
    node: unknown,
    keys: readonly (string | number)[],
    depth: number,
    subjectOf: (name: string) => Subject | undefined,
  ): void {
    if (!isDocument(node)) return complain("not_a_condition", keys, "A condition is an object.");
    if (depth > maxDepth) return complain("too_deep", keys, "This condition is nested too deeply.");
    for (const [key, value] of Object.entries(node)) {
      const at = [...keys, key];
      if (!walk.countClause(at, depth)) return;
      if (key === "$and" || key === "$or" || key === "$nor") {
        if (!Array.isArray(value) || value.length === 0)
          complain("not_a_list", at, `${key} takes a list of conditions.`);
        else for (const [index, part] of value.entries()) visit(part, [...at, index], depth + 1, subjectOf);
      } else if (key === "$not") visit(value, at, depth + 1, subjectOf);
      else if (key === "$did" && subjectOf === factSubject) problems.push(...checkDid(value, at));
      else if (key.startsWith("$")) complain("unknown_operator", at, `There is no operator ${key} here.`);
      else {
        const subject = subjectOf(key);
        if (subject === undefined) complain("unknown_fact", at, `There is no fact called ${key}.`);
        else checkExpected(subject, value, at, depth, walk);
      }
    }
  }
}

function factSubject(name: string): Subject | undefined {
  const fact = factNamed(name);
  if (fact === undefined) return undefined;
  return {
    label: fact.label,
    expects: fact.values === undefined ? "text" : `one of ${fact.values.join(", ")}`,
    fits: (value) => typeof value === "string" && (fact.values === undefined || fact.values.includes(value)),
  };
}

/** What an item of a list holds is written down nowhere, so any plain value may be asked for. */
function itemSubject(name: string): Subject {
  return {
    label: name,
    expects: "text, a number, true or false",
    fits: (value) => ["string", "number", "boolean"].includes(typeof value),
  };
}
