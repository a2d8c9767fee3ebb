import { isOperators, type ConditionDocument } from "./condition-document.ts";

/** Says a whole condition about an item of a list: "the price is more than 5". */
type DescribeItem = (condition: ConditionDocument) => string;

const inAnyCase = "in capitals or not";

/** What is said of a fact, as in "is cpc" or "is after a and is before b". */
export function describeTest(test: ConditionDocument, describeItem: DescribeItem): string {
  return Object.entries(test)
    .map(([operator, operand]) => describeOperator(operator, operand, describeItem))
    .join(" and ");
}

function describeOperator(operator: string, operand: unknown, describeItem: DescribeItem): string {
  const any = listed(operand, " or ");
  const isNumber = typeof operand === "number";
  switch (operator) {
    case "$eq":
    case "$in":
      return `is ${any}`;
    case "$ne":
    case "$nin":
      return `is not ${any}`;
    case "$ini":
      return `is ${any}, ${inAnyCase}`;
    case "$nini":
      return `is not ${any}, ${inAnyCase}`;
    case "$gt":
      return isNumber ? `is more than ${any}` : `is after ${any}`;
    case "$gte":
      return isNumber ? `is ${any} or more` : `is ${any} or after`;
    case "$lt":
      return isNumber ? `is less than ${any}` : `is before ${any}`;
    case "$lte":
      return isNumber ? `is ${any} or less` : `is ${any} or before`;
    case "$veq":
      return `is version ${any}`;
    case "$vne":
      return `is not version ${any}`;
    case "$vgt":
      return `is a version after ${any}`;
    case "$vgte":
      return `is version ${any} or later`;
    case "$vlt":
      return `is a version before ${any}`;
    case "$vlte":
      return `is version ${any} or earlier`;
    case "$exists":
      return operand === true ? "is known" : "is not known";
    case "$type":
      return `is ${typeWords[String(operand)] ?? "of an unknown kind"}`;
    case "$regex":
      return `matches the pattern ${any}`;
    case "$regexi":
      return `matches the pattern ${any}, ${inAnyCase}`;
    case "$inGroup":
      return `is in the list ${any}`;
    case "$notInGroup":
      return `is not in the list ${any}`;
    case "$not":
      return `is not one that ${describeExpected(operand, describeItem)}`;
    case "$all":
      return `includes ${describeEach(operand, describeItem)}`;
    case "$alli":
      return `includes ${describeEach(operand, describeItem)}, ${inAnyCase}`;
    case "$size":
      return isNumber
        ? `has ${operand} ${operand === 1 ? "entry" : "entries"}`
        : `has a number of entries that ${describeExpected(operand, describeItem)}`;
    case "$elemMatch":
      return isOperators(operand)
        ? `has an entry that ${describeExpected(operand, describeItem)}`
        : `has an entry where ${describeItem(operand as ConditionDocument)}`;
    default:
      return `is compared with ${any} in an unknown way`;
  }
}

/** What stands inside another operator is put in parentheses where it says several things. */
function describeExpected(expected: unknown, describeItem: DescribeItem): string {
  if (!isOperators(expected)) return `is ${listed(expected, " or ")}`;
  const said = describeTest(expected, describeItem);
  return Object.keys(expected).length > 1 ? `(${said})` : said;
}

function describeEach(operand: unknown, describeItem: DescribeItem): string {
  const each = (Array.isArray(operand) ? operand : [operand]).map((expected: unknown) =>
    isOperators(expected) ? `one that ${describeExpected(expected, describeItem)}` : listed(expected, " or "),
  );
  return each.join(" and ") || "anything";
}

const typeWords: Record<string, string> = {
  string: "text",
  number: "a number",
  boolean: "yes or no",
  array: "a list",
  object: "an object",
  null: "nothing",
};

function listed(operand: unknown, joint: string): string {
  return Array.isArray(operand) ? operand.map(valueText).join(joint) || "nothing" : valueText(operand);
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  return typeof value === "string" ? value : JSON.stringify(value);
}
