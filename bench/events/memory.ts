import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { RunningShop } from "./start.ts";

/** workerd lets go of an object to which nothing came for 10 s. */
const idleMs = 15_000;
/** Collected more than once: what the first time lets go of refers to more. */
const collections = 3;

/** What workerd holds of memory, and how many profile objects are in it. */
export interface Memory {
  bytes: number;
  awake: number;
}

/** Once nothing has come to any object for so long that workerd has let go of all. */
export async function memoryIdle(shop: Pick<RunningShop, "miniflare" | "pid">): Promise<Memory> {
  await sleep(idleMs);
  return memoryAfter("/awake", shop);
}

/** While every profile is open, as it is between two events of its person. */
export async function memoryAwake(shop: Pick<RunningShop, "miniflare" | "pid">): Promise<Memory> {
  return memoryAfter("/wake", shop);
}

/** Without garbage, as far as workerd gives memory back that it does not need. */
async function memoryAfter(
  path: "/awake" | "/wake",
  { miniflare, pid }: Pick<RunningShop, "miniflare" | "pid">,
): Promise<Memory> {
  let awake = 0;
  for (let done = 0; done < collections; done += 1) {
    const response = await miniflare.dispatchFetch(`http://operations.localhost${path}`);
    awake = (await response.json()) as number;
  }
  return { bytes: residentBytes(pid), awake };
}

/** https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
function residentBytes(pid: number): number {
  const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kib) * 1024;
}
