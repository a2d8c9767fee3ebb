/** What a value says where text is wanted: lists with commas between, and nothing for what is not known. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return Array.isArray(value) ? value.map(textOf).join(", ") : "";
}
