import { spawn } from "node:child_process";
import { constants } from "node:os";
import { delimiter, join } from "node:path";
import { home } from "./home.ts";

/** How a command ended. */
export interface Ended {
  /** As a shell would report it: 128 and the signal's number when one ended it, 127 when it could not be started. */
  readonly code: number;
  /** What it wrote, standard output and errors in the order in which they came. */
  readonly output: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  /** Added to this process's own environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** After this long the command is stopped and counts as failed. */
  readonly timeoutMs?: number;
  /** Gets each piece of output as it comes. */
  readonly onOutput?: (text: string) => void;
}

/** Process groups that are running now, so that a signal to this process ends them too. */
const running = new Set<number>();

/**
 * Runs one command to its end and keeps what it wrote. Programs of the packages are found by name. Whatever the command
 * started and left behind is ended with it, so no workerd or browser outlives the step that wanted it.
 */
export async function runCommand(
  command: string,
  args: readonly string[],
  { cwd = home, env = {}, timeoutMs, onOutput }: CommandOptions = {},
): Promise<Ended> {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, PATH: pathOfPrograms(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
    // A process group of its own is what makes it possible to end all of it.
    detached: true,
  });
  const group = child.pid;
  if (group !== undefined) running.add(group);
  let output = "";
  const take = (chunk: Buffer): void => {
    const text = chunk.toString();
    output += text;
    onOutput?.(text);
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          output += `\nstopped after ${timeoutMs / 1000} s\n`;
          endGroup(group);
        }, timeoutMs);
  // Leftovers hold the pipes open, so they have to go before "close" can come.
  child.once("exit", () => endGroup(group));
  const code = await new Promise<number>((settle) => {
    child.once("error", (error) => {
      output += `${error.message}\n`;
      settle(127);
    });
    child.once("close", (exitCode, signal) =>
      settle(exitCode ?? 128 + constants.signals[signal ?? "SIGKILL"]),
    );
  });
  clearTimeout(timer);
  if (group !== undefined) running.delete(group);
  return { code, output };
}

/** Ends everything that still runs, then this process, when somebody interrupts it. */
export function endCommandsOnSignals(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      for (const group of running) endGroup(group);
      process.exit(128 + constants.signals[signal]);
    });
  }
}

/** The packages' own programs first: among them is the Node that they need. */
function pathOfPrograms(): string {
  return `${join(home, "node_modules", ".bin")}${delimiter}${process.env["PATH"] ?? ""}`;
}

function endGroup(group: number | undefined): void {
  if (group === undefined) return;
  try {
    process.kill(-group, "SIGKILL");
  } catch {
    // Nobody is left in it, which is what was wanted.
  }
}
