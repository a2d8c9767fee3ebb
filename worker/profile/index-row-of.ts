import { consentFact } from "../../model/consent/purpose.ts";
import { type FactName, facts } from "../../model/facts/catalogue.ts";
import type { ProfileFacts, Session } from "../../model/snapshot.ts";
import type { Asked, ToldRow } from "./arrival.ts";
import { latestConsent } from "./consents.ts";
import { profileFacts } from "./profile-facts.ts";
import { variantsOf } from "./rule-memory.ts";
import type { Judging } from "./judging.ts";
import { latestVisit, timesOf } from "./snapshot-of.ts";
import { trialsOf } from "./trials.ts";
import { mostNodes, type Plain, type ProfileState } from "./state.ts";

/**
 * A message of the queue has 128 KB, and no letter takes more than three bytes; whoever has so many words said of them
 * cannot be found by those said last.
 */
const longestRow = 40_000;

const names = Object.keys(facts) as FactName[];

/** What the index of profiles is told: everything that it keeps, whether or not a live rule reads it. */
export function indexRowOf(
  state: ProfileState,
  asked: Pick<Asked, "counters" | "strategies">,
  judging: Judging | null,
  nowMs: number,
): ToldRow {
  if (state.sources.size === 0) return goneRow(state);
  const { site, profile: id, version, sources, events } = state;
  const all = [...sources.values()];
  const latest = latestVisit(state);
  const known = profileFacts(state, asked.strategies, names);
  const { name } = known.traits ?? {};
  const consent = latestConsent(state);
  const firstSeenAtMs = Math.min(...all.map((source) => source.firstSeenAtMs));
  const row: ToldRow = {
    type: "profile",
    site,
    id,
    version,
    seenAtMs: Math.max(...all.map(({ seenAtMs }) => seenAtMs)),
    sessionStartedAtMs: latest?.session.startedAtMs ?? null,
    name: typeof name === "string" ? name : null,
    facts: {
      ...lastVisitFacts(state),
      ...plain(known),
      firstSeenAtMs,
      pagesViewed: Math.max(events.named("page_view").length, ...all.map(({ pagesViewed }) => pagesViewed)),
      experiments: variantsOf(state),
      ...(consent === null ? {} : { consent: consentFact(consent.purposes) }),
    },
    times: timesOf(state, asked.counters ?? []),
    nodes: [...new Set([...state.nodes, ...sources.keys()])].slice(0, mostNodes),
  };
  const { strategies } = asked;
  const trials = judging === null ? {} : { trials: trialsOf(state, judging, { strategies, nowMs }) };
  return JSON.stringify(row).length <= longestRow
    ? { ...row, ...trials }
    : { ...row, facts: { ...row.facts, traits: {} }, times: {}, ...trials };
}

type Here = Pick<ProfileState, "site" | "profile" | "version" | "touchedAtMs">;

/** What the index is told of a profile that is nobody's any more. */
export function goneRow({ site, profile: id, version, touchedAtMs }: Here): ToldRow {
  const nothing = { sessionStartedAtMs: null, name: null, facts: {}, times: {}, nodes: [] };
  return { type: "profile", site, id, version, seenAtMs: touchedAtMs, ...nothing, gone: true };
}

/** The same, of one of which nothing is kept any more. */
export function forgottenRow(state: Here): ToldRow {
  return { ...goneRow(state), isForgotten: true };
}

function plain(known: ProfileFacts): ToldRow["facts"] {
  return Object.fromEntries(
    Object.entries(known).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** As it was at the last visit; nothing where there was none. A text that says nothing is not known. */
export function lastVisitFacts(state: ProfileState): Record<string, Plain> {
  const latest = latestVisit(state);
  if (latest === undefined) return {};
  const firstSeenAtMs = Math.min(...[...state.sources.values()].map((source) => source.firstSeenAtMs));
  return visitFactsOf(latest, firstSeenAtMs);
}

/** What a visit says of itself. */
export function visitFactsOf(
  { session, visit }: { session: Session; visit: Readonly<Record<string, Plain>> },
  firstSeenAtMs: number,
): Record<string, Plain> {
  const { source, medium, campaign, term, content, searchEngine, referrer, landingPage } = session;
  const texts = { source, medium, campaign, term, content, searchEngine, referrer, landingPage };
  return {
    ...visit,
    ...Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== "")),
    visitor: session.startedAtMs > firstSeenAtMs ? "returning" : "new",
    visits: session.number,
  };
}
