import { mkdtemp, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where Linux keeps files in memory. */
const inMemory = "/dev/shm";

/** Several times what all tests that run at once have been seen to keep there. */
const roomBytes = 1024 ** 3;

/**
 * A new folder for what tests store, whose remover is who asked. It is in memory where that has room: databases wait at
 * each write until the disk has it, which on a busy machine takes longer than all else that tests do.
 */
export async function newTestFolder(memory = inMemory, room = roomBytes): Promise<string> {
  if (await hasRoom(memory, room)) {
    // Nobody may have to write there, whatever its size.
    const made = await mkdtemp(join(memory, prefix)).catch(() => undefined);
    if (made !== undefined) return made;
  }
  return mkdtemp(join(tmpdir(), prefix));
}

const prefix = "edgewise-tests-";

async function hasRoom(folder: string, room: number): Promise<boolean> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize >= room;
  } catch {
    return false;
  }
}
