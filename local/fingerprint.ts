import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

/** Never part of what is built. */
const ignored = /(?:^|\/)node_modules$|\.test\.tsx?$|(?:^|\/)testing$|\.tsbuildinfo$|\.md$/;

/**
 * A hash over the names and contents of files and folders, given relative to `root`. Tests do not count. What does not
 * exist yet counts as absent.
 */
export async function fingerprint(root: string, paths: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const path of paths) {
    for (const file of await filesIn(root, path)) {
      hash
        .update(`${file}\0`)
        .update(await readFile(join(root, file)))
        .update("\0");
    }
  }
  return hash.digest("hex");
}

async function filesIn(root: string, path: string): Promise<string[]> {
  const found = await stat(join(root, path)).catch(() => undefined);
  if (!found || ignored.test(path)) return [];
  if (!found.isDirectory()) return [path];
  const names = (await readdir(join(root, path))).sort();
  const nested = await Promise.all(names.map((name) => filesIn(root, `${path}/${name}`)));
  return nested.flat();
}
