import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runCommand } from "./command.ts";
import { home } from "./home.ts";
import { layerProblem } from "./layers.ts";

/** An import that a room must not make: from which file, of what. */
const refused: readonly (readonly [importer: string, specifier: string])[] = [
  ["model/rule.ts", "../worker/decide/decide.ts"],
  ["model/condition/compile.ts", "../../snippet/queue.ts"],
  ["snippet/main.ts", "../worker/api/contract.ts"],
  ["snippet/send.ts", "../dashboard/ui/button.tsx"],
  ["snippet/parts/late.ts", "../../local/home.ts"],
  ["dashboard/app.tsx", "../worker/api/api.ts"],
  ["dashboard/rules/list.tsx", "../../worker/decide/decide.ts"],
  ["dashboard/main.tsx", "../snippet/main.ts"],
  ["demo/shop/cart.ts", "../../model/coupon/coupon.ts"],
  ["demo/shop/routes/cart.ts", "../../../worker/worker.ts"],
  ["demo/shop/basket.ts", "edgewise/condition"],
  ["dashboard/rules/try.ts", "edgewise/snippet"],
  ["worker/decide/decide.ts", "../store/routing.ts"],
  ["worker/decide/rank.ts", "../recognise/device.ts"],
  ["worker/decide/deep/rank.ts", "../../worker.ts"],
  ["worker/visit/visit.ts", "../api/contract.ts"],
  ["worker/visit/origin.ts", "../jobs/take-records.ts"],
  ["worker/api/api.ts", "../visit/visit.ts"],
  ["worker/api/rules.ts", "../jobs/take-records.ts"],
  ["worker/jobs/take-records.ts", "../api/api.ts"],
  ["worker/jobs/late.ts", "../visit/visit.ts"],
  ["worker/answer/error.ts", "../api/api.ts"],
  ["worker/coupon/apply.ts", "../visit/visit.ts"],
  ["worker/identity/moves.ts", "../visit/visit.ts"],
  ["worker/profile/profile.ts", "../jobs/take-records.ts"],
  ["worker/recognise/recognise.ts", "../visit/visit.ts"],
  ["worker/record/record.ts", "../jobs/take-records.ts"],
  ["worker/rewrite/rewrite.ts", "../visit/visit.ts"],
  ["worker/store/drafts.ts", "../api/api.ts"],
  ["worker/worker.ts", "./api/api.ts"],
  ["worker/api-worker.ts", "./visit/visit.ts"],
  ["worker/visit/whose-now.ts", "../identity/identities.ts"],
  ["worker/api/coupons.ts", "../coupon/coupon-codes.ts"],
  ["worker/profile/send-to-profile.ts", "./profile.ts"],
  ["worker/third-worker.ts", "./visit/visit.ts"],
  ["worker/attic/old.ts", "../store/routing.ts"],
];

/** Imports that each room lives by. */
const allowed: typeof refused = [
  ["model/goal.ts", "./condition/compile.ts"],
  ["model/plan.ts", "valibot"],
  ["snippet/api.ts", "../model/event.ts"],
  ["dashboard/api/api.ts", "../../worker/api/contract.ts"],
  ["dashboard/text/date.ts", "../../model/rule.ts"],
  ["demo/shop/pages/cart.ts", "../cart.ts"],
  ["demo/scenarios/first.ts", "../../model/rule.ts"],
  ["worker/decide/choose.ts", "../../model/bundle.ts"],
  ["worker/profile/profile-of.ts", "../store/routing.ts"],
  ["worker/visit/personalise.ts", "../rewrite/rewrite.ts"],
  ["worker/api/publish.ts", "../answer/error.ts"],
  ["worker/jobs/more.ts", "../record/record.ts"],
  ["worker/objects-worker.ts", "./profile/profile.ts"],
  ["worker/decide/decide.test.ts", "../store/routing.ts"],
  ["snippet/testing/page.ts", "../../local/chromium.ts"],
  ["local/start.ts", "../worker/worker.ts"],
  ["e2e/visit.test.ts", "../demo/shop/server.ts"],
];

