import { inTime } from "../wait/in-time.ts";

/** Pages are counted together for so long: a message and a row for each would cost more than deciding. */
const waitMs = 500;
/** And for so much longer where others came meanwhile, since more will. */
const busyWaitMs = 1500;

/** A request that should have sent by then was ended before it could. */
const endedAfterMs = 5000;

/** A queue that does not answer holds nobody up for ever. */
const deadlineMs = 3000;

/** Counts of one kind that this isolate has gathered and not sent, by site, each under a name. */
export type Gathered = Map<string, { atMs: number; begunAtMs: number; counts: Map<string, number> }>;

/** What is counted of one site at one moment: names, each once for each time. */
export interface Counted {
  site: string;
  names: readonly string[];
  atMs: number;
}

/**
 * Counts, and sends what was counted of the site within two seconds. A queue that is down loses counts, never a page:
 * the failure is logged, not thrown.
 *
 * @param message what is sent; its id makes a repeated delivery harmless.
 * @returns the sending, which has to be waited for; `undefined` where somebody else sends for all.
 */
export function gather(
  gathered: Gathered,
  queue: Queue,
  { site, names, atMs }: Counted,
  message: (id: string, counts: ReadonlyMap<string, number>, atMs: number) => unknown,
): Promise<void> | undefined {
  const known = gathered.get(site);
  const { counts } = known ?? { counts: new Map<string, number>() };
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  // Whoever is first waits for the others, and sends for all; the next one does where the platform ended the first.
  if (known !== undefined && Date.now() - known.begunAtMs < endedAfterMs) return undefined;
  const firstAtMs = known?.atMs ?? atMs;
  const own = { atMs: firstAtMs, begunAtMs: Date.now(), counts };
  gathered.set(site, own);
  const sumOf = () => [...counts.values()].reduce((sum, count) => sum + count, 0);
  const before = sumOf();
  const sending: Sending = {
    site,
    isBusy: () => sumOf() > before,
    begin: () => gathered.get(site) === own && gathered.delete(site),
    send: () => queue.send(message(crypto.randomUUID(), counts, firstAtMs)),
  };
  return sendSoon(sending);
}

interface Sending {
  site: string;
  /** Whether others have counted since. */
  isBusy: () => boolean;
  /** Whether nobody else sends it instead, once it is time. */
  begin: () => boolean;
  send: () => Promise<unknown>;
}

async function sendSoon({ site, isBusy, begin, send }: Sending): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, waitMs));
  if (isBusy()) await new Promise((resolve) => setTimeout(resolve, busyWaitMs));
  if (!begin()) return;
  try {
    await inTime(send(), deadlineMs, "The queue");
  } catch (error) {
    console.error({ message: "What was counted could not be recorded.", site, error: String(error) });
  }
}
