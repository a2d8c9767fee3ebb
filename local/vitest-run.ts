import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "./command.ts";
import type { Finding, Step } from "./step.ts";
import { tallyOf, triedAgain, type Tally } from "./tally.ts";

/** A run that takes longer hangs. Generous, because the browser's tests take several times as long on a busy machine. */
const timeoutMs = 45 * 60_000;

/** The tests of one project of `vitest.config.ts`. */
export interface TestRun {
  readonly project: string;
  /** Parts of file names, or Vitest's options; none means all tests. */
  readonly filters: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the tests of one project. A project without tests is a mistake, unless a filter was given. */
export function testsOf({ project, filters, env = {} }: TestRun): Step {
  return {
    name: `tests in ${project}`,
    async run(): Promise<Finding> {
      const folder = await mkdtemp(join(tmpdir(), "edgewise-tests-"));
      const reportFile = join(folder, "report.json");
      try {
        const { code, output } = await runCommand("vitest", vitestArguments(project, filters, reportFile), {
          env,
          timeoutMs,
        });
        const report = await readReport(reportFile);
        const tally = tallyOf(report, code);
        return { tally, remark: remarkOf(tally, triedAgain(report)), output };
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

function remarkOf({ passed, failed }: Tally, again: readonly string[]): string {
  const remark = `${passed} passed${failed ? `, ${failed} failed` : ""}`;
  return again.length === 0 ? remark : `${remark}; only when tried again: ${again.join("; ")}`;
}

function vitestArguments(project: string, filters: readonly string[], reportFile: string): readonly string[] {
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${reportFile}`];
  const whenNone = filters.length > 0 ? ["--passWithNoTests"] : [];
  return ["run", "--project", project, ...reporters, ...whenNone, ...filters];
}

async function readReport(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch {
    return undefined;
  }
}
