import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { runCommand } from "./command.ts";

test("answers the exit code and all that was written", async () => {
  const ended = await runCommand("sh", ["-c", "echo out; echo err >&2; exit 3"]);
  expect(ended.code).toBe(3);
  expect(ended.output.split("\n").sort()).toEqual(["", "err", "out"]);
});

test("adds to the environment and finds the packages' programs first", async () => {
  const { output } = await runCommand("sh", ["-c", 'echo "$WORD"; node --version'], {
    env: { WORD: "hello" },
  });
  expect(output).toMatch(/^hello\nv24\./);
});

test("a program that is not there has failed, not thrown", async () => {
  const { code, output } = await runCommand("no-such-program-anywhere", []);
  expect(code).toBe(127);
  expect(output).toContain("ENOENT");
});

test("a program that a signal ended has failed as a shell would say it", async () => {
  expect(await runCommand("sh", ["-c", "kill -TERM $$"])).toMatchObject({ code: 143 });
});

test("what the command left behind is ended with it", async () => {
  const mark = await pathInNewFolder();
  const { code } = await runCommand("sh", ["-c", '(sleep 0.5; touch "$MARK") & true'], {
    env: { MARK: mark },
  });
  expect(code).toBe(0);
  await sleep(1_000);
  expect(existsSync(mark)).toBe(false);
});

test("a command that takes too long is stopped, with all that it started", async () => {
  const mark = await pathInNewFolder();
  const endless = '(sleep 0.8; touch "$MARK") & wait';
  const { code, output } = await runCommand("sh", ["-c", endless], { env: { MARK: mark }, timeoutMs: 300 });
  expect(code).toBe(137);
  expect(output).toContain("stopped after 0.3 s");
  await sleep(1_000);
  expect(existsSync(mark)).toBe(false);
});

async function pathInNewFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "edgewise-command-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, "mark");
}
