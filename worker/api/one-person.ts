import { compileBundle } from "../../model/bundle.ts";
import { type Fact, type FactName, facts } from "../../model/facts/catalogue.ts";
import type { Session, Snapshot } from "../../model/snapshot.ts";
import { AnswerError } from "../answer/error.ts";
import { type Asked, askedBy } from "../profile/arrival.ts";
import { profileOf } from "../profile/profile-of.ts";
import { profileHaving } from "../profile/send-to-profile.ts";
import { profilesWith } from "../store/find-profiles.ts";
import type { StoredSite } from "../store/sites.ts";
import { configurationOf } from "../store/versions.ts";
import { inTime } from "../wait/in-time.ts";
import type { ProfileDetail } from "./contract.ts";

const deadlineMs = 8000;

/** What profile objects know beyond one visit, whatever live rules ask. */
const profileFacts = (Object.entries(facts) as [FactName, Fact][])
  .filter(([, { index }]) => index === "profile" || typeof index === "object")
  .map(([name]) => name);

/**
 * The person whose profile this is, or whose visitor, as the profile object knows them; `null` where nobody is known.
 * @throws AnswerError `temporarily_unavailable`.
 */
export async function onePerson(
  env: Pick<Env, "DB" | "PROFILES" | "IDENTITIES">,
  { site, liveVersion }: StoredSite,
  id: string,
): Promise<ProfileDetail | null> {
  const bundle = compileBundle(liveVersion, site, await configurationOf(env.DB, site.id, liveVersion));
  const snapshot = await recalled(env, site.id, id, askedBy(bundle));
  if (snapshot === null) return null;
  const { profile, coupons, firstSeenAtMs } = snapshot;
  const [indexed] = await profilesWith(env.DB, site.id, { ids: [profile], nodes: [] });
  const name = snapshot.facts.traits?.["name"];
  return {
    id: profile,
    name: typeof name === "string" ? name : null,
    known: snapshot.facts.known ?? false,
    firstSeenAt: new Date(firstSeenAtMs).toISOString(),
    seenAt: indexed === undefined ? null : new Date(indexed.seenAtMs).toISOString(),
    visit: visitOf(snapshot.session),
    facts: snapshot.facts,
    coupons,
  };
}

async function recalled(
  env: Pick<Env, "PROFILES" | "IDENTITIES">,
  site: string,
  id: string,
  { counters, strategies }: Asked,
): Promise<Snapshot | null> {
  const nowMs = Date.now();
  const recall = async (): Promise<Snapshot | null> => {
    const profile = await profileHaving(env, site, id, nowMs);
    const asked = { visitor: id, counters, wanted: profileFacts, strategies, nowMs };
    return profileOf(env.PROFILES, site, profile).recall(asked);
  };
  try {
    return await inTime(recall(), deadlineMs, "A profile");
  } catch (error) {
    console.error({ message: "A person could not be looked at.", error: String(error) });
    throw new AnswerError("temporarily_unavailable", "The profile does not answer now. Please try again.");
  }
}

function visitOf({
  number,
  startedAtMs,
  source,
  medium,
  campaign,
  landingPage,
}: Session): ProfileDetail["visit"] {
  return { number, startedAt: new Date(startedAtMs).toISOString(), source, medium, campaign, landingPage };
}
