import { isDocument, isOperators } from "./condition-document.ts";
import { nearProblem } from "./near.ts";
import { regexProblem } from "./regex-safety.ts";
import { isVersion, listEntry, listLength, type Subject } from "./subject.ts";

/** Keys from the document to a clause. */
type Keys = readonly (string | number)[];

/** What the walk through a condition does at each clause. */
export interface Walk {
  readonly complain: (code: string, keys: Keys, message: string) => void;
  /** @returns whether to go on: false once the condition is too long or too deep. */
  readonly countClause: (keys: Keys, depth: number) => boolean;
}

const typeNames = ["string", "number", "boolean", "array", "object", "null"];

const known = new Set(
  `$eq $ne $gt $gte $lt $lte $in $nin $ini $nini $all $alli $size $elemMatch $not $exists $type $regex $regexi
  $veq $vne $vgt $vgte $vlt $vlte $inGroup $notInGroup $near`.split(/\s+/),
);

/** Reports what is wrong with the value, or the operators, that a subject is compared with. */
export function checkExpected(
  subject: Subject,
  expected: unknown,
  keys: Keys,
  depth: number,
  walk: Walk,
): void {
  if (!isDocument(expected)) {
    if (!subject.fits(expected)) walk.complain("wrong_type", keys, demanded(subject, expected));
    return;
  }
  if (Object.keys(expected).length === 0)
    walk.complain("wrong_type", keys, `Say what ${subject.label} is compared with.`);
  for (const [operator, operand] of Object.entries(expected)) {
    const at = [...keys, operator];
    if (!walk.countClause(at, depth)) return;
    if (!known.has(operator))
      walk.complain("unknown_operator", at, `There is no operator ${operator} for a fact.`);
    else if (!subject.operators.has(operator)) walk.complain("wrong_type", at, misfit(subject, operator));
    else checkOperand(subject, operator, operand, at, depth, walk);
  }
}

function demanded(subject: Subject, given: unknown): string {
  const sentence = `For ${subject.label}, give ${subject.expects}.`;
  if (subject.kind !== "list" || typeof given !== "string") return sentence;
  return `${sentence} To ask for one entry, write {"$in": [${JSON.stringify(given)}]}.`;
}

function misfit({ kind, label }: Subject, operator: string): string {
  const sentence = `${operator} does not fit ${label}.`;
  if (kind === "version" && /^\$[gl]te?$/.test(operator))
    return `${sentence} Versions are compared with $v${operator.slice(1)}.`;
  if (kind === "list" && listEntry.operators.has(operator))
    return `${sentence} To ask for one entry, write {"$elemMatch": {"${operator}": …}}.`;
  return sentence;
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
  // What an entry of a list is compared with; of anything else, it itself.
  const alone = subject.kind === "list" || subject.kind === "trait" ? entryOf(subject) : subject;
  switch (operator) {
    case "$eq":
    case "$ne":
      if (!subject.fits(operand)) walk.complain("wrong_type", keys, demanded(subject, operand));
      return;
    case "$gt":
    case "$gte":
    case "$lt":
    case "$lte":
      return demand(
        alone.fits(operand) && typeof operand !== "boolean",
        subject.kind === "trait" ? "a number or text" : alone.expects,
      );
    case "$in":
    case "$nin":
    case "$ini":
    case "$nini":
      return demand(Array.isArray(operand) && operand.every(alone.fits), `a list, each ${alone.expects}`);
    case "$all":
    case "$alli":
      if (!Array.isArray(operand)) return demand(false, `a list, each ${listEntry.expects}`);
      return operand.forEach((part, index) =>
        checkExpected(listEntry, part, [...keys, index], depth + 1, walk),
      );
    case "$size":
      return checkExpected(listLength, operand, keys, depth + 1, walk);
    case "$elemMatch":
      return isOperators(operand)
        ? checkExpected(listEntry, operand, keys, depth + 1, walk)
        : demand(false, 'operators for an entry, such as {"$gte": "m"}');
    case "$not":
      return checkExpected(subject, operand, keys, depth + 1, walk);
    case "$exists":
      return demand(typeof operand === "boolean", "true or false");
    case "$type":
      return demand(typeNames.includes(operand as string), `one of ${typeNames.join(", ")}`);
    case "$near": {
      const problem = nearProblem(operand);
      if (problem !== undefined) walk.complain("wrong_type", keys, problem);
      return;
    }
    case "$regex":
    case "$regexi": {
      if (typeof operand !== "string") return demand(false, "a pattern, as text");
      const problem = regexProblem(operand);
      if (problem !== undefined) walk.complain("unsafe_pattern", keys, problem);
      return;
    }
    case "$inGroup":
    case "$notInGroup":
      return demand(typeof operand === "string" && operand !== "", "the id of a saved list");
    default:
      return demand(isVersion(operand), "a version, such as 1.10.0");
  }
}

/** The values that are compared one by one, so never a list. */
function entryOf(subject: Subject): Pick<Subject, "fits" | "expects"> {
  if (subject.kind === "list") return listEntry;
  return {
    expects: "text, a number, true or false",
    fits: (value) => subject.fits(value) && !Array.isArray(value),
  };
}
