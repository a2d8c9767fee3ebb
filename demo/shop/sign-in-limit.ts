import { plainEmail } from "./storage/customers.ts";

const mostFailures = 5;
const waitMs = 15 * 60_000;

/** Counts failed sign-ins per address, so that passwords cannot be tried out one after another. */
export function signInLimit(now: () => number = Date.now) {
  const failures = new Map<string, { count: number; until: number }>();

  return {
    mayTry(email: string): boolean {
      const known = failures.get(plainEmail(email));
      return known === undefined || known.until < now() || known.count < mostFailures;
    },
    failed(email: string): void {
      for (const [address, { until }] of failures) if (until < now()) failures.delete(address);
      const count = (failures.get(plainEmail(email))?.count ?? 0) + 1;
      failures.set(plainEmail(email), { count, until: now() + waitMs });
    },
    succeeded: (email: string) => void failures.delete(plainEmail(email)),
  };
}
