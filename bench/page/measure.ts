import type { Admission, Contender } from "./contender.ts";
import type { Forked } from "./forked.ts";
import type { Load, Seen } from "./load.ts";
import { pathOf, type Size } from "./pages.ts";
import { processorMs } from "./process-times.ts";

/** One contender's turn under one load. */
export interface Turn {
  requestsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  firstByteMs: number;
  /** What its workerd's processes took for each request, in µs. */
  processorUs: number;
}

/** The loads: a page and so many connections at once. */
export interface Setting {
  size: Size;
  connections: number;
}

/** The turns of each contender under one setting, in the order of the rounds. */
export interface Measured extends Setting {
  turns: ReadonlyMap<Contender, readonly Turn[]>;
}

export interface Plan {
  settings: readonly Setting[];
  rounds: number;
  durationMs: number;
  keepsCookies: boolean;
}

/** Puts each setting on all contenders in turns, round after round, so that whatever else the machine does hits them alike. */
export async function measure(
  contenders: ReadonlyMap<Contender, Admission>,
  visitors: Forked,
  { settings, rounds, durationMs, keepsCookies }: Plan,
): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const { size, connections } of settings) {
    const turns = new Map<Contender, Turn[]>();
    for (let round = 0; round < rounds; round += 1)
      for (const [contender, { bodyBytes }] of contenders) {
        if (connections > contender.mostConnections[size]) continue;
        const load: Load = {
          port: contender.port,
          path: pathOf(contender.kind, size),
          connections,
          durationMs,
          bodyBytes: bodyBytes[size],
          giveOrTake: contender.giveOrTake,
          isChanged: contender.expected !== "original",
          keepsCookies,
        };
        const before = turns.get(contender) ?? [];
        turns.set(contender, [...before, await turn(visitors, contender, load)]);
      }
    measured.push({ size, connections, turns });
  }
  return measured;
}

async function turn(visitors: Forked, { name, pid }: Contender, load: Load): Promise<Turn> {
  const processorBeforeMs = processorMs(pid);
  visitors.send(load);
  const seen = (await visitors.next()) as Seen | { failed: string };
  if ("failed" in seen) throw new Error(`${name}: ${seen.failed}`);
  return {
    requestsPerSecond: (seen.requests / seen.elapsedMs) * 1000,
    p50Ms: seen.p50Ms,
    p99Ms: seen.p99Ms,
    firstByteMs: seen.firstByteMs,
    processorUs: ((processorMs(pid) - processorBeforeMs) * 1000) / seen.allRequests,
  };
}
