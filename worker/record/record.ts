/** What is written down after a page was answered: which rules were chosen. The id makes a repeated delivery harmless. */
export interface DecisionRecord {
  type: "decision";
  id: string;
  site: string;
  version: number;
  rules: readonly string[];
  atMs: number;
}

/** A queue takes a hundred messages at once; sending each alone would cost more than deciding. */
const mostTogether = 50;
const waitMs = 500;

/** What this isolate has to send. Any request may take it along; none of it says who asked. */
let waiting: DecisionRecord[] = [];

/**
 * Sends the record on its way, with others of the next half second. A queue that is down loses counts, never a page:
 * the failure is logged, not thrown.
 */
export async function record(queue: Queue, decision: Omit<DecisionRecord, "type" | "id">): Promise<void> {
  waiting.push({ type: "decision", id: crypto.randomUUID(), ...decision });
  // Whoever is first waits for the others; whoever makes it full sends at once.
  if (waiting.length === 1) await new Promise((resolve) => setTimeout(resolve, waitMs));
  else if (waiting.length < mostTogether) return;
  await sendAll(queue);
}

async function sendAll(queue: Queue): Promise<void> {
  const records = waiting;
  waiting = [];
  if (records.length === 0) return;
  try {
    await queue.sendBatch(records.map((body) => ({ body })));
  } catch (error) {
    console.error({
      message: "Decisions could not be recorded.",
      count: records.length,
      error: String(error),
    });
  }
}
