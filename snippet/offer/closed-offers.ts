import { quietly } from "../quietly.ts";

/** For the pages of this tab: by rule, when its offer was closed, in ms since 1970. */
const key = "ew_closed";

/** Which offers the shopper has closed in this tab. Where nothing can be kept, on this page. */
export interface ClosedOffers {
  add(rule: string): void;
  /** Whether it was closed since this page was opened. */
  has(rule: string): boolean;
}

export function closedOffers(): ClosedOffers {
  let closedAtMs: Record<string, number> = {};
  // Each time, since a page that comes back from the back/forward cache does not know what was closed meanwhile.
  const read = quietly(() => {
    closedAtMs = JSON.parse((sessionStorage[key] as string | undefined) ?? "{}") as typeof closedAtMs;
  });
  return {
    add(rule) {
      read();
      closedAtMs[rule] = performance.timeOrigin + performance.now();
      quietly(() => (sessionStorage[key] = JSON.stringify(closedAtMs)))();
    },
    has(rule) {
      read();
      return (closedAtMs[rule] ?? 0) > performance.timeOrigin;
    },
  };
}
