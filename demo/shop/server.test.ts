import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const program = fileURLToPath(new URL("server.ts", import.meta.url));
let state: string;
beforeAll(() => {
  state = mkdtempSync(join(tmpdir(), "shop-program-"));
});
afterAll(() => rmSync(state, { recursive: true, force: true }));

function run(...flags: readonly string[]) {
  const child = spawn(process.execPath, [program, ...flags], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const url = new Promise<string>((found) => {
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const open = /http:\S+/.exec(said);
      if (open !== null) found(open[0]);
    });
  });
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<{ code: number | null; said: string }>((done) =>
    child.on("exit", (code) => setTimeout(() => done({ code, said }), 50)),
  );
  return { child, url, ended };
}

describe("the program", { timeout: 30_000 }, () => {
  it("opens, says where, refuses a taken port in a sentence, and closes on Ctrl-C", async () => {
    const first = run("--port", "0", "--state", state);
    const url = await first.url;
    expect((await fetch(url)).status).toBe(200);

    const second = await run("--port", new URL(url).port, "--state", state).ended;
    expect(second.code).toBe(1);
    expect(second.said.trim()).toBe("That port is taken; choose another with --port, or 0 for any free one.");

    first.child.kill("SIGINT");
    expect((await first.ended).code).toBe(0);
  });

  it.each([
    [["--prot", "1"], "Unknown option '--prot'. The flags are --port, --host and --state."],
    [["--port", "many"], '"many" is not a port number.'],
  ])("answers %s with one sentence", async (flags, sentence) => {
    const { code, said } = await run(...flags).ended;
    expect(code).toBe(1);
    expect(said.trim()).toBe(sentence);
  });
});
