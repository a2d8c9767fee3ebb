import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("server.ts", import.meta.url));

/** A Vendure that runs beside this process. */
export interface Vendure {
  readonly url: string;
  /** It answers nobody, and keeps everybody waiting, until it goes on. */
  pause(): void;
  goOn(): void;
  /** Ends it as Ctrl-C does. */
  stop(): Promise<void>;
}

/** Starts Vendure at any free port. It rejects with what Vendure wrote where that ends before it answers. */
export async function startVendure(): Promise<Vendure> {
  const child = spawn(process.execPath, [program], { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  return {
    url: await urlFrom(child),
    pause: () => void child.kill("SIGSTOP"),
    goOn: () => void child.kill("SIGCONT"),
    stop() {
      child.kill("SIGCONT");
      child.kill("SIGINT");
      return ended;
    },
  };
}

function urlFrom(child: ChildProcess): Promise<string> {
  let output = "";
  return new Promise((resolve, reject) => {
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
      const url = /Vendure answers at (\S+)\n/.exec(output)?.[1];
      if (url !== undefined) resolve(url);
    };
    child.stdout?.on("data", take);
    child.stderr?.on("data", take);
    child.once("close", () => reject(new Error(`Vendure ended before it answered:\n${output}`)));
  });
}
