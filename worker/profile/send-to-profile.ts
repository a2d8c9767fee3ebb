import { visitorNode } from "../../model/identity/node.ts";
import type { Arrival, Recorded, ToldRow } from "./arrival.ts";
import { profileOf } from "./profile-of.ts";

/** What became of an arrival, at whichever profiles it belonged to. */
export interface RecordedThere extends Pick<
  Recorded,
  "snapshot" | "acceptedIds" | "duplicates" | "isErased"
> {
  /** What the index of profiles is to be told now. */
  index: ToldRow[];
}

/** Whoever sends knows a profile that was the person's lately, so that one hop is usual after a change and two are rare. */
const mostHops = 4;

/**
 * Brings an arrival to the profile that it belongs to, or to several, as the profiles themselves know whose is what.
 * @throws where a profile fails, or where the profiles send it in a circle, which they do while a merge is under way:
 *   sent again later, what was taken is known by its ids.
 */
export async function recordAtProfile(env: Pick<Env, "PROFILES">, arrival: Arrival): Promise<RecordedThere> {
  const all: RecordedThere = { snapshot: null, acceptedIds: [], duplicates: 0, index: [] };
  let waiting = [arrival];
  for (let hop = 0; hop <= mostHops && waiting.length > 0; hop++) {
    const next: Arrival[] = [];
    for (const one of waiting) {
      const recorded = await profileOf(env.PROFILES, one.site, one.profile).record(one);
      all.snapshot ??= recorded.snapshot;
      all.acceptedIds.push(...recorded.acceptedIds);
      all.duplicates += recorded.duplicates;
      if (recorded.isErased === true) all.isErased = true;
      if (recorded.index !== null) all.index.push(recorded.index);
      next.push(...recorded.elsewhere.map(({ profile, eventIds }) => partOf(one, profile, eventIds)));
    }
    waiting = next;
  }
  if (waiting.length > 0) throw new Error("Profiles do not agree whose these events are.");
  return all;
}

function partOf(arrival: Arrival, profile: string, eventIds: readonly string[]): Arrival {
  const ids = new Set(eventIds);
  const events = arrival.events.filter(({ id }) => ids.has(id));
  const traits = (arrival.traits ?? []).filter(({ event }) => ids.has(event));
  return { ...arrival, profile, events, traits };
}

/**
 * The profile that has a visitor now, as the profiles themselves know it.
 * @returns the visitor's own id where they are nobody known.
 */
export async function profileHaving(
  { PROFILES }: Pick<Env, "PROFILES">,
  site: string,
  visitor: string,
  nowMs: number,
): Promise<string> {
  let profile = visitor;
  for (let hop = 0; hop <= mostHops; hop++) {
    const whose = await profileOf(PROFILES, site, profile).whose(profile, visitorNode(visitor), nowMs);
    if (whose === profile) break;
    profile = whose;
  }
  return profile;
}
