import { inTime } from "../wait/in-time.ts";

/**
 * What is written down after pages were answered: on how many of them each rule was chosen. Nothing of it says who asked.
 * The id makes a repeated delivery harmless.
 */
export interface DecisionsRecord {
  type: "decisions";
  id: string;
  site: string;
  /** By rule. */
  pages: Readonly<Record<string, number>>;
  /** When the first of the pages was answered. */
  atMs: number;
}

/** One page's decisions. */
export interface PageDecisions {
  site: string;
  rules: readonly string[];
  atMs: number;
}

/** Pages are counted together for so long: a message and a row for each would cost more than deciding. */
const waitMs = 500;
/** A queue that does not answer holds nobody up for ever. */
const deadlineMs = 3000;

/** What this isolate has counted and not sent, by site. */
const counted = new Map<string, { atMs: number; pages: Map<string, number> }>();

/**
 * Counts a page, and sends what was counted of its site within half a second. A queue that is down loses counts, never
 * a page: the failure is logged, not thrown.
 */
export async function record(queue: Queue, { site, rules, atMs }: PageDecisions): Promise<void> {
  const known = counted.get(site);
  const { pages } = known ?? { pages: new Map<string, number>() };
  for (const rule of rules) pages.set(rule, (pages.get(rule) ?? 0) + 1);
  // Whoever is first waits for the others, and sends for all.
  if (known !== undefined) return;
  counted.set(site, { atMs, pages });
  await new Promise((resolve) => setTimeout(resolve, waitMs));
  counted.delete(site);
  const message: DecisionsRecord = {
    type: "decisions",
    id: crypto.randomUUID(),
    site,
    pages: Object.fromEntries(pages),
    atMs,
  };
  try {
    await inTime(queue.send(message), deadlineMs, "The queue");
  } catch (error) {
    console.error({ message: "Decisions could not be recorded.", site, error: String(error) });
  }
}
