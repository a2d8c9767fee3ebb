import { factNamed } from "../facts/catalogue.ts";
import { isDocument, isOperators, type ConditionDocument } from "./condition-document.ts";
import type { Did } from "./did.ts";

/** A fact with one operator. */
export interface FactClaim {
  readonly about: "fact";
  readonly name: string;
  readonly operator: string;
  readonly operand: unknown;
}

/** One thing that a condition says, as sentences are made of. */
export type Claim =
  | FactClaim
  | { readonly about: "did"; readonly did: Did }
  | { readonly about: "segment"; readonly id: string; readonly isDenied: boolean }
  /** One of the parts holds, or none does. */
  | { readonly about: "any" | "none"; readonly parts: readonly (readonly Claim[])[] }
  | { readonly about: "not"; readonly claims: readonly Claim[] };

/** Everything that must hold, flattened; what is said of it as a denial is turned into a plain claim where it can be. */
export function claimsOf(condition: unknown): Claim[] {
  if (!isDocument(condition)) return factClaims("condition", condition);
  return Object.entries(condition).flatMap(([key, value]): Claim[] => {
    switch (key) {
      case "$and":
        if (Array.isArray(value)) return value.flatMap(claimsOf);
        break;
      case "$not":
        return denied(claimsOf(value));
      case "$or":
      case "$nor": {
        if (!Array.isArray(value)) break;
        const parts = value.map(claimsOf);
        const [only] = parts;
        if (only !== undefined && parts.length === 1) return key === "$or" ? only : denied(only);
        return [{ about: key === "$or" ? "any" : "none", parts }];
      }
      case "$did":
        if (isSayable(value)) return [{ about: "did", did: value }];
        break;
      case "$inSegment":
        return [{ about: "segment", id: String(value), isDenied: false }];
    }
    // What makes no sense is said as if it were a fact.
    return factClaims(key, value);
  });
}

/** Says less than `checkDid`, which would bring the whole of validation to the page that only shows sentences. */
function isSayable(did: unknown): did is Did {
  return (
    isDocument(did) &&
    typeof did["event"] === "string" &&
    ["undefined", "string"].includes(typeof did["within"]) &&
    isDocument(did["count"]) &&
    Object.values(did["count"]).every((bound) => typeof bound === "number")
  );
}

function factClaims(name: string, expected: unknown): Claim[] {
  const test = isOperators(expected) ? expected : { $eq: expected };
  return Object.entries(test).flatMap(([operator, operand]): Claim[] => {
    const claim: FactClaim = { about: "fact", name, operator, operand };
    if (operator !== "$not") return [claim];
    const inner = factClaims(name, operand);
    const [turned] = denied(inner);
    // Of a list nothing can be said by what it is.
    return turned?.about === "fact" || factNamed(name)?.kind === "list" ? denied(inner) : [claim];
  });
}

/** In pairs, of which exactly one always holds: text that is not after another may still be no text. */
const opposites = ["$eq", "$ne", "$in", "$nin", "$ini", "$nini", "$inGroup", "$notInGroup", "$veq", "$vne"];
const countOpposites = ["$eq", "$ne", "$gt", "$lte", "$gte", "$lt"];

function oppositeOf(operator: string, pairs: readonly string[]): string | undefined {
  return pairs[pairs.indexOf(operator) ^ 1];
}

/** "Not bought at least once" is "never bought": a single claim is denied by its opposite. */
function denied(claims: readonly Claim[]): Claim[] {
  const asItStands: Claim[] = [{ about: "not", claims }];
  const [claim, ...others] = claims;
  if (claim === undefined || others.length > 0) return asItStands;
  switch (claim.about) {
    case "not":
      return [...claim.claims];
    case "any":
      return [{ ...claim, about: "none" }];
    case "none":
      return [{ ...claim, about: "any" }];
    case "segment":
      return [{ ...claim, isDenied: !claim.isDenied }];
    case "did": {
      const count = oppositeCount(claim.did.count);
      return count === undefined ? asItStands : [{ about: "did", did: { ...claim.did, count } }];
    }
    case "fact": {
      if (claim.operator === "$exists") return [{ ...claim, operand: claim.operand !== true }];
      const operator = oppositeOf(claim.operator, opposites);
      return operator === undefined ? asItStands : [{ ...claim, operator }];
    }
  }
}

function oppositeCount(count: ConditionDocument): ConditionDocument | undefined {
  const [[operator, bound] = ["", undefined], ...others] = Object.entries(count);
  const turned = oppositeOf(operator, countOpposites);
  return turned === undefined || others.length > 0 ? undefined : { [turned]: bound };
}
