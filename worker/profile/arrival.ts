import type { Bundle } from "../../model/bundle.ts";
import type { Counter } from "../../model/condition/did.ts";
import type { Event } from "../../model/event.ts";
import type { FactName } from "../../model/facts/catalogue.ts";
import type { IndexRow } from "../../model/index-row.ts";
import { type Retention, usualRetention } from "../../model/retention.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import type { Plain } from "./state.ts";
import type { Strategies, TraitObservation } from "../../model/trait.ts";

/** What live rules want to know of a profile, and what its site settles. */
export interface Asked {
  /** What live rules want counted; `null` where that is not known now: then the visitor keeps what they carry. */
  counters: readonly Counter[] | null;
  /** The facts that live rules read; `null` as for `counters`. */
  wanted: readonly FactName[] | null;
  strategies: Strategies;
  retention: Retention;
}

/** What comes to a profile at once. */
export interface Arrival extends Asked {
  site: string;
  /** Whose it is as far as the sender knows. */
  profile: string;
  /** The node that it comes by: `visitor:…`, or what the event names somebody by. */
  source: string;
  /** What the visitor carried when the events were sent; `null` where no browser sent them. */
  carried: Snapshot | null;
  /** With times by our clock. */
  events: readonly Event[];
  /** What the events say of the person. */
  traits?: readonly TraitObservation[];
  /** Nodes that the person is known by, where the sender knows some; the source need not be among them. */
  nodes?: readonly string[];
  /** What was found out of the browser, such as its device and where it is. */
  visit?: Readonly<Record<string, Plain>>;
  nowMs: number;
}

/** What the index of profiles is told; its facts are all plain, so that it can travel between objects. */
export interface ToldRow extends Omit<IndexRow, "facts"> {
  facts: Record<string, Plain | Readonly<Record<string, Plain>>>;
}

/** What became of an arrival. */
export interface Recorded {
  /** What the visitor carries from now on; `null` where no browser sent this, or where it is another profile's now. */
  snapshot: Snapshot | null;
  /** The events that were not known before. */
  acceptedIds: string[];
  duplicates: number;
  /** Other profiles that some of it belongs to: the events, and what was carried to the one that the visitor is now. */
  elsewhere: { profile: string; eventIds: string[] }[];
  /** What the index of profiles is to be told now. */
  index: ToldRow | null;
  /** The browser was erased: nothing of this was taken, and whoever goes on there is somebody new. */
  isErased?: true;
}

/** @param bundle the live one; `undefined` where it is not known now. */
export function askedBy(bundle: Pick<Bundle, "counters" | "facts" | "site"> | undefined): Asked {
  return {
    counters: bundle?.counters ?? null,
    wanted: bundle?.facts ?? null,
    strategies: bundle?.site.traits ?? {},
    retention: bundle?.site.retention ?? usualRetention,
  };
}
