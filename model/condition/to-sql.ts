import { scopeOf, type ConditionOptions } from "./compile.ts";
import { isDocument, type ConditionDocument } from "./condition-document.ts";
import { checkDid } from "./check-did.ts";
import { counterOf, windowMs, type Did } from "./did.ts";
import { factColumns } from "./fact-columns.ts";
import { isTooDeep } from "./nesting.ts";
import { expectedToSql } from "./operator-to-sql.ts";
import { all, always, bound, never, not, some, sql, type Sql, type SqlParameter } from "./sql.ts";

/** What a condition is translated for. */
export interface SqlOptions extends ConditionOptions {
  /** The moment of the count, in ms since 1970. */
  readonly nowMs: number;
  /** Ids of the counters that the index keeps; a `$did` of any other is unknown. */
  readonly counters?: readonly string[];
}

/** A condition for a statement that selects from `profiles AS p`. */
export interface ConditionSql {
  /** An expression that is 1 or 0, never NULL, and stands by itself. All that anybody typed is bound to its `?`. */
  readonly sql: string;
  readonly parameters: readonly SqlParameter[];
  /**
   * The clauses that the database cannot know, each with a sentence that says why. They are left out so that everybody
   * for whom the condition holds is found, and perhaps more; without any, exactly those are.
   */
  readonly unknown: readonly { readonly path: string; readonly reason: string }[];
}

/** D1 takes 100 in a statement; the rest is for whoever asks. */
const mostParameters = 90;
/** Of the 100,000 bytes that D1 takes in a statement. */
const longest = 80_000;
/** Of the 100 that D1 takes. */
const deepest = 90;
/** A bound value that is longer is refused by D1. */
const longestParameter = 1_000_000;
/** Clauses that are looked at, since segments can ask for each other many times. */
const mostClauses = 2000;

const tooLong = "The condition is too long for the database.";

/**
 * Translates a condition into SQL over the profile index (`worker/migrations/0006_profile_index.sql`), to count whom it holds
 * for. Never throws, and never gives a statement that D1 refuses.
 */
export function conditionToSql(condition: ConditionDocument, options: SqlOptions): ConditionSql {
  const unknown: { path: string; reason: string }[] = [];
  const { groups, segments } = scopeOf(options);
  const counters = new Set(options.counters);
  const scope = { groups, compileCondition: () => () => false };
  let parameters = 0;
  let length = 0;
  let clauses = 0;
  const root = isTooDeep(condition) ? never : visit(condition, "", true);
  const isRefused = root.depth > deepest;
  if (isRefused) unknown.push({ path: "", reason: tooLong });
  const { text, parameters: values } = isRefused ? always : root;
  return { sql: text, parameters: values, unknown };

  function miss(path: string, reason: string, isPositive: boolean): Sql {
    unknown.push({ path, reason });
    return isPositive ? always : never;
  }

  function visit(part: unknown, path: string, isPositive: boolean): Sql {
    // What is no condition, as a list's item, holds for nobody.
    if (!isDocument(part)) return never;
    clauses += 1;
    if (clauses > mostClauses) return miss(path, tooLong, isPositive);
    return all(
      Object.entries(part).map(([key, value]) => {
        const at = path === "" ? key : `${path}.${key}`;
        return clauseToSql(key, value, at, isPositive);
      }),
    );
  }

  function clauseToSql(key: string, value: unknown, path: string, isPositive: boolean): Sql {
    const each = (isWithin: boolean) =>
      Array.isArray(value) ? value.map((part, index) => visit(part, `${path}[${index}]`, isWithin)) : [];
    switch (key) {
      case "$and":
        return Array.isArray(value) ? all(each(isPositive)) : never;
      case "$or":
        if (!Array.isArray(value)) return never;
        // As in GrowthBook, no alternatives at all hold for everyone.
        return value.length === 0 ? always : some(each(isPositive));
      case "$nor":
        return Array.isArray(value) && value.length > 0 ? not(some(each(!isPositive))) : never;
      case "$not":
        return isDocument(value) ? not(visit(value, path, !isPositive)) : never;
    }
    if (key === "$inSegment") {
      const segment = segments.conditionOf(value);
      return segment === undefined ? never : visit(segment, path, isPositive);
    }
    const known = unknown.length;
    const test = key === "$did" ? did(value, path, isPositive) : fact(key, value, path, isPositive);
    if (fits(test)) return test;
    unknown.length = known;
    return miss(path, tooLong, isPositive);
  }

  /** Whether a clause still fits in the statement; then it is counted. */
  function fits(test: Sql): boolean {
    if (parameters + test.parameters.length > mostParameters || length + test.text.length > longest)
      return false;
    if (test.parameters.some((value) => typeof value === "string" && value.length > longestParameter))
      return false;
    parameters += test.parameters.length;
    length += test.text.length + " AND ()".length;
    return true;
  }

  function fact(key: string, expected: unknown, path: string, isPositive: boolean): Sql {
    const columns = factColumns(key, options.nowMs);
    if (typeof columns === "string") return miss(path, columns, isPositive);
    return expectedToSql(columns, expected, path, isPositive, { scope, unknown: miss });
  }

  function did(value: unknown, path: string, isPositive: boolean): Sql {
    if (checkDid(value, []).length > 0) return never;
    const clause = value as Did;
    const { id } = counterOf(clause);
    if (!counters.has(id)) return miss(path, "The profile index does not count this.", isPositive);
    const tests = Object.entries(clause.count).map(([operator, count = 0]) => compareCount(operator, count));
    return sql`(SELECT ${all(tests)} FROM (SELECT count(*) AS n FROM json_each(p.times, ${bound(`$."${id}"`)}) AS t WHERE t.type IN ('integer', 'real') AND t.value >= ${sinceOf(clause)}))`;
  }

  function sinceOf({ within = "ever" }: Did): Sql {
    // Nothing happened in the session of somebody who has none.
    if (within === "session") return sql`COALESCE(p.session_started_at_ms, 9e999)`;
    const lengthMs = windowMs(within);
    return bound(lengthMs === undefined ? 0 : options.nowMs - lengthMs);
  }
}

function compareCount(operator: string, count: number): Sql {
  const value = bound(count);
  switch (operator) {
    case "$eq":
      return sql`(n = ${value})`;
    case "$ne":
      return sql`(n <> ${value})`;
    case "$gt":
      return sql`(n > ${value})`;
    case "$gte":
      return sql`(n >= ${value})`;
    case "$lt":
      return sql`(n < ${value})`;
    default:
      return sql`(n <= ${value})`;
  }
}
