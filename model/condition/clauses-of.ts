import { isDocument } from "./condition-document.ts";

/** A fact's path, `$did` or `$inSegment`, with what stands there. */
type Clause = readonly [key: string, value: unknown];

/**
 * Every clause that a condition joins, in its order, however deep within `$and`, `$or`, `$nor` and `$not`. The condition
 * is not too deep (`isTooDeep`).
 */
export function clausesOf(condition: unknown): Clause[] {
  if (!isDocument(condition)) return [];
  return Object.entries(condition).flatMap(([key, value]): Clause[] => {
    if (key === "$not") return clausesOf(value);
    if (key === "$and" || key === "$or" || key === "$nor")
      return Array.isArray(value) ? value.flatMap(clausesOf) : [];
    return [[key, value]];
  });
}
