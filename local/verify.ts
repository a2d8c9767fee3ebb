import { buildStep, checks } from "./checks.ts";
import { ensureChromium } from "./chromium.ts";
import { endCommandsOnSignals } from "./command.ts";
import { finding, runStep, type Step } from "./step.ts";
import { sum, summaryLine, type Tally } from "./tally.ts";
import { testsOf } from "./vitest-run.ts";

export interface Verification {
  /** Whether to run the tests that need a browser too, installing one where there is none. */
  readonly inBrowser: boolean;
  /** Passed on to Vitest. With a filter only tests run, since whoever filters waits for one answer. */
  readonly filters: readonly string[];
}

/** Checks the project, prints a line for each step and the sum last, and sets this process's exit code. */
export async function verify({ inBrowser, filters }: Verification): Promise<void> {
  endCommandsOnSignals();
  const print = (text: string): void => void process.stdout.write(text);
  const tallies: Tally[] = [];
  const take = async (step: Step): Promise<Tally> => {
    // On a terminal, what is being waited for; its own line then covers it.
    if (process.stdout.isTTY) print(`… ${step.name}\r`);
    const tally = await runStep(step, print);
    tallies.push(tally);
    return tally;
  };
  for (const step of filters.length > 0 ? [buildStep] : checks) await take(step);

  const tests = [
    await take(testsOf({ project: "edge", filters })),
    await take(testsOf({ project: "node", filters })),
  ];
  if (inBrowser) {
    let chromium = "";
    const found = await take({
      name: "Chromium",
      async run() {
        chromium = await ensureChromium();
        return finding(true, "", chromium);
      },
    });
    if (found.failed === 0)
      tests.push(await take(testsOf({ project: "browser", filters, env: { CHROMIUM: chromium } })));
  }

  const ran = sum(tests);
  if (ran.passed + ran.failed === 0) await take({ name: "any test at all", run: async () => finding(false) });
  const total = sum(tallies);
  print(`${summaryLine(total)}\n`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}
