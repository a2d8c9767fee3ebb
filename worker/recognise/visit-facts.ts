import { type Fact, type FactName, facts } from "../../model/facts/catalogue.ts";
import { gatherFacts } from "./facts.ts";
import type { Sources } from "./reading.ts";

/** A fact that the profile index keeps as it was at the last visit, and that only a request can tell. */
type Plain = string | number | boolean | readonly string[];

const names = (Object.keys(facts) as FactName[]).filter((name) => {
  const { group, index }: Fact = facts[name];
  return index === "lastVisit" && group !== "source" && group !== "visit";
});

/** What a browser's request tells of the visit: its device, its languages, and where it is. What is not known is left out. */
export function visitFacts(sources: Sources): Record<string, Plain> {
  const { behaviour: _behaviour, ...known } = gatherFacts(names, sources);
  return Object.fromEntries(
    Object.entries(known).flatMap(([name, value]) => (isPlain(value) ? [[name, value]] : [])),
  );
}

function isPlain(value: unknown): value is Plain {
  return ["string", "number", "boolean"].includes(typeof value) || Array.isArray(value);
}
