import { newSession, newSnapshot, type Session, type Snapshot } from "../../model/snapshot.ts";
import { visitorNode } from "../../model/identity/node.ts";
import { asksForPages } from "../recognise/count-page.ts";
import type { Asked } from "./arrival.ts";
import { consentOf } from "./consents.ts";
import { couponsOf } from "./held-coupons.ts";
import { type PageViews, withPageViews } from "./page-views.ts";
import { carriedPins } from "./pins.ts";
import { profileFacts } from "./profile-facts.ts";
import { ruleMemoryOf } from "./rule-memory.ts";
import { sinceWhen } from "./slices.ts";
import type { ProfileState, Source } from "./state.ts";

/** For whom, and by what, a snapshot is made. */
export interface Viewer extends Pick<Asked, "counters" | "wanted" | "strategies"> {
  visitor: string;
  /** What the visitor carried; `null` where they are not asked. */
  carried: Snapshot | null;
  nowMs: number;
}

/** What a visitor is to carry; `null` where nobody is known. */
export function snapshotOf(state: ProfileState, viewer: Viewer): Snapshot | null {
  const { visitor, carried, counters, wanted, nowMs } = viewer;
  const own = state.sources.get(visitorNode(visitor));
  const session = own?.session ?? latestVisit(state)?.session ?? null;
  const sources = [...state.sources.values()];
  if (sources.length === 0) return null;
  const firstSeenAtMs = Math.min(...sources.map((source) => source.firstSeenAtMs));
  const base = carried ?? newSnapshot(visitor, firstSeenAtMs, session ?? newSession(nowMs));
  const pins = carriedPins(state, nowMs);
  const { pins: _before, ...carriedOn } = base;
  const newest: Snapshot = {
    ...carriedOn,
    profile: state.profile,
    profileSinceMs: sinceWhen(state.slices, visitorNode(visitor), nowMs),
    version: state.version,
    asOfMs: nowMs,
    firstSeenAtMs,
    lastSeenAtMs: nowMs,
    session: session ?? base.session,
    pagesViewed: Math.max(
      base.profile === state.profile ? base.pagesViewed : 0,
      ...sources.map(({ pagesViewed }) => pagesViewed),
    ),
    timesMs: counters === null ? known(base, state).timesMs : timesOf(state, counters),
    facts: wanted === null ? known(base, state).facts : profileFacts(state, viewer.strategies, wanted),
    coupons: couponsOf(state),
    ...(pins.length === 0 ? {} : { pins }),
    memory: ruleMemoryOf(state, visitor, carried?.memory, base.session.startedAtMs),
    consent: consentOf(state, visitor),
  };
  return wanted !== null && asksForPages(wanted) ? withPageViews(newest, pageViewsOf(state, newest)) : newest;
}

/** What a visitor goes on with while it is not known what live rules ask; nothing where it is somebody else's. */
function known(base: Snapshot, { profile }: ProfileState): Pick<Snapshot, "timesMs" | "facts"> {
  return base.profile === profile ? base : { timesMs: {}, facts: {} };
}

/** Pages of the visit are those of the browser, pages ever those of the person. */
function pageViewsOf({ events }: ProfileState, { visitor, session }: Snapshot): PageViews {
  const all = events.named("page_view");
  const own = all.filter(({ sources }) => sources.includes(visitorNode(visitor)));
  const inVisit = own.filter(({ timeMs }) => timeMs >= session.startedAtMs).length;
  return { ever: all.length, inVisit, latest: own.at(-1) };
}

/** When what live rules want counted happened. */
export function timesOf({ events }: ProfileState, counters: NonNullable<Asked["counters"]>) {
  return Object.fromEntries(counters.map((counter) => [counter.id, events.times(counter)]));
}

/** The person's last visit, on whichever browser it was, and what was found out of that browser. */
export function latestVisit({
  sources,
}: ProfileState): (Pick<Source, "visit"> & { session: Session }) | undefined {
  const visits = [...sources.values()].flatMap(({ session, visit }) =>
    session === null ? [] : [{ session, visit }],
  );
  return visits.toSorted((a, b) => b.session.startedAtMs - a.session.startedAtMs)[0];
}
