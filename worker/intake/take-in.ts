import { checkTold } from "../../model/events/check-incoming.ts";
import { importClock, serverClock } from "../../model/events/event-time.ts";
import type { Incoming, Rejected } from "../../model/events/incoming.ts";
import { isVisitor, ownProfile, typeOf } from "../../model/identity/node.ts";
import type { Bundle } from "../../model/bundle.ts";
import { identitiesOf } from "../identity/identities-of.ts";
import { type Arrival, askedBy, type ToldRow } from "../profile/arrival.ts";
import { recordAtProfile } from "../profile/send-to-profile.ts";
import { recordDropped } from "../record/record-dropped.ts";
import { recordProfiles } from "../record/record-profiles.ts";
import { withoutErased } from "../store/erasures.ts";
import { inTime } from "../wait/in-time.ts";
import { inTurns } from "./in-turns.ts";
import { linkNames } from "./link-names.ts";
import { namedBy, type NamedEvent } from "./named-by.ts";

/** Profiles that are asked at the same time. */
const atOnce = 10;
/** Of one person, in one arrival: the profile writes it down as one row. */
const mostEvents = 50;
const mostCharacters = 200_000;
const deadlineMs = 8000;
/** Whom it has not come to by then is asked no more. */
const longestMs = 20_000;

export interface TakingIn {
  site: string;
  /** What is live; `undefined` where that is not known now. */
  deciding: { bundle: Bundle } | undefined;
  by: "api" | "import";
  /** Whether it may have happened at any time, as what is imported, or what a shop's server says of its orders. */
  isOfAnyAge?: boolean;
  /** The sender's clock when it sent; `undefined` where it did not say. */
  sentAtMs?: number | undefined;
  nowMs: number;
  later: (work: Promise<unknown>) => void;
}

export interface TakenIn {
  accepted: number;
  /** Known before. */
  duplicates: number;
  /** In the order of their places. */
  rejected: Rejected[];
}

/**
 * Takes events of anybody into the profiles of whom they name, and links the names that come together. What could not be
 * taken now says `temporarily_unavailable`, whatever became of the others: sent again, nothing is counted twice.
 * @param inputs as they were sent: nothing about them is checked yet.
 */
export async function takeIn(env: Env, taking: TakingIn, inputs: readonly unknown[]): Promise<TakenIn> {
  const { site, by, isOfAnyAge = by === "import", sentAtMs, nowMs, later } = taking;
  const clock = isOfAnyAge ? importClock(nowMs) : serverClock(nowMs, sentAtMs);
  const checked = checkTold(inputs, clock);
  const taken: Taken = { accepted: 0, duplicates: 0, rejected: checked.rejected, index: [] };
  const named = await namedBy(env, site, checked.taken);
  for (const { incoming, names } of named) if (names.length === 0) taken.rejected.push(ofNobody(incoming));
  const fresh = await notErased(env, site, named);
  taken.duplicates += named.length - fresh.length;
  const people = await peopleOf(env, taking, fresh, taken);
  const endsAtMs = Date.now() + longestMs;
  await inTurns(people, atOnce, async (person) => {
    for (const events of partsOf(person.events)) {
      if (Date.now() < endsAtMs) await record(env, taking, { ...person, events }, taken);
      else taken.rejected.push(...events.map(notNow));
    }
  });
  const { index, ...answer } = taken;
  later(recordProfiles(env, index));
  const reasons = answer.rejected.map(({ code }) => code);
  later(recordDropped(env.RECORDS, { site, source: by, reasons, atMs: nowMs }));
  answer.rejected.sort((a, b) => a.index - b.index);
  return answer;
}

/** What was taken so far, and what the index of profiles is to be told of it. */
interface Taken extends TakenIn {
  index: ToldRow[];
}

/** Without what happened before its person was erased: sent again, it would bring back who they were. */
function notErased(
  { DB }: Pick<Env, "DB">,
  site: string,
  named: readonly NamedEvent[],
): Promise<NamedEvent[]> {
  const told = named.map((one) => {
    return { ...one, site, id: ownProfile(one.names[0]?.node ?? ""), seenAtMs: one.incoming.event.timeMs };
  });
  return withoutErased(DB, told);
}

