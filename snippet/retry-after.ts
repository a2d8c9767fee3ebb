/**
 * How long a server's `Retry-After`, in seconds or as a date, asks to be left alone, in ms and at most an hour (a
 * timer of more than 2^31 ms fires at once). 0 or less if it asks for nothing that can be understood.
 */
export function retryAfterMs(header: string | null): number {
  return Math.min(Number(header) * 1000 || Date.parse(String(header)) - Date.now() || 0, 3_600_000);
}
