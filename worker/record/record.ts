import { gather, type Gathered } from "./gather.ts";

/**
 * What is written down after pages were answered: on how many of them each rule was chosen. Nothing of it says who asked.
 * The id makes a repeated delivery harmless.
 */
export interface DecisionsRecord {
  type: "decisions";
  id: string;
  site: string;
  /** By rule. */
  pages: Readonly<Record<string, number>>;
  /** When the first of the pages was answered. */
  atMs: number;
}

/** One page's decisions. */
export interface PageDecisions {
  site: string;
  rules: readonly string[];
  atMs: number;
}

const gathered: Gathered = new Map();

/** Counts a page's decisions. @returns as {@link gather}. @throws nothing. */
export function record(queue: Queue, { site, rules, atMs }: PageDecisions): Promise<void> | undefined {
  return gather(gathered, queue, { site, names: rules, atMs }, (id, counts, firstAtMs): DecisionsRecord => {
    return { type: "decisions", id, site, pages: Object.fromEntries(counts), atMs: firstAtMs };
  });
}
