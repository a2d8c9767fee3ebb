import { rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "./command.ts";
import type { Finding, Step } from "./step.ts";
import { afterAnother, failedFiles, passedLater, tallyOf, type Tally } from "./tally.ts";
import { newTestFolder } from "./test-folder.ts";

/** A run that takes longer hangs. Generous, because the browser's tests take several times as long on a busy machine. */
const timeoutMs = 45 * 60_000;

/** The tests of one project of `vitest.config.ts`. */
export interface TestRun {
  readonly project: string;
  /** Parts of file names, or Vitest's options; none means all tests. */
  readonly filters: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * A real browser on a busy machine is late now and then. Files of these projects in which something failed are run anew, once,
 * with an edge and a browser of their own, and the run names what failed first. Everywhere else a failure is a failure: another
 * run would try other random input.
 */
const withBrowser: ReadonlySet<string> = new Set(["browser", "vendure"]);

/** Runs the tests of one project. A project without tests is a mistake, unless a filter was given. */
export function testsOf({ project, filters, env = {} }: TestRun): Step {
  return {
    name: `tests in ${project}`,
    async run(): Promise<Finding> {
      const folder = await newTestFolder();
      const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      // Also when somebody interrupts: nobody else would free the memory.
      process.once("exit", remove);
      const reportFile = join(folder, "report.json");
      try {
        const run = async (files: readonly string[]) => {
          const { code, output } = await runCommand("vitest", vitestArguments(project, files, reportFile), {
            env: { ...env, ...storingIn(project, folder) },
            timeoutMs,
          });
          return { code, output, report: await readReport(reportFile) };
        };
        const first = await run(filters);
        const failed = withBrowser.has(project) ? failedFiles(first.report) : [];
        if (failed.length === 0) {
          const tally = tallyOf(first.report, first.code);
          return { tally, remark: remarkOf(tally, []), output: first.output };
        }
        const another = await run(failed);
        const later = afterAnother(first.report, another.report);
        const tally = tallyOf(later, another.code);
        const output = `${first.output}\n${another.output}`;
        return { tally, remark: remarkOf(tally, passedLater(first.report, later)), output };
      } finally {
        process.off("exit", remove);
        remove();
      }
    },
  };
}

/** What makes a project's tests store in the folder whatever they do not keep. */
function storingIn(project: string, folder: string): Record<string, string> {
  // Node's tests run programs that they have written, which a machine may not allow in memory. They store little.
  return project === "node" ? {} : { TMPDIR: folder };
}

function remarkOf({ passed, failed }: Tally, again: readonly string[]): string {
  const remark = `${passed} passed${failed ? `, ${failed} failed` : ""}`;
  return again.length === 0 ? remark : `${remark}; only when run anew: ${again.join("; ")}`;
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
