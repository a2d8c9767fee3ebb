import { existsSync, realpathSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { build, type Rolldown } from "vite";
import { runCommand } from "./command.ts";
import { home } from "./home.ts";

/** Somebody else's project, with Edgewise among its packages. */
let project: string;

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "edgewise-library-"));
  await mkdir(join(project, "node_modules"));
  await symlink(home, join(project, "node_modules/edgewise"));
  await writeFile(join(project, "package.json"), JSON.stringify({ type: "module" }));
});
afterAll(() => rm(project, { recursive: true, force: true }));

test.each(nodes())("edgewise/assignment runs in %s", async (node) => {
  await put(
    "program.js",
    `import * as assignment from "edgewise/assignment";
     const { assign, bucketRanges, chooseVariation, equalWeights, hash, inNamespace } = assignment;
     const ranges = bucketRanges(2, 0.5, [0.4, 0.6]);
     console.log(JSON.stringify({
       names: Object.keys(assignment).sort(),
       results: [ranges, equalWeights(2), hash("", "a", 1), hash("", "a", 3), chooseVariation(0.5, ranges)],
       inNamespace: inNamespace("a", ["b", 0, 1]),
       assign: assign({ seed: "s", value: "v", hashVersion: 2, ranges, forced: 1 }).how,
     }));`,
  );
  const { code, output } = await runCommand(node, ["program.js"], { cwd: project });
  expect(code, output).toBe(0);
  expect(JSON.parse(output)).toEqual({
    names: ["assign", "bucketRanges", "chooseVariation", "equalWeights", "hash", "inNamespace"],
    results: [
      [
        [0, 0.2],
        [0.4, 0.7],
      ],
      [0.5, 0.5],
      0.22,
      null,
      1,
    ],
    inNamespace: true,
    assign: "forced",
  });
});

test.each(nodes())("edgewise/condition does in %s what its guide says", async (node) => {
  const guide = await readFile(join(home, "docs/condition.md"), "utf8");
  const [, program = "", printed = ""] = /```js\n([^]*?)```\n\n```text\n([^]*?)```/.exec(guide) ?? [];
  await put("guide.js", program);
  const { code, output } = await runCommand(node, ["guide.js"], { cwd: project });
  expect(code, output).toBe(0);
  expect(output.trim()).toBe(printed.trim());
});

test.each(["nodenext", "bundler"])(
  "the library has types, found by %s resolution, that need no platform",
  async (resolution) => {
    await put(
      "program.ts",
      `import { assign, bucketRanges, hash, type Assignment } from "edgewise/assignment";
       export const place: number = hash("seed", "value", 2);
       export const found: Assignment = assign({ seed: "s", value: "v", hashVersion: 2, ranges: bucketRanges(2, 1, []) });
       // @ts-expect-error: a version that may not exist may have no place
       export const perhaps: number = hash("seed", "value", 2 as number);
       // @ts-expect-error: a seed is text
       hash(1, "value", 2);`,
    );
    await put(
      "condition.ts",
      `import { compileCondition, conditionToSql, explainCondition, factsOf, type ConditionDocument } from "edgewise/condition";
       const condition: ConditionDocument = { orders: { $gte: 3 } };
       export const holds: boolean = compileCondition(condition, { groups: { a: [1] } })({ orders: 3 });
       export const paths: readonly string[] = explainCondition(condition, {}).parts?.map((part) => part.path) ?? [];
       export const names: ReadonlySet<string> = factsOf(condition).names;
       export const sql: string = conditionToSql(condition, { nowMs: 1 }).sql;
       // @ts-expect-error: days are counted from a moment
       conditionToSql(condition, {});`,
    );
    const module = resolution === "nodenext" ? "nodenext" : "esnext";
    const options = ["--strict", "--noEmit", "--lib", "es2022", "--module", module];
    const { code, output } = await runCommand(
      "tsc",
      [...options, "--moduleResolution", resolution, "program.ts", "condition.ts"],
      { cwd: project },
    );
    expect(code, output).toBe(0);
  },
);

test("a bundle holds only what it uses of edgewise/assignment", async () => {
  await put(
    "used.js",
    `import { equalWeights } from "edgewise/assignment"; export const used = equalWeights(3);`,
  );
  expect(await bundle("used.js")).not.toContain("charCodeAt");
  await put("hash.js", `import { hash } from "edgewise/assignment"; export const used = hash("", "a", 1);`);
  expect(await bundle("hash.js")).toContain("charCodeAt");
});

function put(name: string, content: string): Promise<void> {
  return writeFile(join(project, name), content);
}

async function bundle(entry: string): Promise<string> {
  const built = (await build({
    configFile: false,
    root: project,
    logLevel: "silent",
    build: { write: false, lib: { entry, formats: ["es"] } },
  })) as Rolldown.RolldownOutput[];
  return built[0]!.output[0].code;
}

/** The Node that runs this, and the machine's own, which may be older. */
function nodes(): string[] {
  const found = (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((folder) => join(folder, "node"))
    .filter((path) => existsSync(path));
  return [...new Set([process.execPath, ...found].map((path) => realpathSync(path)))];
}
