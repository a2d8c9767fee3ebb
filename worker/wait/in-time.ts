/**
 * Waits for work, but not for ever: what is late counts as failed, though it may still come to its end.
 * @param who for the log: who is waited for, as the beginning of a sentence.
 * @throws whatever the work throws, or an Error once `ms` have passed.
 */
export function inTime<T>(work: Promise<T>, ms: number, who: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${who} did not answer within ${ms} ms.`)), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
