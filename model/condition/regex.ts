import { longestMatched, regexProblem } from "./regex-safety.ts";

/**
 * Compiles `$regex` and `$regexi`. A pattern that is refused matches nothing, nor does a value that is not text, a
 * number or a boolean.
 */
export function compileRegex(pattern: unknown, ignoresCase: boolean): (value: unknown) => boolean {
  if (typeof pattern !== "string" || regexProblem(pattern) !== undefined) return () => false;
  const regex = new RegExp(pattern, ignoresCase ? "i" : "");
  return (value) => {
    if (typeof value === "string") return regex.test(value.slice(0, longestMatched));
    return (typeof value === "number" || typeof value === "boolean") && regex.test(String(value));
  };
}
