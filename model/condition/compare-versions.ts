/**
 * Compiles `$veq`, `$vne`, `$vgt`, `$vgte`, `$vlt` and `$vlte`. What is no version counts as version 0, as in
 * GrowthBook.
 */
export function compileVersion(operator: string, bound: unknown): (value: unknown) => boolean {
  const key = versionKey(bound);
  switch (operator) {
    case "$veq":
      return (value) => versionKey(value) === key;
    case "$vne":
      return (value) => versionKey(value) !== key;
    case "$vgt":
      return (value) => versionKey(value) > key;
    case "$vgte":
      return (value) => versionKey(value) >= key;
    case "$vlt":
      return (value) => versionKey(value) < key;
    default:
      return (value) => versionKey(value) <= key;
  }
}

/** So many places a number is padded to in GrowthBook: more would order longer numbers otherwise than its SDKs do. */
const places = 5;

/**
 * A text that sorts as the version does: `v1.10.0+build` sorts after `1.9.2`, and before `1.10.1-rc.1`.
 *
 * A release of three numbers gets `~`, which sorts after every letter, where its own candidates have their name.
 */
export function versionKey(version: unknown): string {
  const text = typeof version === "number" ? String(version) : version;
  if (typeof text !== "string" || text === "") return versionKey("0");
  const build = text.indexOf("+");
  const parts = text.slice(text.startsWith("v") ? 1 : 0, build < 0 ? undefined : build).split(/[-.]/);
  if (parts.length === 3) parts.push("~");
  return parts.map((part) => (/^[0-9]+$/.test(part) ? part.padStart(places, " ") : part)).join("-");
}
