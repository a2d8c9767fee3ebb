/** An id made from the first of these texts that gives one, that nothing else has: "Früh & spät" → "fruh-spat", "fruh-spat-2". */
export function freeId(texts: readonly string[], taken: ReadonlySet<string>): string {
  const base = texts.map(slug).find((id) => id !== "") ?? "new";
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? "" : `-${number}`;
    const id = base.slice(0, 63 - suffix.length) + suffix;
    if (!taken.has(id)) return id;
  }
}

function slug(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}
