import { isDocument, isOperators } from "./condition-document.ts";
import { entryColumns, lengthColumns, type Columns } from "./fact-columns.ts";
import { compileExpected, compileOperator, type Scope } from "./operators.ts";
import { all, always, bound, constant, never, not, sql, type Sql } from "./sql.ts";

/** What a test comes to, by the kind of the value. */
interface Verdicts {
  /** Or why the database cannot know. */
  readonly text: Sql | string;
  readonly number: Sql;
  readonly list: Sql | string;
}

/** What is needed to translate a fact's operators. */
export interface FactScope {
  readonly scope: Scope;
  /** @returns what stands for a clause that the database cannot know. */
  readonly unknown: (path: string, reason: string, isPositive: boolean) => Sql;
}

const patterns = "The database compares no patterns.";
const versions = "The database compares no versions.";
const letters = "The database orders such letters otherwise.";
const capitals = "The database knows capitals of the letters a to z alone.";
const digits = "The database does not read numbers out of texts.";
const halves = "The database keeps no half characters.";
const items = "The entries of lists are texts here.";

/** Translates what a fact is compared with. `isPositive` is false where its denial is asked for. */
export function expectedToSql(
  columns: Columns,
  expected: unknown,
  path: string,
  isPositive: boolean,
  scope: FactScope,
): Sql {
  if (!isOperators(expected)) {
    const holds = compileExpected(expected, scope.scope);
    return verdictsToSql(columns, looseEquality(expected, columns), holds, path, isPositive, scope);
  }
  return all(
    Object.entries(expected).map(([operator, operand]) => {
      const at = `${path}.${operator}`;
      if (operator === "$not") return not(expectedToSql(columns, operand, at, !isPositive, scope));
      const holds = compileOperator(operator, operand, scope.scope);
      const verdicts = verdictsOf(operator, operand, columns, at, isPositive, scope);
      return verdictsToSql(columns, verdicts, holds, at, isPositive, scope);
    }),
  );
}

/** @param holds the same test of a value, which is asked for all that there are few of: yes, no and nothing */
function verdictsToSql(
  columns: Columns,
  verdicts: Verdicts | string,
  holds: (value: unknown) => boolean,
  path: string,
  isPositive: boolean,
  { unknown }: FactScope,
): Sql {
  if (typeof verdicts === "string") return unknown(path, verdicts, isPositive);
  const known = (verdict: Sql | string) =>
    typeof verdict === "string" ? unknown(path, verdict, isPositive) : verdict;
  const { kinds, type } = columns;
  const cases = [
    kinds.includes("text") ? sql`WHEN ${type} = 'text' THEN ${known(verdicts.text)}` : undefined,
    kinds.includes("number") ? sql`WHEN ${type} IN ('integer', 'real') THEN ${verdicts.number}` : undefined,
    kinds.includes("yesNo") ? sql`WHEN ${type} = 'true' THEN ${constant(holds(true))}` : undefined,
    kinds.includes("yesNo") ? sql`WHEN ${type} = 'false' THEN ${constant(holds(false))}` : undefined,
    kinds.includes("list") ? sql`WHEN ${type} = 'array' THEN ${known(verdicts.list)}` : undefined,
  ].filter((each) => each !== undefined);
  const ifNothing = holds(null);
  const joined = cases.reduce((a, b) => ({ ...sql`${a} ${b}`, depth: Math.max(a.depth, b.depth) }));
  return columns.within(sql`CASE ${joined} ELSE ${constant(ifNothing)} END`, ifNothing);
}

