import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../dist/assets/snippet/", import.meta.url));

/** The snippet's scripts as they are served, by file name. */
export async function builtScripts(files: readonly string[]): Promise<Record<string, string>> {
  const scripts = files.map(async (file) => [file, await readFile(join(folder, file), "utf8")] as const);
  return Object.fromEntries(await Promise.all(scripts));
}
