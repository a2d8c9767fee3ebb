/** A message of the queue, and the record in it. */
export interface Taken<Record> {
  readonly message: Message;
  readonly record: Record;
}

/** The longest wait before a message is delivered again, in seconds. */
const longestDelaySeconds = 3600;

/**
 * Writes what messages hold, all together. Where that fails, each is written by itself, so that one that cannot be
 * written does not hold up the others: that one is delivered again, later each time, and in the end set aside.
 * @throws nothing.
 */
export async function takeEach<Record>(
  taken: readonly Taken<Record>[],
  save: (records: readonly Record[]) => Promise<void>,
): Promise<void> {
  if (taken.length === 0) return;
  try {
    await save(taken.map(({ record }) => record));
    for (const { message } of taken) message.ack();
  } catch (error) {
    const [only, ...others] = taken;
    if (others.length > 0) {
      for (const one of taken) await takeEach([one], save);
    } else if (only !== undefined) {
      const { id, attempts } = only.message;
      console.error({ message: "A record could not be written.", id, attempts, error: String(error) });
      only.message.retry({ delaySeconds: Math.min(5 * 2 ** attempts, longestDelaySeconds) });
    }
  }
}
