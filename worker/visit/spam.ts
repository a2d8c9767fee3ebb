import type { Incoming } from "../../model/events/incoming.ts";
import { Recent } from "../../model/recent.ts";
import type { Site } from "../../model/site.ts";

/** Of one visitor, as far as one isolate sees: what has gathered in a tunnel comes at once, but nobody does so much. */
const mostInMinute = 1000;
const minuteMs = 60_000;
const mostVisitors = 5000;

/** By site and visitor: how many events came in a minute, which is counted from 1970. */
const arrivals = new Recent<{ minute: number; events: number }>(mostVisitors);

/** Counts an event of a visitor. @returns true once there are more than a person can cause. */
export function isOneTooMany(site: string, visitor: string, nowMs: number): boolean {
  const name = `${site} ${visitor}`;
  const now = countedNow(name, nowMs) ?? { minute: minuteOf(nowMs), events: 0 };
  if (now.events === 0) arrivals.set(name, now);
  now.events += 1;
  return now.events > mostInMinute;
}

/**
 * Takes events out of the count again, which had been taken before, or could not be taken yet: what a browser sends again, until it
 * hears that it has arrived, must not use up what its visitor may do.
 */
export function uncount(site: string, visitor: string, nowMs: number, events: number): void {
  const now = countedNow(`${site} ${visitor}`, nowMs);
  if (now !== undefined) now.events = Math.max(0, now.events - events);
}

const minuteOf = (atMs: number) => Math.floor(atMs / minuteMs);

function countedNow(name: string, nowMs: number) {
  const known = arrivals.get(name);
  return known?.minute === minuteOf(nowMs) ? known : undefined;
}

/**
 * True where an event says that it happened on a page of somebody else's: such as those that are sent by thousands so
 * that their addresses appear in reports.
 * @param host that the event was sent to.
 * @param site `undefined` where its settings are not known now: then everything is believed.
 */
export function isFromElsewhere(
  { event }: Incoming,
  host: string,
  site: Pick<Site, "hosts" | "snippetHosts"> | undefined,
): boolean {
  const page = event.params["page_location"];
  return typeof page === "string" && URL.canParse(page) && !isPageOfSite(page, host, site);
}

/**
 * @param page its address.
 * @param host that we are asked on.
 * @param site `undefined` where its settings are not known now: then every page is.
 */
export function isPageOfSite(
  page: string,
  host: string,
  site: Pick<Site, "hosts" | "snippetHosts"> | undefined,
): boolean {
  return site === undefined || [host, ...site.hosts, ...site.snippetHosts].includes(new URL(page).hostname);
}
