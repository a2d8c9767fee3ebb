/** A question about facts: a JSON document in MongoDB query syntax, checked by `checkCondition`. */
export interface ConditionDocument {
  readonly [key: string]: unknown;
}

export function isDocument(value: unknown): value is ConditionDocument {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True for `{"$gt": 1}`; an object with any other key, or none, is a value. */
export function isOperators(value: unknown): value is ConditionDocument {
  if (!isDocument(value)) return false;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => key.startsWith("$"));
}
