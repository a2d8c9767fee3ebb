import { compilePagePattern, isLiteralPath } from "./page-pattern.ts";

/**
 * Whether a page may fit both patterns. `false` is sure; of two patterns with wildcards only what stands before these is
 * compared, so that `true` may be wrong.
 */
export function mayOverlap(a: string, b: string): boolean {
  if (isLiteralPath(a)) return compilePagePattern(b)(a);
  if (isLiteralPath(b)) return compilePagePattern(a)(b);
  const [first, second] = [beginningOf(a), beginningOf(b)];
  return first.startsWith(second) || second.startsWith(first);
}

/** What every path that fits begins with; nothing where that is not plain to see. */
function beginningOf(pattern: string): string {
  const beginning = /^[A-Za-z0-9/_~-]*(?=[*:]|$)/.exec(pattern)?.[0] ?? "";
  // What may be left out, or comes several times, takes the slash before it along: `/a/:b?` is `/a` too.
  return /[?+]|\*\*|:\w+\*/.test(pattern) ? beginning.replace(/\/$/, "") : beginning;
}
