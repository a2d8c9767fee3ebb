import { isDocument, type ConditionDocument } from "../../model/condition/condition-document.ts";
import { checkDid } from "../../model/condition/check-did.ts";
import { counterOf, type Did } from "../../model/condition/did.ts";
import { isFactName } from "../../model/facts/catalogue.ts";

/**
 * Something that must be so for a condition to hold: a fact has one of these values, or a counter has counted. It can
 * be looked up, where the condition itself has to be evaluated.
 */
export type Requirement =
  | { readonly kind: "fact"; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: "counter"; readonly id: string };

type Segments = Readonly<Record<string, ConditionDocument>>;

/** @returns every requirement that can be read off the clauses that must all hold. */
export function requirementsOf(condition: ConditionDocument, segments: Segments): Requirement[] {
  return collect(condition, segments, new Set());
}

/** @param seen the segments that were read already: all must hold, so that naming one again asks for nothing more. */
function collect(condition: unknown, segments: Segments, seen: Set<string>): Requirement[] {
  if (!isDocument(condition)) return [];
  return Object.entries(condition).flatMap(([key, value]): Requirement[] => {
    if (key === "$and")
      return Array.isArray(value) ? value.flatMap((part) => collect(part, segments, seen)) : [];
    if (key === "$inSegment") {
      if (typeof value !== "string" || seen.has(value)) return [];
      seen.add(value);
      return Object.hasOwn(segments, value) ? collect(segments[value], segments, seen) : [];
    }
    if (key === "$did") return counted(value);
    if (key.startsWith("$") || !isFactName(key)) return [];
    const values = textsOf(value);
    return values === undefined ? [] : [{ kind: "fact", name: key, values }];
  });
}

/** A count that nothing fulfils without at least one event. */
function counted(value: unknown): Requirement[] {
  if (checkDid(value, []).length > 0) return [];
  const did = value as Did;
  const { $eq = 0, $gt = -1, $gte = 0 } = did.count ?? {};
  return $eq > 0 || $gt >= 0 || $gte > 0 ? [{ kind: "counter", id: counterOf(did).id }] : [];
}

/** The texts that a fact must be one of; `undefined` where that cannot be said. */
function textsOf(expected: unknown): readonly string[] | undefined {
  if (typeof expected === "string") return [expected];
  if (!isDocument(expected)) return undefined;
  const { $eq, $in } = expected;
  if (typeof $eq === "string") return [$eq];
  return Array.isArray($in) && $in.every((value) => typeof value === "string") ? $in : undefined;
}
