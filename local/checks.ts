import { bindingTypes } from "./binding-types.ts";
import { buildAll } from "./build.ts";
import { runCommand } from "./command.ts";
import { finding, type Finding, type Step } from "./step.ts";
import { quietWrangler } from "./wrangler.ts";

/** Building, which the sizes and the tests need to have happened. */
export const buildStep: Step = {
  name: "build",
  async run() {
    await buildAll({ log: () => {} });
    return finding(true);
  },
};

/** Everything that is checked without running tests, in the order in which a failure explains the ones after it. */
const checks: readonly Step[] = [
  {
    name: "generated types are current",
    run: currentTypes,
  },
  { name: "format", run: () => command("oxfmt", "--check") },
  { name: "lint", run: () => command("oxlint", "--deny-warnings") },
  { name: "types", run: () => command("tsc", "-b") },
  { name: "dead code", run: () => command("knip", "--no-progress") },
  buildStep,
  { name: "sizes", run: sizes },
];

/** With a filter only tests run, since whoever filters waits for one answer. */
export function checksBefore(filters: readonly string[]): readonly Step[] {
  return filters.length > 0 ? [buildStep] : checks;
}

async function command(program: string, ...args: readonly string[]): Promise<Finding> {
  const { code, output } = await runCommand(program, args, { env: quietWrangler });
  return finding(code === 0, output);
}

async function currentTypes(): Promise<Finding> {
  for (const args of bindingTypes) {
    const checked = await command("wrangler", ...args, "--check");
    if (checked.tally.failed > 0) return checked;
  }
  return finding(true);
}

async function sizes(): Promise<Finding> {
  const { code, output } = await runCommand("size-limit", ["--json"]);
  const measured = sizesIn(output);
  // A file that is not there weighs nothing, and size-limit is content with it.
  const isComplete = measured.length > 0 && measured.every(({ size }) => size > 0);
  const remark = measured
    .map(({ name, size, sizeLimit }) =>
      size > 0 ? `${name} ${size} of ${sizeLimit} B` : `${name} is missing`,
    )
    .join(", ");
  return finding(code === 0 && isComplete, measured.length > 0 ? "" : output, remark);
}

interface Measured {
  readonly name: string;
  readonly size: number;
  readonly sizeLimit: number;
}

function sizesIn(output: string): readonly Measured[] {
  try {
    return JSON.parse(output) as readonly Measured[];
  } catch {
    return [];
  }
}
