import type { Problem } from "../problem.ts";
import { type Fact, type FactKind, factNamed, isFactName } from "./catalogue.ts";
import type { Facts } from "./facts.ts";

/** Facts that somebody claims, and what is wrong with them. */
export interface CheckedFacts {
  facts: Omit<Facts, "behaviour">;
  problems: Problem[];
}

/** @param path where the facts stand, for the problems */
export function checkFacts(claimed: Readonly<Record<string, unknown>>, path: string): CheckedFacts {
  const facts: Record<string, unknown> = {};
  const problems: Problem[] = [];
  for (const [name, value] of Object.entries(claimed)) {
    const at = `${path}.${name}`;
    const fact = isFactName(name) ? (factNamed(name) ?? factNamed(`${name}.x`)) : undefined;
    if (fact === undefined)
      problems.push({ code: "unknown_fact", path: at, message: `There is no fact called ${name}.` });
    else if (value !== null && !fits(fact, value))
      problems.push({ code: "wrong_type", path: at, message: `The ${fact.label} is ${expected(fact)}.` });
    else facts[name] = value;
  }
  return { facts, problems };
}

const isText = (value: unknown) => typeof value === "string" && value.length <= 2000;
const isNumber = (value: unknown) => typeof value === "number" && Number.isFinite(value);
const isBoolean = (value: unknown) => typeof value === "boolean";
const isTexts = (value: unknown) => Array.isArray(value) && value.length <= 1000 && value.every(isText);

/** A record of at most so many names that the site gives. */
function isRecordOf(value: unknown, isEntry: (entry: unknown) => boolean): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const entries = Object.values(value);
  return entries.length <= 200 && entries.every(isEntry);
}

const kinds: Record<FactKind, { fits: (value: unknown) => boolean; expected: string }> = {
  text: { fits: isText, expected: "text" },
  choice: { fits: isText, expected: "text" },
  version: { fits: isText, expected: "a version, such as 17.4.1" },
  number: { fits: isNumber, expected: "a number" },
  boolean: { fits: isBoolean, expected: "true or false" },
  list: { fits: isTexts, expected: "a list of texts" },
  point: {
    fits: (value) =>
      isRecordOf(value, isNumber) &&
      ["latitude", "longitude"].every((name) => Object.hasOwn(value as object, name)),
    expected: "a latitude and a longitude, as numbers",
  },
  texts: { fits: (value) => isRecordOf(value, isText), expected: "texts by their names" },
  shares: { fits: (value) => isRecordOf(value, isNumber), expected: "numbers by their names" },
  traits: {
    fits: (value) =>
      isRecordOf(value, (entry) => [isText, isNumber, isBoolean, isTexts].some((is) => is(entry))),
    expected: "texts, numbers, true, false or lists of texts by their names",
  },
};

function fits({ kind, values }: Fact, value: unknown): boolean {
  return kinds[kind].fits(value) && (values === undefined || values.includes(value as string));
}

function expected({ kind, values }: Fact): string {
  return values === undefined ? kinds[kind].expected : `one of ${values.join(", ")}`;
}
