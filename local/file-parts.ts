import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

/** A part of a file that can be imported by itself. */
export interface FilePart {
  part: number;
  /** The number of its first row in the file, from 1. */
  row: number;
  rows: number;
  text: string;
}

/** Half of what the API takes: a part of new customers takes it some seconds. */
const mostRows = 500;
const mostCharacters = 250_000;

/**
 * Cuts a file into parts of whole rows, each of them with the heading of the whole where there is one. However long the
 * file is, one part of it is in memory at a time. Empty lines count for nothing.
 */
export async function* partsOf(path: string, format: "csv" | "ndjson"): AsyncGenerator<FilePart, void> {
  let heading: string | undefined;
  let rows: string[] = [];
  let characters = 0;
  let part = 0;
  let first = 1;
  const whole = (): FilePart => {
    const text = `${[...(heading === undefined ? [] : [heading]), ...rows].join("\n")}\n`;
    const made = { part, row: first, rows: rows.length, text };
    part += 1;
    first += rows.length;
    rows = [];
    characters = 0;
    return made;
  };
  for await (const row of rowsOf(path, format)) {
    if (format === "csv" && heading === undefined) {
      heading = row.replace(/^\ufeff/, "");
      continue;
    }
    if (rows.length > 0 && (rows.length >= mostRows || characters + row.length > mostCharacters))
      yield whole();
    rows.push(row);
    characters += row.length;
  }
  if (rows.length > 0) yield whole();
}

/** Lines; of CSV those together that one cell with line breaks spans: then its quotation marks are even in number. */
async function* rowsOf(path: string, format: "csv" | "ndjson"): AsyncGenerator<string, void> {
  let open = "";
  const lines = createInterface({ input: createReadStream(path, "utf8"), crlfDelay: Infinity });
  for await (const line of lines) {
    const row = open === "" ? line : `${open}\n${line}`;
    if (format === "csv" && row.split('"').length % 2 === 0) {
      open = row;
      continue;
    }
    open = "";
    if (row.trim() !== "") yield row;
  }
  // Where a quotation mark stays open to the end, the API says so.
  if (open !== "") yield open;
}
