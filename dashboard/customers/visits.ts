import type { PastEvent } from "../../worker/api/contract.ts";

/** As long as nothing happened, a visit is over: as in GA4, and as the edge counts visits. */
const idleMs = 30 * 60_000;

/** What snippets say of pages and of themselves, and nobody of what they did. */
const noise = new Set(["user_engagement", "scroll", "web_vitals", "ew_reapplied", "ew_reverted"]);

/** Whoever sees at once what is shown to them sees it after a second; that it was shown says no more than that. */
const seenAtOnceMs = 5000;

/** What came by one browser or name without a pause, the latest first. */
export interface Visit {
  key: string;
  /** The node that it came by. */
  source: string;
  /** ISO 8601. */
  from: string;
  until: string;
  events: PastEvent[];
}

/** Events as visits, the latest first. @param events the latest first. */
export function visitsOf(events: readonly PastEvent[]): Visit[] {
  const visits: Visit[] = [];
  const open = new Map<string, Visit>();
  for (const event of events) {
    if (noise.has(event.name)) continue;
    const source = event.sources.find((node) => node.startsWith("visitor:")) ?? event.sources[0] ?? "";
    const before = open.get(source);
    if (event.name === "ew_triggered" && before?.events.some((later) => isSeenAtOnce(event, later))) continue;
    if (before !== undefined && Date.parse(before.from) - Date.parse(event.at) < idleMs) {
      before.events.push(event);
      before.from = event.at;
      continue;
    }
    const visit = { key: event.id, source, from: event.at, until: event.at, events: [event] };
    visits.push(visit);
    open.set(source, visit);
  }
  return visits;
}

function isSeenAtOnce(shown: PastEvent, { name, params, at }: PastEvent): boolean {
  const isOfIt = name === "ew_exposed" && params["rule"] === shown.params["rule"];
  return isOfIt && Date.parse(at) - Date.parse(shown.at) <= seenAtOnceMs;
}