/** The events of somebody that come by the same name. */
interface Person {
  /** The strongest name that the events have. */
  source: string;
  profile: string;
  /** The names that are this profile's, as far as they were asked about. */
  nodes: Set<string>;
  events: Incoming[];
}

/** Whose events these are, once their names are linked. What depends on somebody who does not answer is not taken now. */
async function peopleOf(
  env: Env,
  { site, by, nowMs }: TakingIn,
  named: readonly NamedEvent[],
  taken: Taken,
): Promise<Person[]> {
  const together = named.filter(({ names }) => names.length > 1);
  const linked = await orNothing(() => linkNames(env, { site, by, nowMs }, together));
  // Of people who were linked just now, the index is to know all names; of others the one that leads to them is enough.
  const asked = named.flatMap(({ names }) => (linked === true ? names : names.slice(0, 1)));
  const nodes = asked.map(({ node }) => node);
  const profiles = await profilesOf(env, site, nodes);
  const people = new Map<string, Person>();
  for (const { incoming, names } of named) {
    const [source] = names;
    if (source === undefined) continue;
    const profile = profiles.get(source.node);
    if (profile === undefined || (names.length > 1 && linked === undefined)) {
      taken.rejected.push(notNow(incoming));
      continue;
    }
    const person = people.get(source.node) ?? { source: source.node, profile, nodes: new Set(), events: [] };
    people.set(source.node, person);
    person.events.push(incoming);
    for (const { node } of names) if (profiles.get(node) === profile) person.nodes.add(node);
  }
  return [...people.values()];
}

/**
 * Whose these nodes are. Customers' profiles have their own hash, and visitors' know where they have gone: nobody has to be
 * asked for those. Of others nothing is known while the object of identities does not answer.
 */
async function profilesOf(env: Env, site: string, nodes: readonly string[]): Promise<Map<string, string>> {
  const isKnown = (node: string) => isVisitor(node) || typeOf(node) === "customer";
  const profiles = new Map(nodes.filter(isKnown).map((node) => [node, ownProfile(node)]));
  const others = new Set(nodes.filter((node) => !isKnown(node)));
  if (others.size === 0) return profiles;
  const asking = () => identitiesOf(env.IDENTITIES, site).resolve([...others]);
  const resolved = await orNothing(() => inTime(asking(), deadlineMs, "The object of identities"));
  for (const { node, profile } of resolved ?? []) profiles.set(node, profile);
  return profiles;
}

/** So many events, and so much of them, as go into one arrival. */
function partsOf(events: readonly Incoming[]): Incoming[][] {
  const parts: Incoming[][] = [];
  let room = 0;
  for (const one of events) {
    room -= JSON.stringify(one.event).length;
    const part = parts.at(-1);
    if (part !== undefined && room > 0 && part.length < mostEvents) part.push(one);
    else {
      parts.push([one]);
      room = mostCharacters;
    }
  }
  return parts;
}

async function record(env: Env, taking: TakingIn, person: Person, taken: Taken): Promise<void> {
  const recording = () => recordAtProfile(env, arrivalOf(taking, person));
  const recorded = await orNothing(() => inTime(recording(), deadlineMs, "A profile"));
  if (recorded === undefined) {
    taken.rejected.push(...person.events.map(notNow));
    return;
  }
  taken.accepted += recorded.acceptedIds.length;
  taken.duplicates += recorded.duplicates;
  taken.index.push(...recorded.index);
}

function arrivalOf({ site, deciding, nowMs }: TakingIn, { source, profile, nodes, events }: Person): Arrival {
  return {
    ...askedBy(deciding?.bundle),
    site,
    profile,
    source,
    carried: null,
    events: events.map(({ event }) => event),
    traits: events.flatMap(({ event: { id, timeMs }, traits }) =>
      Object.entries(traits).map(([name, value]) => ({ name, value, timeMs, event: id })),
    ),
    nodes: [...nodes],
    nowMs,
  };
}

/** @returns `undefined` where it does not work; why is logged. */
async function orNothing<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    console.error({ message: "Events could not be taken; their sender keeps them.", error: String(error) });
    return undefined;
  }
}

function notNow({ index }: Incoming): Rejected {
  const message = "This could not be taken now. Please send it again.";
  return { index, code: "temporarily_unavailable", message };
}

function ofNobody({ index }: Incoming): Rejected {
  return { index, code: "no_identity", message: "identities: None of them can be anybody's." };
}