function verdictsOf(
  operator: string,
  operand: unknown,
  columns: Columns,
  path: string,
  isPositive: boolean,
  scope: FactScope,
): Verdicts | string {
  const { value, list } = columns;
  const same = (test: Sql): Verdicts => ({ text: test, number: test, list: test });
  switch (operator) {
    case "$eq":
      return strictEquality(operand, columns);
    case "$ne":
      return denied(strictEquality(operand, columns));
    case "$gt":
    case "$gte":
    case "$lt":
    case "$lte":
      return order(operator, operand, value);
    case "$in":
    case "$ini":
      return membership(operand, operator === "$ini", columns);
    case "$nin":
    case "$nini":
      if (!Array.isArray(operand)) return same(never);
      return denied(membership(operand, operator === "$nini", columns));
    case "$inGroup":
    case "$notInGroup": {
      const { groups } = scope.scope;
      const group = typeof operand === "string" && Object.hasOwn(groups, operand) ? groups[operand] : [];
      const isIn = membership(group, false, columns);
      return operator === "$inGroup" ? isIn : denied(isIn);
    }
    case "$exists":
      return same(constant(Boolean(operand)));
    case "$type":
      return {
        text: constant(operand === "string"),
        number: constant(operand === "number"),
        list: constant(operand === "array"),
      };
    case "$all":
    case "$alli":
      return ofList(includesEach(operator === "$alli", operand, list, path, isPositive, scope));
    case "$size":
      return ofList(expectedToSql(lengthColumns(list), operand, path, isPositive, scope));
    case "$elemMatch": {
      if (!isDocument(operand)) return same(never);
      if (!isOperators(operand)) return items;
      return ofList(anEntry(list, expectedToSql(entryColumns, operand, path, isPositive, scope)));
    }
    case "$regex":
    case "$regexi":
      return patterns;
    case "$veq":
    case "$vne":
    case "$vgt":
    case "$vgte":
    case "$vlt":
    case "$vlte":
      return versions;
    default:
      // `$near` is of no fact that the index keeps; what is no operator holds for nobody.
      return same(never);
  }
}

function ofList(list: Sql | string): Verdicts {
  return { text: never, number: never, list };
}

function denied(verdicts: Verdicts | string): Verdicts | string {
  if (typeof verdicts === "string") return verdicts;
  const opposite = (verdict: Sql | string) => (typeof verdict === "string" ? verdict : not(verdict));
  return { text: opposite(verdicts.text), number: not(verdicts.number), list: opposite(verdicts.list) };
}

function anEntry(list: Sql, test: Sql): Sql {
  return sql`EXISTS (SELECT 1 FROM json_each(${list}) AS i WHERE ${test})`;
}

/** All numbers as JavaScript has them: whole ones too are exact up to 2^53 alone. */
function compareNumber(value: Sql, comparison: Sql, operand: number): Sql {
  return sql`(CAST(${value} AS REAL) ${comparison} CAST(${bound(operand)} AS REAL))`;
}

function compareText(value: Sql, comparison: Sql, operand: string): Sql | string {
  return isWhole(operand) ? sql`(${value} ${comparison} ${bound(operand)})` : halves;
}

