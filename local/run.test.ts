import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { home } from "./home.ts";

/** A project with the runner, a program that reports how it was called, and an npm that plays its part. */
let project: string;
const lock = { packages: { "": {}, "node_modules/node": { version: "24.0.0", integrity: "sha512-a" } } };

beforeEach(async () => {
  project = await realpath(await mkdtemp(join(tmpdir(), "edgewise-run-")));
  onTestFinished(() => rm(project, { recursive: true, force: true }));
  await mkdir(join(project, "local"));
  for (const file of ["run.mjs", "is-installed.mjs"])
    await cp(join(home, "local", file), join(project, "local", file));
  await put("package.json", '{ "type": "module" }');
  await put("package-lock.json", JSON.stringify(lock));
  await put(
    "local/show.ts",
    `const shown: object = { args: process.argv.slice(2), node: process.execPath, path: process.env.PATH, cwd: process.cwd() };
     console.log(JSON.stringify(shown));`,
  );
  await put("local/fail.ts", "process.exit(Number(process.argv[2]));");
  // Notes each signal; the first one ends it, a little later, as a clean stop would.
  await put(
    "local/serve.ts",
    `import { writeFileSync } from "node:fs";
     process.on("exit", () => writeFileSync("stopped", ""));
     for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => console.log(signal));
     for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => setTimeout(() => process.exit(7), 400));
     setInterval(() => {}, 1_000);
     console.log("ready " + process.pid);`,
  );
  await npmThat(`
    mkdir -p node_modules/.bin
    ln -sf "${process.execPath}" node_modules/.bin/node
    cp package-lock.json node_modules/.package-lock.json
    echo "$@" >> npm-calls`);
});

test("installs on first use, says so, and not again", async () => {
  const first = await run("show");
  expect(first.errors).toContain(
    "Installing packages with npm ci. This is needed once and takes about a minute.",
  );
  expect(first.code).toBe(0);
  const second = await run("show");
  expect(second.errors).toBe("");
  expect(await readFile(join(project, "npm-calls"), "utf8")).toMatch(/^ci --include=dev .*\n$/);
});

test.each([
  ["another version", { "": {}, "node_modules/node": { version: "24.0.1", integrity: "sha512-a" } }],
  [
    "another package of that version",
    { "": {}, "node_modules/node": { version: "24.0.0", integrity: "sha512-b" } },
  ],
  ["one more package", { ...lock.packages, "node_modules/more": { version: "1.0.0" } }],
])("installs again when package-lock.json asks for %s", async (_, packages) => {
  await run("show");
  await put("package-lock.json", JSON.stringify({ packages }));
  expect((await run("show")).errors).toContain("Installing packages");
  expect((await run("show")).errors).toBe("");
});

test("packages for other machines need not be there", async () => {
  await run("show");
  const packages = { ...lock.packages, "node_modules/for-windows": { version: "1.0.0", optional: true } };
  await put("package-lock.json", JSON.stringify({ packages }));
  expect((await run("show")).errors).toBe("");
});

test("installs again after an install that was cut short", async () => {
  await run("show");
  await rm(join(project, "node_modules/.package-lock.json"));
  expect((await run("show")).errors).toContain("Installing packages");
});

test("passes every argument on, and puts the packages' programs first", async () => {
  const { output } = await run("show", "--port", "9000", "a b", "--", "*", "");
  const shown = JSON.parse(output) as { args: string[]; node: string; path: string; cwd: string };
  expect(shown.args).toEqual(["--port", "9000", "a b", "--", "*", ""]);
  expect(shown.path.split(":")[0]).toBe(join(project, "node_modules/.bin"));
  expect(shown.cwd).toBe(project);
});

test.each([0, 1, 42])("passes exit code %i on", async (code) => {
  expect((await run("fail", String(code))).code).toBe(code);
});

test.each(["SIGINT", "SIGTERM"] as const)(
  "passes %s on once, waits for the clean stop, and leaves nothing",
  async (signal) => {
    const runner = start("serve");
    const pid = await runner.ready;
    runner.child.kill(signal);
    await sleep(100);
    // npm and a terminal may both have sent it.
    runner.child.kill(signal);
    const { code, output } = await runner.ended;
    expect(code).toBe(7);
    expect(output.split("\n").filter((line) => line === signal)).toHaveLength(1);
    expect(isRunning(pid)).toBe(false);
  },
);

