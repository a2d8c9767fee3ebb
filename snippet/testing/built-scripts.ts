import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSnippet } from "../build.ts";

/** The snippet's scripts as they are served, by file name. */
export async function builtScripts(files: readonly string[]): Promise<Record<string, string>> {
  const outDir = await mkdtemp(join(tmpdir(), "edgewise-snippet-"));
  await buildSnippet(outDir);
  const scripts: Record<string, string> = {};
  for (const file of files) scripts[file] = await readFile(join(outDir, file), "utf8");
  await rm(outDir, { recursive: true });
  return scripts;
}
