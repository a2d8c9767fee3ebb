import { dsvFormat } from "d3-dsv";
import type { ImportPlan } from "../../model/import-plan.ts";

/** A row of a file, before anything is made of it. */
export interface SourceRow {
  /** Its place among the rows of the text, from 0; headings and empty lines do not count. */
  index: number;
  /** As it stands in the file, for whoever has to mend it. */
  source: string;
  /** By column; of CSV, those that the plan names. */
  cells: Readonly<Record<string, unknown>>;
}

/** A row that cannot be read. */
export interface UnreadableRow {
  index: number;
  source: string;
  message: string;
}

/** The text is no file of this kind at all. Its message says why. */
export class UnreadableFile extends Error {}

/**
 * Reads the rows of a text: CSV as in RFC 4180, its first row the names of its columns; NDJSON, an object in each line.
 * @throws UnreadableFile
 */
export function readRows(
  text: string,
  plan: Pick<ImportPlan, "format" | "delimiter" | "columns">,
): (SourceRow | UnreadableRow)[] {
  const plain = text.replace(/^\ufeff/, "");
  return (plan.format === "csv" ? csvRows(plain, plan) : jsonRows(plain)).map(readable);
}

/** What is not UTF-8 was read as replacement characters (WHATWG Encoding): names would lose letters that nobody misses. */
function readable(row: SourceRow | UnreadableRow): SourceRow | UnreadableRow {
  const { index, source } = row;
  return source.includes("\ufffd") ? { index, source, message: "It is not in UTF-8." } : row;
}

function csvRows(text: string, { delimiter, columns }: Pick<ImportPlan, "delimiter" | "columns">) {
  // Whatever follows an open one would be taken for a single cell.
  if (text.split('"').length % 2 === 0) throw new UnreadableFile("A quotation mark is not closed.");
  const format = dsvFormat(delimiter);
  const [heading = [], ...rows] = format.parseRows(text).filter((cells) => cells.some((cell) => cell !== ""));
  const names = heading.map((name) => name.trim());
  const missing = Object.keys(columns).filter((name) => !names.includes(name));
  if (missing.length > 0)
    throw new UnreadableFile(`These columns are not in the file's first row: ${missing.join(", ")}.`);
  const twice = names.find((name, index) => Object.hasOwn(columns, name) && names.indexOf(name) !== index);
  // Of a file with very many columns, a row is no longer than what is asked of it.
  const places = Object.keys(columns).map((name) => [name, names.indexOf(name)] as const);
  if (twice !== undefined) throw new UnreadableFile(`The column ${twice} is there twice.`);
  return rows.map((cells, index): SourceRow | UnreadableRow => {
    const source = format.formatRow(cells);
    if (cells.length > names.length)
      return {
        index,
        source,
        message: `It has ${cells.length} cells, but there are ${names.length} columns.`,
      };
    return { index, source, cells: Object.fromEntries(places.map(([name, at]) => [name, cells[at] ?? ""])) };
  });
}

function jsonRows(text: string) {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  return lines.map((source, index): SourceRow | UnreadableRow => {
    const cells = parsed(source);
    return isObject(cells) ? { index, source, cells } : { index, source, message: "It is no JSON object." };
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
