import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { buildPart, type BuildPart } from "./build-part.ts";

let root: string;
let builds: number;
const part: BuildPart = {
  name: "page",
  inputs: ["source", "lock.json", "not-there"],
  output: "dist/page.html",
  async build() {
    builds += 1;
    await put("dist/page.html", `build ${builds}`);
  },
};

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "edgewise-build-"));
  builds = 0;
  await put("source/deep/a.ts", "a");
  await put("lock.json", "{}");
  onTestFinished(() => rm(root, { recursive: true, force: true }));
});

test("builds once, and not again while nothing changes", async () => {
  expect(await buildPart(root, part)).toBe(true);
  expect(await buildPart(root, part)).toBe(false);
  expect(builds).toBe(1);
});

test.each([
  ["a file's content", () => put("source/deep/a.ts", "b")],
  ["a new file", () => put("source/b.ts", "")],
  ["a removed file", () => rm(join(root, "source/deep/a.ts"))],
  ["a single file", () => put("lock.json", "{ }")],
  ["a missing output", () => rm(join(root, "dist/page.html"))],
])("builds again after a change: %s", async (_, change) => {
  await buildPart(root, part);
  await change();
  expect(await buildPart(root, part)).toBe(true);
});

test("tests and what they need are not part of what is built", async () => {
  await buildPart(root, part);
  await put("source/a.test.ts", "");
  await put("source/testing/page.ts", "");
  expect(await buildPart(root, part)).toBe(false);
});

test("a build that failed is tried again, and an older success does not hide it", async () => {
  await buildPart(root, part);
  await put("source/deep/a.ts", "broken");
  const failing = { ...part, build: () => Promise.reject(new Error("broken")) };
  await expect(buildPart(root, failing)).rejects.toThrow("broken");
  await put("source/deep/a.ts", "a");
  expect(await buildPart(root, part)).toBe(true);
});

test("a build without an output has failed", async () => {
  await expect(buildPart(root, { ...part, build: () => Promise.resolve() })).rejects.toThrow(
    "dist/page.html",
  );
});

test("what changes while it builds is built the next time", async () => {
  const slow: BuildPart = {
    ...part,
    async build() {
      await part.build();
      await put("source/deep/a.ts", "edited");
    },
  };
  await buildPart(root, slow);
  expect(await buildPart(root, part)).toBe(true);
});

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}
