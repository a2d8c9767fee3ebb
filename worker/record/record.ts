/** What is written down after a page was answered: which rules were chosen. The id makes a repeated delivery harmless. */
export interface DecisionRecord {
  type: "decision";
  id: string;
  site: string;
  version: number;
  rules: readonly string[];
  atMs: number;
}

/** Sends the record on its way. A queue that is down loses a count, never a page: the failure is logged, not thrown. */
export async function record(queue: Queue, decision: Omit<DecisionRecord, "type" | "id">): Promise<void> {
  const message: DecisionRecord = { type: "decision", id: crypto.randomUUID(), ...decision };
  try {
    await queue.send(message);
  } catch (error) {
    console.error({
      message: "A decision could not be recorded.",
      site: decision.site,
      error: String(error),
    });
  }
}
