import { bucketOf } from "../store/sample-bucket.ts";
import { gather, type Gathered } from "./gather.ts";

/**
 * What is written down after pages were answered: on how many of them each rule was chosen, and how much was going on.
 * Nothing of it says who asked. The id makes a repeated delivery harmless.
 */
export interface DecisionsRecord {
  type: "decisions";
  id: string;
  site: string;
  /** By rule. */
  pages: Readonly<Record<string, number>>;
  activity: Activity;
  /** When the first of the pages was answered. */
  atMs: number;
}

/** What visitors did meanwhile. */
export interface Activity {
  /** Pages that somebody was shown. */
  views: number;
  /** The buckets of those visitors, each once: thousands of people share one. */
  visitors: readonly number[];
  /** Whether events of a browser were taken. */
  heard: boolean;
}

/** A page that somebody was shown, and what was decided for it. */
export interface PageDecisions {
  site: string;
  rules: readonly string[];
  visitor: string;
  atMs: number;
}

const gathered: Gathered = new Map();

/** A rule's id holds no space, so nothing else is called like these. */
const view = " view";
const heard = " heard";
const ofVisitor = " visitor ";

/** Counts a page and its decisions. @returns as {@link gather}. @throws nothing. */
export function record(
  queue: Queue,
  { site, rules, visitor, atMs }: PageDecisions,
): Promise<void> | undefined {
  return count(queue, site, [...rules, view, ofVisitor + bucketOf(visitor)], atMs);
}

/** Once in so long an isolate says of a site that browsers are heard: more often would say no more. */
const heardAgainMs = 60_000;
const mostSites = 1000;
const heardAtMs = new Map<string, number>();

/** Notes that events of a browser were taken. @returns as {@link gather}. @throws nothing. */
export function recordHeard(queue: Queue, site: string, atMs: number): Promise<void> | undefined {
  if (atMs - (heardAtMs.get(site) ?? -Infinity) < heardAgainMs) return undefined;
  if (heardAtMs.size >= mostSites) heardAtMs.clear();
  heardAtMs.set(site, atMs);
  return count(queue, site, [heard], atMs);
}

function count(queue: Queue, site: string, names: readonly string[], atMs: number) {
  return gather(gathered, queue, { site, names, atMs }, (id, counts, firstAtMs): DecisionsRecord => {
    const all = [...counts];
    const pages = Object.fromEntries(all.filter(([name]) => !name.startsWith(" ")));
    const activity = {
      views: counts.get(view) ?? 0,
      visitors: all.flatMap(([name]) =>
        name.startsWith(ofVisitor) ? [Number(name.slice(ofVisitor.length))] : [],
      ),
      heard: counts.has(heard),
    };
    return { type: "decisions", id, site, pages, activity, atMs: firstAtMs };
  });
}
