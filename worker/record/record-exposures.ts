import type { ExposureEvent } from "../../model/exposure-event.ts";
import { gather, type Gathered } from "./gather.ts";

/**
 * What browsers found out about changes: a rule was `seen`; a change that the shop's own scripts had undone was
 * `restored`, or was `lost`.
 */
export type Outcome = "seen" | "restored" | "lost";

/** On how many pages something became of a rule, or of one of its changes. */
export interface ExposureCount {
  what: Outcome;
  rule: string;
  /** Empty where it is about the rule as a whole. */
  change: string;
  pages: number;
}

/** What browsers reported, counted together. Nothing of it says who. The id makes a repeated delivery harmless. */
export interface ExposuresRecord {
  type: "exposures";
  id: string;
  site: string;
  counts: readonly ExposureCount[];
  /** When the first report came. */
  atMs: number;
}

const gathered: Gathered = new Map();

const outcomes = { ew_exposed: "seen", ew_reapplied: "restored", ew_reverted: "lost" } as const;

/** Counts what a browser reported. @throws nothing. */
export async function recordExposures(
  queue: Queue,
  { site, events, atMs }: { site: string; events: readonly ExposureEvent[]; atMs: number },
): Promise<void> {
  if (events.length === 0) return;
  // None of the parts can hold a space.
  const names = events.map(({ name, params }) =>
    [outcomes[name], params.rule, "change" in params ? params.change : ""].join(" "),
  );
  await gather(gathered, queue, { site, names, atMs }, (id, counts, firstAtMs): ExposuresRecord => {
    return { type: "exposures", id, site, counts: [...counts].map(countOf), atMs: firstAtMs };
  });
}

function countOf([name, pages]: [string, number]): ExposureCount {
  const [what, rule = "", change = ""] = name.split(" ");
  return { what: what as Outcome, rule, change, pages };
}
