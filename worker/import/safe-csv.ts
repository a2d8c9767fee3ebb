import { dsvFormat } from "d3-dsv";

const csv = dsvFormat(",");

/** What spreadsheets take for the beginning of a formula. */
const formulaStart = /^[=+\-@\t\r\uff0b\uff0d\uff1d\uff20]/;

/**
 * A row of CSV (RFC 4180) that no spreadsheet takes for formulas: a text that would begin one gets an apostrophe first.
 * Numbers stay what they are. Source: https://owasp.org/www-community/attacks/CSV_Injection
 */
export function safeCsvRow(cells: readonly (string | number | boolean | null)[]): string {
  return `${csv.formatRow(cells.map(safeCell))}\r\n`;
}

function safeCell(cell: string | number | boolean | null): string {
  if (typeof cell !== "string") return cell === null ? "" : String(cell);
  return formulaStart.test(cell) ? `'${cell}` : cell;
}
