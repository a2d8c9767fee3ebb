import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { type FilePart, partsOf } from "./file-parts.ts";

const folder = mkdtempSync(join(tmpdir(), "edgewise-parts-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function cut(text: string, format: "csv" | "ndjson" = "csv"): Promise<FilePart[]> {
  const path = join(folder, "file");
  writeFileSync(path, text);
  const parts: FilePart[] = [];
  for await (const part of partsOf(path, format)) parts.push(part);
  return parts;
}

it("a file is cut into parts of 500 rows, each with the heading", async () => {
  const rows = Array.from({ length: 1100 }, (_, index) => `a${index},b`);
  const parts = await cut(`\ufeffone,two\r\n${rows.join("\r\n")}\r\n\r\n`);
  expect(parts.map(({ part, row, rows: count }) => [part, row, count])).toEqual([
    [0, 1, 500],
    [1, 501, 500],
    [2, 1001, 100],
  ]);
  expect(parts[2]!.text).toBe(`one,two\n${rows.slice(1000).join("\n")}\n`);
});

it("a cell with line breaks stays in one piece, and long rows make short parts", async () => {
  expect(await cut('one,two\n"a\n\nb",c\nd,e\n')).toMatchObject([
    { rows: 2, text: 'one,two\n"a\n\nb",c\nd,e\n' },
  ]);
  const long = "x".repeat(200_000);
  expect((await cut(`${long}\n${long}\n${long}`, "ndjson")).map(({ row }) => row)).toEqual([1, 2, 3]);
});

it("a line ends where files end lines, and not where a text has a separator of Unicode", async () => {
  const row = '{"id":"a","params":{"note":"one\u2028two\u2029three"}}';
  expect(await cut(`${row}\r\n${row}`, "ndjson")).toMatchObject([{ rows: 2, text: `${row}\n${row}\n` }]);
});

it("lines end in each of the three ways, wherever the file is read on", async () => {
  for (const end of ["\n", "\r\n", "\r"]) {
    const rows = Array.from({ length: 20_000 }, (_, index) => `"a${index}${end}b",c`);
    const parts = await cut(`one,two${end}${rows.join(end)}${end}`);
    expect(parts.reduce((sum, part) => sum + part.rows, 0)).toBe(20_000);
    expect(parts.at(-1)!.text.endsWith('"a19999\nb",c\n')).toBe(true);
  }
});

it("a quotation mark that is never closed is named, before all that follows is read into one row", async () => {
  const rows = Array.from({ length: 200_000 }, (_, index) => `a${index},b\n`).join("");
  await expect(cut(`one,two\na,b\na,5"\n${rows}`)).rejects.toThrow(/line 3 is not closed/);
  await expect(cut('one,two\na,"b\n')).rejects.toThrow(/line 2 is not closed/);
});

it("a file without rows has no parts", async () => {
  expect(await cut("one,two\n")).toEqual([]);
  expect(await cut('one;two\n;\n"";""\n')).toEqual([]);
  expect(await cut("", "ndjson")).toEqual([]);
});
