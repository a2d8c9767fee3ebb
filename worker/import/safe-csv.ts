import { dsvFormat } from "d3-dsv";

const csv = dsvFormat(",");

/**
 * Where a spreadsheet would see a formula begin: also in the middle of a text, since one that divides cells by semicolons
 * or tabs, as is usual where decimals have commas, begins a cell there, whatever the quotation marks say.
 */
const formulaStart = /^(?=[\t\r\n])|(?<=^|[;\t\r\n])(?=[ "]*[=+\-@\uff0b\uff0d\uff1d\uff20])/g;

/**
 * A row of CSV (RFC 4180) that no spreadsheet takes for formulas: one gets an apostrophe before it.
 * Numbers stay what they are. Source: https://owasp.org/www-community/attacks/CSV_Injection
 */
export function safeCsvRow(cells: readonly (string | number | boolean | null)[]): string {
  return `${csv.formatRow(cells.map(safeCell))}\r\n`;
}

function safeCell(cell: string | number | boolean | null): string {
  if (typeof cell !== "string") return cell === null ? "" : String(cell);
  return cell.replace(formulaStart, "'");
}
