import { isDocument, isOperators, type ConditionDocument } from "./condition-document.ts";
import { regexProblem } from "./regex-safety.ts";

/** What is compared: a fact, an item of a list, or how long a list is. */
export interface Subject {
  /** As in "The device is …". */
  readonly label: string;
  /** As in "… one of mobile, tablet". */
  readonly expects: string;
  readonly fits: (value: unknown) => boolean;
}

/** Keys from the document to a clause. */
type Keys = readonly (string | number)[];

/** What the walk through a condition does for the operands that are conditions themselves. */
export interface Walk {
  readonly complain: (code: string, keys: Keys, message: string) => void;
  /** @returns whether to go on: false once the condition is too long or too deep. */
  readonly countClause: (keys: Keys, depth: number) => boolean;
  readonly visitItem: (condition: ConditionDocument, keys: Keys, depth: number) => void;
}

const typeNames = ["string", "number", "boolean", "array", "object", "null"];

const listLength: Subject = {
  label: "length",
  expects: "a whole number",
  fits: (value) => Number.isInteger(value) && (value as number) >= 0,
};

/** Reports what is wrong with the value, or the operators, that a subject is compared with. */
export function checkExpected(
  subject: Subject,
  expected: unknown,
  keys: Keys,
  depth: number,
  walk: Walk,
): void {
  if (!isDocument(expected)) {
    if (!subject.fits(expected))
      walk.complain("wrong_type", keys, `The ${subject.label} is ${subject.expects}.`);
    return;
  }
  if (Object.keys(expected).length === 0)
    walk.complain("wrong_type", keys, `What the ${subject.label} is compared with is missing.`);
  for (const [operator, operand] of Object.entries(expected)) {
    const at = [...keys, operator];
    if (!walk.countClause(at, depth)) return;
    checkOperand(subject, operator, operand, at, depth, walk);
  }
}

function checkOperand(
  subject: Subject,
  operator: string,
  operand: unknown,
  keys: Keys,
  depth: number,
  walk: Walk,
): void {
  const demand = (isRight: boolean, what: string) => {
    if (!isRight) walk.complain("wrong_type", keys, `${operator} takes ${what}.`);
  };
  switch (operator) {
    case "$eq":
    case "$ne":
    case "$gt":
    case "$gte":
    case "$lt":
    case "$lte":
      return demand(subject.fits(operand), subject.expects);
    case "$in":
    case "$nin":
    case "$ini":
    case "$nini":
      return demand(Array.isArray(operand) && operand.every(subject.fits), `a list, each ${subject.expects}`);
    case "$all":
    case "$alli":
      if (!Array.isArray(operand)) return demand(false, `a list, each ${subject.expects}`);
      return operand.forEach((part, index) =>
        checkExpected(subject, part, [...keys, index], depth + 1, walk),
      );
    case "$size":
      return checkExpected(listLength, operand, keys, depth + 1, walk);
    case "$elemMatch":
      if (!isDocument(operand)) return demand(false, "a condition about an item");
      return isOperators(operand)
        ? checkExpected(subject, operand, keys, depth + 1, walk)
        : walk.visitItem(operand, keys, depth + 1);
    case "$not":
      return checkExpected(subject, operand, keys, depth + 1, walk);
    case "$exists":
      return demand(typeof operand === "boolean", "true or false");
    case "$type":
      return demand(typeNames.includes(operand as string), `one of ${typeNames.join(", ")}`);
    case "$regex":
    case "$regexi": {
      if (typeof operand !== "string") return demand(false, "a pattern, as text");
      const problem = regexProblem(operand);
      if (problem !== undefined) walk.complain("unsafe_pattern", keys, problem);
      return;
    }
    case "$veq":
    case "$vne":
    case "$vgt":
    case "$vgte":
    case "$vlt":
    case "$vlte":
      return demand(typeof operand === "string" && /^v?\d/.test(operand), "a version, such as 1.10.0");
    case "$inGroup":
    case "$notInGroup":
      return demand(typeof operand === "string" && operand !== "", "the id of a saved list");
    default:
      walk.complain("unknown_operator", keys, `There is no operator ${operator} for a fact.`);
  }
}
