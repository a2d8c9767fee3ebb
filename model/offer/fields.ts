import { factNamed, type FactName, facts, isFactName } from "../facts/catalogue.ts";
import type { Segments } from "./names-read.ts";
import { nearest } from "./nearest.ts";

/** What a template can read beside facts: the parts of the offer's coupon, and of the shop. */
const otherFields: Readonly<Record<string, readonly string[]>> = {
  coupon: ["code", "name", "expires", "state", "off"],
  shop: ["name"],
};

/** What can be asked of a list, and of a text. */
const ofLists = ["first", "last", "size"];

/** Whether a template's name reads the offer's coupon. */
export function readsCoupon(name: Segments): boolean {
  return name[0] === "coupon";
}

/** The facts among the names that a template reads. */
export function factsAmong(names: readonly Segments[]): FactName[] {
  return names.flatMap(([root]) => (typeof root === "string" && isFactName(root) ? [root] : []));
}

/** Says in a sentence what is wrong with a name that a template reads, or `undefined` where it is a field. */
export function fieldProblem(name: Segments): string | undefined {
  const written = `{{ ${writtenName(name)} }}`;
  if (name.some((part) => typeof part === "object")) {
    return `A field is named in full; ${written} asks for a name that another field holds.`;
  }
  const [root, ...rest] = name.map(String);
  if (root === undefined) return undefined;
  const others = Object.hasOwn(otherFields, root) ? otherFields[root] : undefined;
  if (others !== undefined) {
    if (rest.length === 1 && others.includes(rest[0] ?? "")) return undefined;
    const choices = others.map((part) => `{{ ${root}.${part} }}`).join(", ");
    return `There is no field called ${written}. Of the ${root} there is ${choices}.`;
  }
  if (!isFactName(root)) return unknownField(root, written);
  return problemOfParts(root, rest, written);
}

function problemOfParts(root: FactName, rest: readonly string[], written: string): string | undefined {
  const { kind, label } = facts[root];
  const [first, ...others] = rest;
  switch (kind) {
    case "texts":
    case "shares":
    case "traits": {
      if (first === undefined) {
        return `${written} needs a name: write which ${label} it is, as in {{ ${root}.name }}.`;
      }
      if (factNamed(`${root}.${first}`) !== undefined && others.every(isOfList)) return undefined;
      break;
    }
    case "point":
      if (rest.length === 1 && (first === "latitude" || first === "longitude")) return undefined;
      return `${written} is a place on the map: write {{ ${root}.latitude }} or {{ ${root}.longitude }}.`;
    default:
      if (rest.length === 0 || (rest.length === 1 && rest.every(isOfList))) return undefined;
  }
  return `There is no field called ${written}; there is {{ ${root} }}.`;
}

function isOfList(part: string): boolean {
  return ofLists.includes(part) || /^\d+$/.test(part);
}

function unknownField(root: string, written: string): string {
  const similar = nearest(root, [...Object.keys(facts), ...Object.keys(otherFields)]);
  const hint =
    similar === undefined
      ? `What the shop itself knows of a customer is a trait, as in {{ traits.${root} }}.`
      : `Did you mean {{ ${similar} }}?`;
  return `There is no field called ${written}. ${hint}`;
}

/** `["traits", "firstName"]` → `traits.firstName`. */
function writtenName(name: Segments): string {
  return name
    .map((part, index) => {
      if (typeof part === "object") return `[${writtenName(part)}]`;
      if (typeof part === "number") return `[${part}]`;
      return index === 0 ? part : `.${part}`;
    })
    .join("");
}
