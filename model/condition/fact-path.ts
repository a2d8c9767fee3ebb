/**
 * Compiles a test of the fact with a name or dotted path, as in `account.plan`. Only what facts themselves hold is
 * read, never what every object inherits, and what is not there is `null`.
 */
export function compilePath(path: string, holds: (value: unknown) => boolean): (facts: unknown) => boolean {
  const [name, ...steps] = path.split(".");
  // Facts are plain data: a name that no plain object inherits can be read without asking whose it is.
  if (name === undefined || name in Object.prototype || name in Array.prototype)
    return (facts) => holds(readPath(path, facts));
  const inner = steps.length === 0 ? holds : compilePath(steps.join("."), holds);
  return (facts) =>
    inner(
      typeof facts === "object" && facts !== null ? ((facts as Record<string, unknown>)[name] ?? null) : null,
    );
}

/** @returns the value of the fact, `null` where it is not there. */
export function readPath(path: string, facts: unknown): unknown {
  let value = facts;
  for (const name of path.split("."))
    value =
      typeof value === "object" && value !== null && Object.hasOwn(value, name)
        ? ((value as Record<string, unknown>)[name] ?? null)
        : null;
  return value ?? null;
}