test("ends the program when the npm that started it is killed outright", async () => {
  await run("show");
  await put(
    "npm-stand-in.mjs",
    `import { spawn } from "node:child_process";
    spawn(process.execPath, ["local/run.mjs", "serve"], { stdio: "inherit", env: { ...process.env, npm_lifecycle_event: "start" } });`,
  );
  const runner = start.in(project, ["npm-stand-in.mjs"]);
  await runner.ready;
  runner.child.kill("SIGKILL");
  const stopped = join(project, "stopped");
  for (let tries = 0; tries < 100 && !existsSync(stopped); tries += 1) await sleep(50);
  expect(existsSync(stopped)).toBe(true);
});

test.each([
  ["no program", [], "Say what to run: node local/run.mjs start | test | check | build"],
  ["an unknown program", ["dance"], 'There is no program called "dance" in local/.'],
  ["a path", ["../local/show"], 'There is no program called "../local/show" in local/.'],
])("refuses %s in one sentence", async (_, args, message) => {
  expect(await run(...args)).toEqual({ code: 1, output: "", errors: `${message}\n` });
});

test("says what npm said when npm ci fails, and what to do", async () => {
  await npmThat(
    'echo "npm error code ENOTFOUND" >&2; echo "npm error A complete log of this run can be found in: x" >&2; exit 9',
  );
  const { code, errors } = await run("show");
  expect(code).toBe(1);
  expect(errors).toContain(
    "npm ci failed (exit code 9). It said last:\n  npm error code ENOTFOUND\nCheck the network",
  );
  expect(errors).not.toContain("complete log");
  expect(errors).not.toContain("    at ");
});

test("says so when there is no npm", async () => {
  await rm(join(project, "bin"), { recursive: true });
  const { code, errors } = await run("show");
  expect(code).toBe(1);
  expect(errors).toContain("npm was not found. Install npm");
});

test("says so when the packages' Node is not one that runs here", async () => {
  await npmThat(
    "mkdir -p node_modules/.bin; cp package-lock.json node_modules/.package-lock.json; printf x > node_modules/.bin/node",
  );
  const { code, errors } = await run("show");
  expect(code).toBe(1);
  expect(errors).toContain("cannot run on this machine");
});

test("takes the machine's own Node where scripts were blocked and it is new enough", async () => {
  await npmThat("mkdir -p node_modules; cp package-lock.json node_modules/.package-lock.json");
  expect((await run("show")).code).toBe(0);
});

test.each([
  ["too old", "18.19.0", "Edgewise needs Node 20 or later; this is 18.19.0.\n"],
  ["without the packages' Node", "20.11.0", "npm rebuild node esbuild workerd"],
])("a Node that is %s is told what is missing", async (_, version, message) => {
  await npmThat("mkdir -p node_modules; cp package-lock.json node_modules/.package-lock.json");
  const pretence = `Object.defineProperty(process.versions, "node", { value: ${JSON.stringify(version)} });`;
  const { code, errors } = await start.in(project, [
    "--import",
    `data:text/javascript,${pretence}`,
    "local/run.mjs",
    "show",
  ]).ended;
  expect(code).toBe(1);
  expect(errors).toContain(message);
});

/** Replaces npm by a shell script. */
async function npmThat(script: string): Promise<void> {
  await put("bin/npm", `#!/bin/sh\nPATH=/usr/bin:/bin\n${script}\n`);
  await chmod(join(project, "bin/npm"), 0o755);
}

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(project, path)), { recursive: true });
  await writeFile(join(project, path), text);
}

interface Runner {
  readonly child: ChildProcess;
  /** The program's process id, once it has said that it is ready. */
  readonly ready: Promise<number>;
  readonly ended: Promise<{ code: number | null; output: string; errors: string }>;
}

function start(...args: readonly string[]): Runner {
  return start.in(project, ["local/run.mjs", ...args]);
}

start.in = (cwd: string, args: readonly string[]): Runner => {
  // The real npm must not be found: these tests install nothing.
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    PATH: `${join(cwd, "bin")}:${join(cwd, "tools")}`,
  };
  delete env["npm_lifecycle_event"];
  const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  const ready = new Promise<number>((settle) => {
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      const pid = /ready (\d+)/.exec(output)?.[1];
      if (pid) settle(Number(pid));
    });
  });
  const ended = new Promise<{ code: number | null; output: string; errors: string }>((settle) => {
    child.once("close", (code) => settle({ code, output, errors }));
  });
  return { child, ready, ended };
};

function run(...args: readonly string[]) {
  return start(...args).ended;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
