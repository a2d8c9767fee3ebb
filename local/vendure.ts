import { join } from "node:path";
import { type CommandOptions, type Ended, runCommand } from "./command.ts";
import { home } from "./home.ts";
import { isInstalled } from "./is-installed.mjs";
import { finding, type Step } from "./step.ts";

const folder = join(home, "e2e/vendure");

/** A registry that is slow, rather than one that hangs. */
const timeoutMs = 5 * 60_000;

/** What became of installing: `impossible` is the machine's doing, `wrong` is ours. */
export type Installing =
  | { readonly state: "installed" }
  | { readonly state: "impossible" | "wrong"; readonly why: string };

/** What npm says where the fixture itself is wrong, and would fail on every machine: https://docs.npmjs.com/cli/commands/npm-ci */
const ourMistakes = ["EUSAGE", "EINTEGRITY", "EJSONPARSE", "ERESOLVE", "EOVERRIDE"];

type Run = (command: string, args: readonly string[], options: CommandOptions) => Promise<Ended>;

/** Installs the packages of the Vendure shop where they are missing or others. Their install scripts are not needed. */
export async function installVendure(
  run: Run = runCommand,
  isThere = isInstalled(folder),
): Promise<Installing> {
  if (isThere) return { state: "installed" };
  const { code, output } = await run("npm", ["ci", "--ignore-scripts"], { cwd: folder, timeoutMs });
  if (code === 0) return { state: "installed" };
  const said = /npm error code (\S+)/.exec(output)?.[1];
  const why = said ?? output.trim().split("\n").at(-1) ?? "";
  return { state: ourMistakes.includes(why) ? "wrong" : "impossible", why };
}

/** Waits for the shop. Where it cannot be installed there is nothing to count, and its line says so. */
export function vendureStep(installing: Promise<Installing>): Step {
  return {
    name: "Vendure",
    async run() {
      const became = await installing;
      if (became.state === "installed") return finding(true);
      if (became.state === "wrong")
        return finding(
          false,
          `npm ci refuses e2e/vendure: ${became.why}. Its package-lock.json does not fit.`,
        );
      return {
        tally: { passed: 0, failed: 0 },
        remark: `its tests were not run, because npm cannot install it on this machine (${became.why})`,
      };
    },
  };
}

/** The shop's program is not among those that are checked where its packages are missing. */
export const typesOfVendure: Step = {
  name: "types of the Vendure shop",
  async run() {
    const { code, output } = await runCommand("tsc", ["-p", folder]);
    return finding(code === 0, output);
  },
};
