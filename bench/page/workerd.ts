import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { temporaryFolder } from "./temporary-folder.ts";

const require = createRequire(import.meta.url);
/** The program; its package comes without types. */
const { default: workerd } = require("workerd") as { default: string };

const compatibilityDate = "2026-11-02";

export interface RunningWorkerd {
  port: number;
  pid: number;
  stop(): Promise<void>;
}

/**
 * Starts workerd with one worker and nothing around it, at a port of its own on this machine.
 * @param origin what the worker gets as `ORIGIN`
 */
export async function startWorkerd(script: string, origin: string): Promise<RunningWorkerd> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "worker.js"), script);
  writeFileSync(join(folder, "config.capnp"), configOf(origin));
  const child = spawn(workerd, ["serve", "config.capnp", "--control-fd=3"], {
    cwd: folder,
    stdio: ["ignore", "inherit", "inherit", "pipe"],
  });
  // Whatever ends this process in the middle of its start must not leave a server behind.
  process.once("exit", () => child.kill("SIGKILL"));
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const stop = async () => {
    child.kill("SIGKILL");
    await ended;
  };
  try {
    const port = await portOf(child.stdio[3] as Readable);
    return { port, pid: child.pid ?? 0, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** workerd says on this pipe where it listens. @throws where it ends without a word. */
async function portOf(control: Readable): Promise<number> {
  for await (const line of createInterface(control)) return (JSON.parse(line) as { port: number }).port;
  throw new Error("workerd did not start.");
}

/** https://github.com/cloudflare/workerd/blob/main/src/workerd/server/workerd.capnp */
function configOf(origin: string): string {
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "worker", worker = (
      modules = [(name = "worker.js", esModule = embed "worker.js")],
      compatibilityDate = "${compatibilityDate}",
      bindings = [(name = "ORIGIN", text = ${JSON.stringify(origin)})],
    )),
    (name = "internet", network = (allow = ["private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "worker")],
);
`;
}
