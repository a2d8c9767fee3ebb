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

it("a file without rows has no parts", async () => {
  expect(await cut("one,two\n")).toEqual([]);
  expect(await cut("", "ndjson")).toEqual([]);
});
