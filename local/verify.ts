import { type Browsers, ensureBrowsers } from "./chromium.ts";
import { endCommandsOnSignals } from "./command.ts";
import { finding, runStep, type Step } from "./step.ts";
import { sum, summaryLine, type Tally } from "./tally.ts";
import { installVendure, typesOfVendure, vendureStep } from "./vendure.ts";
import { testsOf } from "./vitest-run.ts";

export interface Verification {
  /** What comes before the tests. */
  readonly steps: readonly Step[];
  /** Projects of `vitest.config.ts` whose tests run; the last two need Chromium, and get it where there is none. */
  readonly projects: readonly ("pure" | "edge" | "node" | "other-browsers" | "browser" | "vendure")[];
  /** Passed on to Vitest. */
  readonly filters: readonly string[];
}

/** Checks the project, prints a line for each step and the sum last, and sets this process's exit code. */
export async function verify({ steps, projects, filters }: Verification): Promise<void> {
  endCommandsOnSignals();
  const print = (text: string): void => void process.stdout.write(text);
  const tallies: Tally[] = [];
  const tests: Tally[] = [];
  const take = async (step: Step): Promise<Tally> => {
    // On a terminal, what is being waited for; its own line then covers it.
    if (process.stdout.isTTY) print(`… ${step.name}\r`);
    const tally = await runStep(step, print);
    tallies.push(tally);
    return tally;
  };
  const test = async (project: string, env = {}): Promise<void> =>
    void tests.push(await take(testsOf({ project, filters, env })));

  for (const step of steps) await take(step);

  const has = new Set(projects);
  // Meanwhile, since it mostly waits for the network.
  const installing = has.has("vendure") ? installVendure() : undefined;
  for (const project of ["pure", "edge", "node", "other-browsers"] as const)
    if (has.has(project)) await test(project);
  if (has.has("browser") || installing !== undefined) {
    let browsers: Browsers | undefined;
    const found = await take({
      name: "Chromium",
      async run() {
        browsers = await ensureBrowsers();
        return finding(true, "", Object.values(browsers).join(", "));
      },
    });
    const env = { CHROMIUM: browsers?.chromium, CHROMIUM_SHELL: browsers?.shell };
    if (found.failed === 0 && has.has("browser")) await test("browser", env);
    if (found.failed === 0 && installing !== undefined && (await take(vendureStep(installing))).passed > 0) {
      await take(typesOfVendure);
      await test("vendure", env);
    }
  }

  const ran = sum(tests);
  if (ran.passed + ran.failed === 0) await take({ name: "any test at all", run: async () => finding(false) });
  const total = sum(tallies);
  print(`${summaryLine(total)}\n`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}