/** JavaScript's texts can hold halves of characters beyond the first 65,536; those of a database cannot. */
function isWhole(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

const comparisons = { $gt: sql`>`, $gte: sql`>=`, $lt: sql`<`, $lte: sql`<=` } as const;
const is = sql`=`;

function strictEquality(operand: unknown, { value, list }: Columns): Verdicts {
  return {
    text: typeof operand === "string" ? compareText(value, is, operand) : never,
    number: isNumber(operand) ? compareNumber(value, is, operand) : never,
    list: Array.isArray(operand) ? isSameList(list, operand) : never,
  };
}

/** As `compileLooseEquality` has it. */
function looseEquality(operand: unknown, columns: Columns): Verdicts {
  const strict = strictEquality(operand, columns);
  switch (typeof operand) {
    case "string": {
      const spelt = Number(operand);
      const isSpelt = isNumber(spelt) && String(spelt) === operand;
      return { ...strict, number: isSpelt ? compareNumber(columns.value, is, spelt) : never };
    }
    case "number":
      return { ...strict, text: digits };
    case "boolean": {
      const isFull = operand ? sql`<>` : is;
      return {
        text: sql`(${columns.value} ${isFull} '')`,
        number: sql`(${columns.value} ${isFull} ${never})`,
        list: constant(operand),
      };
    }
    default:
      return strict;
  }
}

function order(operator: keyof typeof comparisons, operand: unknown, value: Sql): Verdicts {
  const comparison = comparisons[operator];
  if (typeof operand === "string") {
    const spelt = Number(operand);
    // UTF-8, which databases order by, and UTF-16 differ in what follows these characters alone.
    const text = /[\ud800-\uffff]/.test(operand) ? letters : compareText(value, comparison, operand);
    return { text, number: isNumber(spelt) ? compareNumber(value, comparison, spelt) : never, list: never };
  }
  // What has no order comes after nothing.
  if (typeof operand === "object" && operand !== null) return { text: never, number: never, list: never };
  return { text: digits, number: compareNumber(value, comparison, Number(operand)), list: never };
}

/** Values are bound together, as one JSON text: a statement takes no more than a hundred. */
function membership(operand: unknown, ignoresCase: boolean, { value, list }: Columns): Verdicts | string {
  if (!Array.isArray(operand)) return { text: never, number: never, list: never };
  const texts = operand
    .filter((each) => typeof each === "string")
    .map((text) => (ignoresCase ? text.toLowerCase() : text));
  if (ignoresCase && !texts.every(isAscii)) return capitals;
  const numbers = operand.filter(isNumber);
  const fold = ignoresCase ? withoutCase : (text: Sql) => text;
  const isOneOf = (text: Sql) =>
    texts.length === 0 ? never : sql`(${fold(text)} IN (SELECT value FROM json_each(${json(texts)})))`;
  return {
    text: isOneOf(value),
    number:
      numbers.length === 0
        ? never
        : sql`(CAST(${value} AS REAL) IN (SELECT CAST(value AS REAL) FROM json_each(${json(numbers)})))`,
    list: texts.length === 0 ? never : anEntry(list, isOneOf(entryColumns.value)),
  };
}

function includesEach(
  ignoresCase: boolean,
  operand: unknown,
  list: Sql,
  path: string,
  isPositive: boolean,
  scope: FactScope,
): Sql | string {
  if (!Array.isArray(operand)) return never;
  const tests = operand.filter(isOperators);
  // Entries in small letters are not what such tests are of.
  if (ignoresCase && tests.length > 0) return capitals;
  const texts = operand.flatMap((each) => (typeof each === "string" ? [each] : []));
  if (texts.length + tests.length < operand.length) return items;
  const wanted = ignoresCase ? texts.map((text) => text.toLowerCase()) : texts;
  if (ignoresCase && !wanted.every(isAscii)) return capitals;
  const entry = ignoresCase ? withoutCase(entryColumns.value) : entryColumns.value;
  const hasTexts =
    texts.length === 0
      ? always
      : sql`(NOT EXISTS (SELECT 1 FROM json_each(${json(wanted)}) AS o WHERE o.value NOT IN (SELECT ${entry} FROM json_each(${list}) AS i)))`;
  return all([
    hasTexts,
    ...operand.flatMap((test: unknown, index) =>
      isOperators(test)
        ? [anEntry(list, expectedToSql(entryColumns, test, `${path}[${index}]`, isPositive, scope))]
        : [],
    ),
  ]);
}

function isSameList(list: Sql, operand: readonly unknown[]): Sql {
  const length = sql`json_array_length(${list}) = ${bound(operand.length)}`;
  if (operand.length === 0) return sql`(${length})`;
  // A list of facts holds texts.
  if (!operand.every((each) => typeof each === "string")) return never;
  return sql`(${length} AND NOT EXISTS (SELECT 1 FROM json_each(${json(operand)}) AS o JOIN json_each(${list}) AS i ON i.key = o.key WHERE i.value <> o.value))`;
}

function json(values: readonly (string | number)[]): Sql {
  return bound(JSON.stringify(values));
}

function isNumber(value: unknown): value is number {
  return Number.isFinite(value);
}

function isAscii(text: string): boolean {
  return /^[\u0000-\u007f]*$/.test(text);
}

/** As JavaScript does it, where it comes to ASCII: besides A to Z that is so of the Kelvin sign alone. */
function withoutCase(text: Sql): Sql {
  return sql`lower(replace(${text}, char(8490), 'k'))`;
}
