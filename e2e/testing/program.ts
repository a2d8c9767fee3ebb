import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";

const startScript = fileURLToPath(new URL("../../local/start.ts", import.meta.url));

/** `npm start`, as somebody types it. */
export interface Program {
  /** Everything it wrote so far. */
  output(): string;
  /** Resolves when it has written `text`; rejects when it ends, or a minute passes, before that. */
  wrote(text: string): Promise<void>;
  /** Its exit code, once it has ended. */
  ended: Promise<number | null>;
  /** Ctrl-C. */
  interrupt(): void;
}

export function startProgram(...args: string[]): Program {
  const child: ChildProcess = spawn(process.execPath, [startScript, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const take = (chunk: Buffer): void => void (output += chunk.toString());
  child.stdout?.on("data", take);
  child.stderr?.on("data", take);
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return {
    output: () => output,
    async wrote(text) {
      const endsAtMs = Date.now() + 60_000;
      while (!output.includes(text)) {
        if (child.exitCode !== null || Date.now() > endsAtMs)
          throw new Error(`It never wrote "${text}", but:\n${output}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    ended,
    interrupt: () => void child.kill("SIGINT"),
  };
}

/** A port that nobody uses at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((open) => server.listen(0, "127.0.0.1", open));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
