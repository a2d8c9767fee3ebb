import { factNamed, type Fact } from "../facts/catalogue.ts";

/** What can be compared: a fact by its kind, an entry of a list, or how many entries a list has. */
type SubjectKind =
  | "text"
  | "choice"
  | "number"
  | "count"
  | "boolean"
  | "list"
  | "version"
  | "point"
  | "trait";

/** What is compared with the operators of a clause. */
export interface Subject {
  readonly kind: SubjectKind;
  /** As in "For the cart value, give a number." */
  readonly label: string;
  /** What it is compared with, as in "a number". */
  readonly expects: string;
  readonly fits: (value: unknown) => boolean;
  /** The operators that can hold for it and mean what they seem to. */
  readonly operators: ReadonlySet<string>;
}

const equality = ["$eq", "$ne"];
const membership = ["$in", "$nin", "$inGroup", "$notInGroup"];
const inAnyCase = ["$ini", "$nini"];
const order = ["$gt", "$gte", "$lt", "$lte"];
const patterns = ["$regex", "$regexi"];
const versions = ["$veq", "$vne", "$vgt", "$vgte", "$vlt", "$vlte"];
const lists = ["$all", "$alli", "$size", "$elemMatch"];
const any = ["$exists", "$type", "$not"];

const operatorsOf: Record<SubjectKind, ReadonlySet<string>> = {
  text: new Set([...any, ...equality, ...membership, ...inAnyCase, ...order, ...patterns]),
  // By their letters, choices are in no order that anybody means: Monday is after Friday.
  choice: new Set([...any, ...equality, ...membership, ...inAnyCase]),
  number: new Set([...any, ...equality, ...membership, ...order]),
  count: new Set([...any, ...equality, ...membership, ...order]),
  boolean: new Set([...any, ...equality, "$in", "$nin"]),
  list: new Set([...any, ...equality, ...membership, ...inAnyCase, ...lists]),
  // By its letters, 9 is after 10.
  version: new Set([...any, ...equality, ...membership, ...inAnyCase, ...patterns, ...versions]),
  point: new Set([...any, "$near"]),
  trait: new Set([
    ...any,
    ...equality,
    ...membership,
    ...inAnyCase,
    ...order,
    ...patterns,
    ...versions,
    ...lists,
  ]),
};

const isText = (value: unknown): value is string => typeof value === "string";
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
export const isVersion = (value: unknown) => isText(value) && /^v?\d/.test(value);

function subject(kind: SubjectKind, label: string, expects: string, fits: Subject["fits"]): Subject {
  return { kind, label, expects, fits, operators: operatorsOf[kind] };
}

/** How many entries a list has. */
export const listLength = subject(
  "count",
  "the number of entries",
  "a whole number",
  (value) => Number.isInteger(value) && (value as number) >= 0,
);

/** An entry of a list. Every list that is a fact holds texts. */
export const listEntry = subject("text", "an entry", "text", isText);

/** @returns the fact that a condition's key names; `undefined` where there is none. */
export function factSubject(key: string): Subject | undefined {
  const fact = factNamed(key);
  if (fact === undefined) return undefined;
  const [, name, ...deeper] = key.split(".");
  // What the site names holds plain values and lists, so that nothing is within it.
  if (deeper.length > 0) return undefined;
  const label = `the ${fact.label}${name === undefined ? "" : ` ${name}`}`;
  return ofKind(fact, label);
}

function ofKind(fact: Fact, label: string): Subject {
  switch (fact.kind) {
    case "text":
    case "texts":
      return subject("text", label, "text", isText);
    case "choice": {
      const values = fact.values ?? [];
      return subject(
        "choice",
        label,
        `one of ${values.join(", ")}`,
        (value) => isText(value) && values.includes(value),
      );
    }
    case "number":
    case "shares":
      return subject("number", label, "a number", Number.isFinite);
    case "boolean":
      return subject("boolean", label, "true or false", (value) => typeof value === "boolean");
    case "list":
      return subject("list", label, "a list of texts", isTexts);
    case "version":
      return subject("version", label, "a version, such as 1.10.0", isVersion);
    case "point":
      return subject("point", label, "$near with latitude, longitude and km", () => false);
    case "traits":
      return subject("trait", label, "text, a number, true, false or a list of texts", isTraitValue);
  }
}

function isTraitValue(value: unknown): boolean {
  return isText(value) || Number.isFinite(value) || typeof value === "boolean" || isTexts(value);
}
