type Test = (value: unknown) => boolean;

/** `$eq`: the same value of the same kind; objects and lists are the same where everything in them is. */
export function compileStrictEquality(expected: unknown): Test {
  if (typeof expected !== "object" || expected === null) return (value) => value === expected;
  return (value) => isDeepEqual(value, expected);
}

/**
 * A plain value instead of operators. As in GrowthBook, a number equals its digits as text, text equals the number or
 * boolean that it spells, and `true` is anything that is neither empty nor zero.
 */
export function compileLooseEquality(expected: unknown): Test {
  switch (typeof expected) {
    case "string":
      return (value) =>
        value === expected ||
        ((typeof value === "number" || typeof value === "boolean") && String(value) === expected);
    case "number":
      return (value) =>
        value === expected ||
        (typeof value === "string" && value.trim() !== "" && Number(value) === expected) ||
        (typeof value === "boolean" && Number(value) === expected);
    case "boolean":
      return (value) => value !== null && value !== undefined && Boolean(value) === expected;
    default:
      return compileStrictEquality(expected);
  }
}

/** Recurses no deeper than `expected` is, so a value that contains itself ends too. */
function isDeepEqual(value: unknown, expected: unknown): boolean {
  if (typeof expected !== "object" || expected === null) return value === expected;
  if (typeof value !== "object" || value === null || Array.isArray(value) !== Array.isArray(expected))
    return false;
  const names = Object.keys(expected);
  return (
    names.length === Object.keys(value).length &&
    names.every(
      (name) =>
        Object.hasOwn(value, name) &&
        isDeepEqual((value as Record<string, unknown>)[name], (expected as Record<string, unknown>)[name]),
    )
  );
}
