import { rm } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "./command.ts";
import { home } from "./home.ts";

/** Those for every platform, and those for pages. */
const projects = ["model/tsconfig.library.json", "snippet/tsconfig.library.json"];

/**
 * Builds what `package.json` exports as plain ECMAScript modules, each with its types.
 *
 * @param outDir where to; whatever is there is removed
 */
export async function buildLibrary(outDir = join(home, "dist/library")): Promise<void> {
  // A module that is no longer exported must not linger.
  await rm(outDir, { recursive: true, force: true });
  for (const project of projects) {
    const { code, output } = await runCommand("tsc", ["-p", project, "--outDir", outDir]);
    if (code !== 0) throw new Error(output.trim());
  }
}
