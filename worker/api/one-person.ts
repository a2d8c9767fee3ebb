import { compileBundle } from "../../model/bundle.ts";
import { type Fact, type FactName, facts } from "../../model/facts/catalogue.ts";
import type { Session } from "../../model/snapshot.ts";
import { askedBy } from "../profile/arrival.ts";
import type { Particulars } from "../profile/particulars.ts";
import { profilesWith } from "../store/find-profiles.ts";
import type { StoredSite } from "../store/sites.ts";
import { configurationOf } from "../store/versions.ts";
import { askProfile } from "./ask-profile.ts";
import { pinAnswer } from "./pin-answer.ts";
import type { ProfileDetail } from "./contract.ts";

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
  const { counters, strategies } = askedBy(bundle);
  const nowMs = Date.now();
  const asked = { visitor: id, counters, wanted: profileFacts, strategies, nowMs };
  const [snapshot, particulars] = await askProfile(env, { site: site.id, id, nowMs }, (profile) =>
    Promise.all([profile.recall(asked), profile.particulars(nowMs)]),
  );
  if (snapshot === null) return null;
  const { profile, coupons, consent, firstSeenAtMs } = snapshot;
  const [indexed] = await profilesWith(env.DB, site.id, { ids: [profile], nodes: [] });
  const name = snapshot.facts.traits?.["name"];
  return {
    id: profile,
    name: typeof name === "string" ? name : null,
    known: snapshot.facts.known ?? false,
    firstSeenAt: moment(firstSeenAtMs),
    seenAt: momentOrNull(indexed?.seenAtMs ?? null),
    visit: visitOf(snapshot.session),
    facts: snapshot.facts,
    visitFacts: particulars.visit,
    coupons,
    consent,
    notes: particulars.notes.map(({ atMs, ...note }) => ({ ...note, at: moment(atMs) })),
    pins: particulars.pins.map(pinAnswer),
    rules: particulars.rules.map(ruleOf),
  };
}

function ruleOf({
  rule,
  variant,
  shownAtMs,
  seenAtMs,
  dismissedAtMs,
}: Particulars["rules"][number]): ProfileDetail["rules"][number] {
  return {
    rule,
    variant,
    shownAt: shownAtMs.map(moment),
    seenAt: momentOrNull(seenAtMs),
    dismissedAt: momentOrNull(dismissedAtMs),
  };
}

function visitOf({
  number,
  startedAtMs,
  source,
  medium,
  campaign,
  landingPage,
}: Session): ProfileDetail["visit"] {
  return { number, startedAt: moment(startedAtMs), source, medium, campaign, landingPage };
}

function moment(atMs: number): string {
  return new Date(atMs).toISOString();
}

function momentOrNull(atMs: number | null): string | null {
  return atMs === null ? null : moment(atMs);
}
