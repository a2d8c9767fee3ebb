import * as v from "valibot";
import { Identifier } from "../identifier.ts";
import { joinPath, type Problem } from "../problem.ts";
import { checkDid } from "./check-did.ts";
import { checkExpected, type Walk } from "./check-operand.ts";
import { isDocument } from "./condition-document.ts";
import { factSubject } from "./subject.ts";

/** Conditions deeper or longer than this are refused, so that no document takes unbounded time. */
const maxDepth = 12;
const maxClauses = 200;

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
  };
  const { complain } = walk;
  visit(condition, [], 0);
  return problems;

  function visit(node: unknown, keys: readonly (string | number)[], depth: number): void {
    if (!isDocument(node)) return complain("not_a_condition", keys, "A condition is an object.");
    if (depth > maxDepth) return complain("too_deep", keys, "This condition is nested too deeply.");
    for (const [key, value] of Object.entries(node)) {
      const at = [...keys, key];
      if (!walk.countClause(at, depth)) return;
      if (key === "$and" || key === "$or" || key === "$nor") {
        if (!Array.isArray(value) || value.length === 0)
          complain("not_a_list", at, `${key} takes a list of conditions.`);
        else for (const [index, part] of value.entries()) visit(part, [...at, index], depth + 1);
      } else if (key === "$not") visit(value, at, depth + 1);
      else if (key === "$did") problems.push(...checkDid(value, at));
      else if (key === "$inSegment") {
        if (!v.is(Identifier, value)) complain("wrong_type", at, "$inSegment takes the id of a segment.");
      } else if (key.startsWith("$")) complain("unknown_operator", at, `There is no operator ${key} here.`);
      else {
        const subject = factSubject(key);
        if (subject === undefined) complain("unknown_fact", at, `There is no fact called ${key}.`);
        else checkExpected(subject, value, at, depth, walk);
      }
    }
  }
}
