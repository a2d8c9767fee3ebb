import type { ResultReport } from "../../worker/api/contract.ts";

/** Which part of a result an address asks for. */
export interface Asked {
  goal?: string;
  from?: string;
  to?: string;
  by?: NonNullable<ResultReport["by"]>;
  /** The one part of what it is split by that is looked at. */
  value?: string;
}

export const dimensions = ["device", "visitor", "country", "source", "segment"] as const;

/** What the address says, as far as it can be asked for. */
export function askedFor(query: Readonly<Record<string, string>>): Asked {
  const day = (text: string | undefined) => (/^\d{4}-\d{2}-\d{2}$/.test(text ?? "") ? text : undefined);
  const by = dimensions.find((each) => each === query["by"]);
  const value = by === undefined ? undefined : query["value"];
  return withoutNothing({ goal: query["goal"], from: day(query["from"]), to: day(query["to"]), by, value });
}

/** The address of a part of a rule's result. */
export function pathOf(rule: string, asked: Asked): string {
  const query = new URLSearchParams({ ...asked }).toString();
  return `/results/${encodeURIComponent(rule)}${query === "" ? "" : `?${query}`}`;
}

/** The same with other parts; an empty text takes one away. */
export function askedWith(asked: Asked, changes: { [P in keyof Asked]?: Asked[P] | "" }): Asked {
  return withoutNothing({ ...asked, ...changes });
}

function withoutNothing(parts: object): Asked {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined && value !== ""));
}

/** Leads to another part of the same result; nowhere for whoever was given this one alone. */
export type HrefOf = ((changes: Parameters<typeof askedWith>[1]) => string) | undefined;

/** The last days up to today. @param today as in 2026-11-23 */
export function lastDays(count: number, today: string): { from: string; to: string } {
  const from = new Date(Date.parse(today) - (count - 1) * 86_400_000).toISOString().slice(0, 10);
  return { from, to: today };
}
