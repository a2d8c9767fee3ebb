/** What a promise gives, if it does so in time. */
export function within<T>(work: Promise<T>, ms: number): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    // On a busy machine both may be due: then what came counts.
    const timer = setTimeout(() => setTimeout(() => resolve(undefined), 0), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
