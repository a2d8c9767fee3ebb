import * as v from "valibot";
import type { Identity } from "../../model/identity/identity.ts";
import { ownProfile } from "../../model/identity/node.ts";
import { nodeOf } from "../identity/node-of.ts";
import { knownPerson } from "../intake/known-person.ts";
import { askedBy } from "../profile/arrival.ts";
import {
  type FoundPage,
  type FoundProfile,
  type Place,
  profilesKnown,
  profilesNamed,
  profilesWith,
} from "../store/find-profiles.ts";
import { buckets } from "../store/sample-bucket.ts";
import type { Api, ProfileSummary } from "./contract.ts";
import { cursorOf, foreignCursor, placeOf } from "./cursor.ts";
import { meaningsOf } from "./meanings.ts";

/** What of a profile helps to tell it from others in a list. */
const telling = ["orders", "lifetimeValue", "tier", "tags", "city", "country"];

const Cursor = v.object({
  by: v.union([v.pipe(v.string(), v.maxLength(200)), v.pipe(v.number(), v.integer(), v.minValue(0))]),
  bucket: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(buckets)),
  id: v.pipe(v.string(), v.maxLength(100)),
});

/** A part of a list of profiles. */
export interface List {
  site: string;
  /** What the answer before called `next`; without it, from the beginning. */
  after?: string | undefined;
  limit: number;
}

export interface Search extends List {
  /** A name, its beginnings, an identity or an id. */
  query: string;
}

/** Everybody who is known by a name or an identity. */
export async function listPeople(
  env: Pick<Env, "DB">,
  { site, after: cursor, limit }: List,
): Promise<Api["GET /profiles?site=:site"]["answer"]> {
  const after = cursor === undefined ? null : placeOf(Cursor, cursor);
  return answerOf(await profilesKnown(env.DB, site, { after: placeBy(after, "number"), limit }));
}

/** Finds people: first those whom what was typed names, then those whose name it may be, or is the beginning of. */
export async function searchPeople(
  env: Env,
  { site, query, after: cursor, limit }: Search,
): Promise<Api["POST /profiles/search?site=:site"]["answer"]> {
  const after = cursor === undefined ? null : placeOf(Cursor, cursor);
  const { ids, identities, words } = meaningsOf(query);
  const nodes = await Promise.all(identities.map((identity) => nodeOf(env, site, identity)));
  const exact = await profilesWith(env.DB, site, { ids: [...ids, ...nodes.map(ownProfile)], nodes });
  const named: FoundPage =
    words.length === 0
      ? { profiles: [], next: null }
      : await profilesNamed(env.DB, site, words, { after: placeBy(after, "string"), limit });
  const known = new Set(exact.map(({ id }) => id));
  const others = named.profiles.filter(({ id }) => !known.has(id));
  const found = answerOf({ ...named, profiles: after === null ? [...exact, ...others] : others });
  return found.profiles.length > 0 || after !== null
    ? found
    : { profiles: await unlisted(env, site, identities), next: null };
}

/** Whoever may not be counted is in no index, but has rights, and can be helped. */
async function unlisted(env: Env, site: string, identities: readonly Identity[]): Promise<ProfileSummary[]> {
  const asked = { ...askedBy(undefined), wanted: ["known", "traits"] as const };
  const person = await knownPerson(env, { site, identities, nowMs: Date.now() }, asked);
  if (person === undefined) return [];
  const name = person.facts.traits?.["name"];
  return [
    {
      id: person.profile,
      name: typeof name === "string" ? name : null,
      known: person.facts.known ?? false,
      seenAt: null,
      facts: {},
    },
  ];
}

function answerOf({ profiles, next }: FoundPage) {
  return {
    profiles: profiles.map(summaryOf),
    next: next === null ? null : cursorOf(next),
  };
}

export function summaryOf({ id, name, isKnown, seenAtMs, facts }: FoundProfile): ProfileSummary {
  return {
    id,
    name,
    known: isKnown,
    seenAt: new Date(seenAtMs).toISOString(),
    facts: Object.fromEntries(telling.flatMap((fact) => (fact in facts ? [[fact, facts[fact]]] : []))),
  };
}

/** Lists of one order cannot go on where one of another stopped. */
function placeBy(after: Place | null, type: "string" | "number"): Place | null {
  if (after !== null && typeof after.by !== type) throw foreignCursor();
  return after;
}
