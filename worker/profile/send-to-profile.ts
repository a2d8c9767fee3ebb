import { visitorNode } from "../../model/identity/node.ts";
import { identitiesOf } from "../identity/identities-of.ts";
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
const mostHops = 6;
/** A browser that was many people's has gone through all of their profiles: then whoever knows who is who is asked. */
const hopsByThemselves = 4;

/**
 * Brings an arrival to the profile that it belongs to, or to several, as the profiles themselves know whose is what.
 * @throws where a profile fails, or where the profiles send it in a circle, which they do while a merge is under way:
 *   sent again later, what was taken is known by its ids.
 */
export async function recordAtProfile(
  env: Pick<Env, "PROFILES" | "IDENTITIES">,
  arrival: Arrival,
): Promise<RecordedThere> {
  const all: RecordedThere = { snapshot: null, acceptedIds: [], duplicates: 0, index: [] };
  let waiting = [arrival];
  for (let hop = 0; hop <= mostHops && waiting.length > 0; hop++) {
    const next: Arrival[] = [];
    for (const sent of waiting) {
      const one = hop === hopsByThemselves ? { ...sent, profile: await resolved(env, sent) } : sent;
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
 * The profile that has a visitor now, or whoever was a profile of their own by this id, as the profiles themselves know it.
 * @returns the id itself where that is so still, or nobody is known.
 */
export async function profileHaving(
  env: Pick<Env, "PROFILES" | "IDENTITIES">,
  site: string,
  id: string,
  nowMs: number,
): Promise<string> {
  let profile = id;
  for (let hop = 0; hop < hopsByThemselves; hop++) {
    const whose = await profileOf(env.PROFILES, site, profile).whose(profile, id, nowMs);
    if (whose === profile) return profile;
    profile = whose;
  }
  return resolved(env, { site, source: visitorNode(id), profile });
}

/** Whose a source is now, as whoever knows who is who says. */
async function resolved(
  { IDENTITIES }: Pick<Env, "IDENTITIES">,
  { site, source, profile }: Pick<Arrival, "site" | "source" | "profile">,
): Promise<string> {
  const [found] = await identitiesOf(IDENTITIES, site).resolve([source]);
  return found?.profile ?? profile;
}
