import { factNamed, type Fact } from "../facts/catalogue.ts";
import { bound, constant, sql, type Sql } from "./sql.ts";

/** The kinds of JSON values that can be told apart. */
export type ValueKind = "text" | "number" | "yesNo" | "list";

/** Where a value is in a statement. */
export interface Columns {
  readonly kinds: readonly ValueKind[];
  /** SQLite's name of the JSON type; NULL where there is no value. */
  readonly type: Sql;
  /** The value itself, of a text or a number. */
  readonly value: Sql;
  /** The value, of a list, as JSON. */
  readonly list: Sql;
  /** Puts an expression over the value where it can be evaluated. */
  readonly within: (test: Sql, ifNothing: boolean) => Sql;
}

const dayMs = 86_400_000;

/** Where the profile index keeps a fact; otherwise why it does not know it. */
export function factColumns(key: string, nowMs: number): Columns | string {
  const [name = "", inner, ...deeper] = key.split(".");
  const fact = factNamed(key);
  if (fact === undefined || deeper.length > 0) return "The profile index has no such fact.";
  if (fact.index === undefined) return "Only a visitor who is here has this fact.";
  if (inner !== undefined) return namedBySite(kindsOf(fact), literal(name), inner);
  if (typeof fact.index === "object") return daysSince(literal(fact.index.since), nowMs);
  const path = literal(name);
  return {
    kinds: kindsOf(fact),
    type: sql`json_type(p.facts, ${path})`,
    value: sql`json_extract(p.facts, ${path})`,
    list: sql`json_extract(p.facts, ${path})`,
    within: (test) => test,
  };
}

/** An entry of a list; every list that is a fact holds texts. */
export const entryColumns: Columns = {
  kinds: ["text"],
  type: sql`i.type`,
  value: sql`i.value`,
  list: sql`i.value`,
  within: (test) => test,
};

/** How many entries a list has. */
export function lengthColumns(list: Sql): Columns {
  return {
    kinds: ["number"],
    type: sql`'integer'`,
    value: sql`json_array_length(${list})`,
    list,
    within: (test) => test,
  };
}

function kindsOf(fact: Fact): readonly ValueKind[] {
  switch (fact.kind) {
    case "number":
    case "shares":
      return ["number"];
    case "boolean":
      return ["yesNo"];
    case "list":
      return ["list"];
    case "traits":
      return ["text", "number", "yesNo", "list"];
    default:
      return ["text"];
  }
}

/** The JSON path of a name that our own catalogue gives: letters alone, never what a condition says. */
function literal(name: string): Sql {
  return { ...constant(true), text: `'$.${name}'` };
}

/** The names that a site gives are compared, so that any name will do. */
function namedBySite(kinds: readonly ValueKind[], path: Sql, name: string): Columns {
  return {
    kinds,
    type: sql`m.type`,
    value: sql`m.value`,
    list: sql`m.value`,
    within: (test, ifNothing) =>
      sql`COALESCE((SELECT ${test} FROM json_each(p.facts, ${path}) AS m WHERE m.key = ${bound(name)}), ${constant(ifNothing)})`,
  };
}

/** Whole days since a moment, which is what the profile keeps. */
function daysSince(path: Sql, nowMs: number): Columns {
  const moment = sql`json_extract(p.facts, ${path})`;
  return {
    kinds: ["number"],
    type: sql`json_type(p.facts, ${path})`,
    value: sql`MAX(0, CAST(${bound(nowMs)} - ${moment} AS INTEGER) / ${{ ...constant(true), text: String(dayMs) }})`,
    list: moment,
    within: (test) => test,
  };
}