test.each(refused)("%s may not import %s", (importer, specifier) => {
  expect(layerProblem(importer, specifier, false)).toMatch(
    / may import only |imports nothing of ours|has no place|only its script/,
  );
});

test.each(allowed)("%s may import %s", (importer, specifier) => {
  expect(layerProblem(importer, specifier, false)).toBeUndefined();
});

test("the linter refuses exactly those imports, whichever way they are written", async () => {
  const folder = await folderWithRules();
  for (const [importer, specifier] of [...refused, ...allowed]) {
    await put(folder, importer, `import { it } from "${specifier}";\nexport const same = it;\n`);
  }
  const ways = {
    "model/dynamic.ts": 'export const it = async () => await import("../worker/worker.ts");',
    "model/type-only.ts": 'import type { It } from "../worker/worker.ts";\nexport type Same = It;',
    "model/inline-type.ts": 'export type It = import("../worker/worker.ts").It;',
    "model/passed-on.ts": 'export { it } from "../worker/worker.ts";',
    "model/all-passed-on.ts": 'export * from "../worker/worker.ts";',
    "worker/visit/object.ts": 'export { Profile } from "../profile/profile.ts";',
    "worker/visit/object-inline-type.ts":
      'import { type Profile } from "../profile/profile.ts";\nexport type Same = Profile;',
  };
  const typesOfObjects = {
    "worker/visit/object-type.ts":
      'import type { Profile } from "../profile/profile.ts";\nexport type Same = Profile;',
    "worker/visit/object-type-inline.ts": 'export type Same = import("../profile/profile.ts").Profile;',
    "worker/visit/object-type-passed-on.ts": 'export type { Profile } from "../profile/profile.ts";',
  };
  for (const [path, text] of Object.entries({ ...ways, ...typesOfObjects }))
    await put(folder, path, `${text}\n`);

  const reported = await lint(folder, "edgewise(layers)");
  expect(reported).toEqual([...refused.map(([importer]) => importer), ...Object.keys(ways)].sort());
});

test("the linter refuses imports in a circle", async () => {
  const folder = await folderWithRules();
  await put(
    folder,
    "worker/store/a.ts",
    'import { b } from "./b.ts";\nexport const a = (): number => b() + 1;\n',
  );
  await put(
    folder,
    "worker/store/b.ts",
    'import { a } from "./a.ts";\nexport const b = (): number => a() - 1;\n',
  );
  expect(await lint(folder, "import(no-cycle)")).toEqual(["worker/store/a.ts", "worker/store/b.ts"]);
});

test("every room of the worker has its place", async () => {
  const entries = await readdir(join(home, "worker"), { withFileTypes: true });
  const rooms = entries.filter(
    (entry) => entry.isDirectory() && !["migrations", "testing"].includes(entry.name),
  );
  const problems = rooms.map(({ name }) =>
    layerProblem(`worker/${name}/any.ts`, "../../model/rule.ts", false),
  );
  expect(problems.filter(Boolean)).toEqual([]);
});

/** A folder with this project's lint settings and nothing else. */
async function folderWithRules(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "edgewise-layers-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const file of [".oxlintrc.json", "local/layer-rule.ts", "local/layers.ts"])
    await cp(join(home, file), join(folder, file));
  await put(folder, "package.json", '{ "type": "module" }');
  return folder;
}

async function put(folder: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

/** The files in which one rule found something. */
async function lint(folder: string, rule: string): Promise<string[]> {
  const { output } = await runCommand("oxlint", ["--format=json"], { cwd: folder });
  const { diagnostics } = JSON.parse(output) as { diagnostics: { code: string; filename: string }[] };
  return [...new Set(diagnostics.filter(({ code }) => code === rule).map(({ filename }) => filename))].sort();
}
