import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runCommand } from "./command.ts";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

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
 * The path of a Chromium: the one that the environment variable CHROMIUM names, else the machine's own, else one
 * installed now with apt-get. Rejects with a sentence that says what to do.
 */
export async function ensureChromium(machine: Machine = thisMachine()): Promise<string> {
  const named = machine.env["CHROMIUM"];
  if (named) {
    if (machine.isProgram(named)) return named;
    throw new Error(`The environment variable CHROMIUM names ${named}, which is not a program.`);
  }
  const present = find(machine, names);
  if (present) return present;

  const aptGet = find(machine, ["apt-get"]);
  const asRoot = aptGet ? await commandForRoot(machine, aptGet) : undefined;
  if (!asRoot) {
    throw new Error(
      "The browser tests need Chromium. Install it, or set the environment variable CHROMIUM to the path of one.",
    );
  }
  machine.log("installing Chromium with apt-get, which takes about a minute …");
  await apt(machine, asRoot, "update");
  await apt(machine, asRoot, "install", "-y", "--no-install-recommends", "chromium");
  const installed = find(machine, names);
  if (installed) return installed;
  throw new Error(
    "apt-get installed its package chromium, but there is no such program in PATH. Install Chromium yourself.",
  );
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
