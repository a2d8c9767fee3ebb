/** Objects and lists within each other. What `checkCondition` accepts is never deeper. */
const deepest = 50;

/**
 * Whether a document is nested so deeply that working through it by recursion could end the program. Whoever takes a
 * condition that nobody has checked asks this first; such a condition holds for nobody.
 */
export function isTooDeep(document: unknown): boolean {
  const waiting: [value: unknown, depth: number][] = [[document, 0]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [value, depth] = next;
    if (typeof value !== "object" || value === null) continue;
    if (depth >= deepest) return true;
    for (const part of Object.values(value)) waiting.push([part, depth + 1]);
  }
  return false;
}
