import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runCommand } from "./command.ts";

const whole = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/** The engine without the browser around it: the same pages for less than half the work. */
const shells = ["chromium-headless-shell", "chrome-headless-shell"];

/** The browsers of the tests, as paths. They may be the same. */
export interface Browsers {
  /** A whole Chromium, for what is the browser's and not the engine's. */
  chromium: string;
  /** What shows pages in all other tests. */
  shell: string;
}

/** What finding and installing a browser needs from the machine; tests pass their own. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isRoot: boolean;
  readonly isProgram: (path: string) => boolean;
  /** Runs a command and answers its exit code and what it wrote. */
  readonly run: (command: string, args: readonly string[]) => Promise<{ code: number; output: string }>;
  readonly log: (line: string) => void;
}

/**
 * The browsers of the tests: the one that the environment variable CHROMIUM names for all of them, else the machine's own. What
 * it does not have is installed now with apt-get; where that cannot be, a Chromium does the shell's work as well. Rejects with
 * a sentence that says what to do.
 */
export async function ensureBrowsers(machine: Machine = thisMachine()): Promise<Browsers> {
  const named = machine.env["CHROMIUM"];
  if (named) {
    if (machine.isProgram(named)) return { chromium: named, shell: named };
    throw new Error(`The environment variable CHROMIUM names ${named}, which is not a program.`);
  }
  const present = { chromium: find(machine, whole), shell: find(machine, shells) };
  if (present.chromium && present.shell) return present as Browsers;
  const failure = await install(machine, [
    ...(present.chromium ? [] : ["chromium"]),
    ...(present.shell ? [] : ["chromium-headless-shell"]),
  ]).then(
    () => undefined,
    (error: Error) => error,
  );
  const chromium = find(machine, whole);
  if (chromium) return { chromium, shell: find(machine, shells) ?? chromium };
  throw (
    failure ??
    new Error(
      "apt-get installed its package chromium, but there is no such program in PATH. Install Chromium yourself.",
    )
  );
}

async function install(machine: Machine, packages: readonly string[]): Promise<void> {
  const aptGet = find(machine, ["apt-get"]);
  const asRoot = aptGet ? await commandForRoot(machine, aptGet) : undefined;
  if (!asRoot) {
    throw new Error(
      "The browser tests need Chromium. Install it, or set the environment variable CHROMIUM to the path of one.",
    );
  }
  machine.log(`installing ${packages.join(" and ")} with apt-get, which takes about a minute …`);
  await apt(machine, asRoot, "update");
  await apt(machine, asRoot, "install", "-y", "--no-install-recommends", ...packages);
}

function find({ env, isProgram }: Machine, candidates: readonly string[]): string | undefined {
  // /usr/bin is asked even where PATH leaves it out: it is where the package puts its program.
  const folders = [...(env["PATH"] ?? "").split(delimiter).filter(Boolean), "/usr/bin"];
  return candidates
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => isProgram(path));
}

/** The start of a command line that may install packages, or undefined where a password would be asked for. */
async function commandForRoot(machine: Machine, aptGet: string): Promise<readonly string[] | undefined> {
  if (machine.isRoot) return ["env", "DEBIAN_FRONTEND=noninteractive", aptGet];
  const sudo = find(machine, ["sudo"]);
  if (!sudo || (await machine.run(sudo, ["-n", "true"])).code !== 0) return undefined;
  return [sudo, "-n", "env", "DEBIAN_FRONTEND=noninteractive", aptGet];
}

async function apt(machine: Machine, asRoot: readonly string[], ...args: readonly string[]): Promise<void> {
  const [command = "", ...first] = asRoot;
  const { code, output } = await machine.run(command, [...first, ...args]);
  if (code === 0) return;
  const said = output.trim().split("\n").slice(-5).join("\n");
  throw new Error(
    `apt-get ${args[0]} failed (exit code ${code}), so Chromium is not there. It said last:\n${said}`,
  );
}

function thisMachine(): Machine {
  return {
    env: process.env,
    isRoot: process.getuid?.() === 0,
    isProgram(path) {
      try {
        accessSync(path, constants.X_OK);
        return statSync(path).isFile();
      } catch {
        return false;
      }
    },
    run: (command, args) => runCommand(command, args, { timeoutMs: 600_000 }),
    log: (line) => console.error(line),
  };
}
