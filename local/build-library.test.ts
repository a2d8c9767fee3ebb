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

test.each(nodes())("edgewise/statistics runs in %s", async (node) => {
  await put(
    "statistics.js",
    `import * as statistics from "edgewise/statistics";
     const arms = { control: { n: 10_000, successes: 120 }, treatment: { n: 10_000, successes: 160 } };
     const { lift, interval } = statistics.compare(arms, { metric: "proportion" });
     console.log(JSON.stringify({ names: Object.keys(statistics).sort(), lift, from: interval[0] }));`,
  );
  const { code, output } = await runCommand(node, ["statistics.js"], { cwd: project });
  expect(JSON.parse(output)).toEqual({
    names: [
      "StatisticsError",
      "acrossPhases",
      "adjustmentOf",
      "compare",
      "correctForMany",
      "cuped",
      "judgePolicy",
      "judgePolicyBySums",
      "requiredSample",
      "sampleRatio",
      "sequentialBound",
      "sequentialSampleRatio",
      "thompsonShares",
    ],
    lift: 1 / 3,
    from: expect.closeTo(-0.1667, 4),
  });
  expect(code).toBe(0);
});

test.each(nodes())("edgewise/snippet does nothing in %s, where there is no page", async (node) => {
  await put(
    "server.js",
    `import { consent, decide, identify, install, on, track } from "edgewise/snippet";
     install({ src: "/_ew/s.js" });
     track("purchase", { transaction_id: "A-1001" });
     identify([{ type: "customer", value: "4711" }], "v1.1.x");
     consent("granted");
     on("*", () => {});
     console.log(typeof (await decide()), globalThis.edgewise === undefined);`,
  );
  const { code, output } = await runCommand(node, ["server.js"], { cwd: project });
  expect(output.trim()).toBe("undefined true");
  expect(code).toBe(0);
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
    await put(
      "statistics.ts",
      `import { compare, requiredSample, sampleRatio, type Comparison, type RatioArm } from "edgewise/statistics";
       const arms = { control: { n: 100, successes: 10 }, treatment: { n: 100, successes: 12 } };
       export const said: Comparison = compare(arms, { metric: "proportion", method: "sequential", tuning: 5_000 });
       const arm: RatioArm = { n: 9, mean: 3, variance: 1, denominator: { mean: 1, variance: 1 }, covariance: 0 };
       export const ratio: number | null = compare({ control: arm, treatment: arm }, { metric: "ratio" }).lift;
       export const total: number = requiredSample({ metric: "proportion", baseline: 0.1, lift: 0.2 }).total + sampleRatio([1], [1]);
       // @ts-expect-error: there is no such method
       compare(arms, { metric: "proportion", method: "guess" });`,
    );
    await put(
      "snippet.ts",
      `import { consent, decide, install, on, track, type Item } from "edgewise/snippet";
       const items: Item[] = [{ item_id: "LIP-4", price: 19.9, quantity: 2, finish: "matt" }];
       install({ src: "https://edge.shop.example/_ew/s.js", site: "lumen", parts: ["apply", "vitals"] });
       track("purchase", { transaction_id: "A-1001", currency: "EUR", value: 39.8, items });
       track("view_cart");
       track("quiz_finished", { score: 7 });
       consent({ personalisation: true, marketing: false });
       on("add_to_cart", (params) => params?.["items"]);
       export const words: string | undefined = (await decide(["hero"]))?.offers["hero"]?.words?.headline;
       // @ts-expect-error: an order has its number
       track("purchase", { value: 39.8 });
       // @ts-expect-error: nor is it left out with everything else
       track("purchase");
       // @ts-expect-error: a value is a number
       track("add_to_cart", { value: "39,80" });
       // @ts-expect-error: an article has a number or a name
       track("view_item", { items: [{ price: 19.9 }] });
       // @ts-expect-error: this is no purpose
       consent({ personalised: true });
       // @ts-expect-error: there is no such part
       install({ src: "/_ew/s.js", parts: ["magic"] });`,
    );
    const module = resolution === "nodenext" ? "nodenext" : "esnext";
    const options = ["--strict", "--noEmit", "--lib", "es2022", "--module", module];
    const { code, output } = await runCommand(
      "tsc",
      [
        ...options,
        "--moduleResolution",
        resolution,
        "program.ts",
        "condition.ts",
        "snippet.ts",
        "statistics.ts",
      ],
      { cwd: project },
    );
    expect(code, output).toBe(0);
  },
);

test("what the guide to edgewise/snippet shows, compiles", async () => {
  const guide = await readFile(join(home, "docs/snippet.md"), "utf8");
  const [, program = ""] = /```ts\n([^]*?)```/.exec(guide) ?? [];
  expect(program).toContain("edgewise/snippet");
  await put("guide.ts", program);
  const options = ["--strict", "--noEmit", "--module", "esnext", "--moduleResolution", "bundler"];
  const { code, output } = await runCommand("tsc", [...options, "guide.ts"], { cwd: project });
  expect(code, output).toBe(0);
});

test("a bundle holds only what it uses of edgewise/assignment", async () => {
  await put(
    "used.js",
    `import { equalWeights } from "edgewise/assignment"; export const used = equalWeights(3);`,
  );
  expect(await bundle("used.js")).not.toContain("charCodeAt");
  await put("hash.js", `import { hash } from "edgewise/assignment"; export const used = hash("", "a", 1);`);
  expect(await bundle("hash.js")).toContain("charCodeAt");
});

test("the package holds what its exports name, and nothing that is not for others", async () => {
  const { output } = await runCommand("npm", ["pack", "--dry-run", "--json", "--silent"], {
    cwd: home,
  });
  const [pack] = JSON.parse(output) as { files: { path: string }[] }[];
  const paths = pack!.files.map(({ path }) => path);
  const { exports } = JSON.parse(await readFile(join(home, "package.json"), "utf8")) as {
    exports: Record<string, Record<string, string>>;
  };
  const named = Object.values(exports).flatMap((one) => Object.values(one));
  expect(paths).toEqual(expect.arrayContaining(named.map((path) => path.replace("./", ""))));
  expect(
    paths.filter((path) => !/^(dist\/library\/.+|LICENSE|README\.md|package\.json)$/.test(path)),
  ).toEqual([]);
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
