import { describe, expect, it } from "vitest";
import { type Fact, factNamed, type FactName, facts } from "./catalogue.ts";
import { factGuide } from "./fact-guide.ts";

const names = Object.keys(facts) as FactName[];

const isText = (value: unknown) => typeof value === "string" && value !== "";
const holds = (fits: (value: unknown) => boolean) => (value: unknown) =>
  typeof value === "object" &&
  value !== null &&
  Object.values(value).length > 0 &&
  Object.values(value).every(fits);

/** Whether a value is one that a fact of this kind can have. */
const fits: Record<Fact["kind"], (value: unknown) => boolean> = {
  text: isText,
  choice: isText,
  number: (value) => Number.isFinite(value),
  boolean: (value) => typeof value === "boolean",
  list: (value) => Array.isArray(value) && value.length > 0 && value.every(isText),
  version: (value) => /^\d+(\.\d+)*$/.test(String(value)),
  point: (value) =>
    Object.keys(value as object).join() === "latitude,longitude" && holds(Number.isFinite)(value),
  texts: holds(isText),
  shares: holds((share) => Number(share) > 0 && Number(share) <= 1),
  traits: holds((trait) => ["string", "number", "boolean"].includes(typeof trait)),
};

describe("the guide to facts", () => {
  it.each(names)("explains %s in sentences, with an example that it can really have", (name) => {
    const fact: Fact = facts[name];
    const { description, example, from } = factGuide(name);
    expect(description).toMatch(/^[A-Z].*\.$/s);
    expect(from).toMatch(/^[^.].*[^.]$/);
    expect(fits[fact.kind](example)).toBe(true);
    if (fact.values !== undefined) expect(fact.values).toContain(example);
  });
});

describe("a fact that a condition names", () => {
  it("is one of the catalogue", () => {
    expect(factNamed("cartValue")).toBe(facts.cartValue);
    expect(factNamed("cartvalue")).toBeUndefined();
    expect(factNamed("toString")).toBeUndefined();
  });

  it("has a name of the site's own behind a dot where the site gives names, and nowhere else", () => {
    expect(factNamed("query.gift")).toBe(facts.query);
    for (const key of ["query", "query.", ".gift", "cartValue.x"]) expect(factNamed(key)).toBeUndefined();
  });
});
