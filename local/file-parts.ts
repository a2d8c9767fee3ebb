import { createReadStream } from "node:fs";
import { Refusal } from "./refusal.ts";

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

/**
 * Lines; of CSV those together that one cell with line breaks spans: then its quotation marks are even in number.
 * @throws Refusal where a quotation mark stays open for longer than a part may be.
 */
async function* rowsOf(path: string, format: "csv" | "ndjson"): AsyncGenerator<string, void> {
  // A row of empty cells counts for nothing, here as where it is read.
  const isEmpty = format === "csv" ? /^[\s,;"]*$/ : /^\s*$/;
  let open = "";
  let isOpen = false;
  let lines = 0;
  let begun = 0;
  for await (const line of linesOf(path)) {
    lines += 1;
    if (!isOpen) begun = lines;
    open = isOpen ? `${open}\n${line}` : line;
    if (format === "csv" && line.split('"').length % 2 === 0) isOpen = !isOpen;
    if (isOpen && open.length > mostCharacters) throw notClosed(path, begun);
    if (isOpen) continue;
    if (!isEmpty.test(open)) yield open;
  }
  if (isOpen) throw notClosed(path, begun);
}

function notClosed(path: string, line: number): Refusal {
  return new Refusal(`${path}: a quotation mark in line ${line} is not closed.`);
}

/** As files have them, which is fewer than Unicode has: JSON may hold U+2028. */
async function* linesOf(path: string): AsyncGenerator<string, void> {
  let rest = "";
  for await (const piece of createReadStream(path, "utf8") as AsyncIterable<string>) {
    // What ends with a carriage return may go on with a line feed.
    const lines = `${rest}${piece}`.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    yield* lines;
  }
  yield rest.replace(/\r$/, "");
}
