import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fingerprint } from "./fingerprint.ts";

/** One thing to build: from what, into which file, and how. */
export interface BuildPart {
  readonly name: string;
  /** Files and folders that it is made of. */
  readonly inputs: readonly string[];
  /** A file that is there once it is built. */
  readonly output: string;
  readonly build: () => Promise<void>;
}

/**
 * Builds one part unless it is already built from exactly these inputs. Paths are relative to `root`.
 *
 * @returns whether there was anything to do
 */
export async function buildPart(root: string, { name, inputs, output, build }: BuildPart): Promise<boolean> {
  const stamp = join(root, "dist", ".built", name);
  // Taken before the build: what is edited while it runs is then seen the next time.
  const current = await fingerprint(root, inputs);
  const built = await readFile(stamp, "utf8").catch(() => undefined);
  if (built === current && existsSync(join(root, output))) return false;
  // A build that fails leaves no stamp, so that an old one never vouches for half an output.
  await rm(stamp, { force: true });
  await build();
  if (!existsSync(join(root, output))) throw new Error(`It did not produce ${output}.`);
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, current);
  return true;
}
