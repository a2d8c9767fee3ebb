import { replaced } from "./trim-code.ts";

/** Rows are read and written one by one, and have no dates in them. */
export function trimDsv(code: string): string {
  const listed = replaced(code, /^ {2}return \{[^]*?^ {2}\};$/m, "  return { parseRows, formatRow };");
  return replaced(listed, /value instanceof Date \? formatDate\(value\)\n +: /, "");
}
