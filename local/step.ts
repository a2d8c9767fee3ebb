import { styleText } from "node:util";
import type { Tally } from "./tally.ts";

/** What a step found: how much to count, a remark for its line, and what to show when something failed. */
export interface Finding {
  readonly tally: Tally;
  readonly remark?: string;
  readonly output?: string;
}

/** One thing that is checked. */
export interface Step {
  readonly name: string;
  readonly run: () => Promise<Finding>;
}

/** A step that is right as a whole or wrong as a whole. */
export function finding(isRight: boolean, output = "", remark = ""): Finding {
  return { tally: isRight ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }, output, remark };
}

/** Runs one step, prints its line, and shows what it wrote only when something failed. A throwing step counts as failed. */
export async function runStep({ name, run }: Step, print: (text: string) => void): Promise<Tally> {
  const startedAtMs = performance.now();
  const found = await run().catch((error: unknown) =>
    finding(false, error instanceof Error ? error.message : String(error)),
  );
  const isRight = found.tally.failed === 0;
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
  print(
    `${markOf(found.tally)} ${name}${found.remark ? `: ${found.remark}` : ""} ${styleText("dim", `(${seconds} s)`)}\n`,
  );
  if (!isRight && found.output?.trim()) print(`${indent(found.output.trim())}\n`);
  return found.tally;
}

/** What found nothing, right or wrong, was not tried. */
function markOf({ passed, failed }: Tally): string {
  if (failed > 0) return styleText("red", "✗");
  return passed > 0 ? styleText("green", "✓") : styleText("yellow", "–");
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, "    ");
}
