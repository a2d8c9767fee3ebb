import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { newTestFolder } from "./test-folder.ts";

let memory: string;
const made: string[] = [];
beforeEach(async () => {
  memory = await mkdtemp(join(tmpdir(), "edgewise-memory-"));
});
afterEach(async () => {
  for (const folder of [memory, ...made.splice(0)]) await rm(folder, { recursive: true, force: true });
});

async function folderWith(...asked: Parameters<typeof newTestFolder>): Promise<string> {
  const folder = await newTestFolder(...asked);
  made.push(folder);
  expect(await readdir(folder)).toEqual([]);
  return folder;
}

test("is in memory where that has room", async () => {
  expect(dirname(await folderWith(memory, 1))).toBe(memory);
});

test("is on the disk where memory is too small, or is no folder here", async () => {
  expect(dirname(await folderWith(memory, Infinity))).toBe(tmpdir());
  expect(dirname(await folderWith(join(memory, "nowhere"), 1))).toBe(tmpdir());
});
