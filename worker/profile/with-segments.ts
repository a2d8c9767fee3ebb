import { type CompiledCondition, compileCondition } from "../../model/condition/compile.ts";
import { countersOf } from "../../model/condition/facts-of.ts";
import type { Counter } from "../../model/condition/did.ts";
import { referencesOf } from "../../model/condition-references.ts";
import type { Bundle } from "../../model/bundle.ts";
import { purposes } from "../../model/consent/purpose.ts";
import type { Event } from "../../model/event.ts";
import { newestSession } from "../../model/merge-snapshots.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { byUse, mostCounted } from "../../model/results/counted-segments.ts";
import { factsOffPage, personFactNames } from "../recognise/person-facts.ts";
import type { Arrival } from "./arrival.ts";
import { segmentsParam } from "./exposures-in.ts";
import { visitFactsOf } from "./index-row-of.ts";
import { snapshotOf } from "./snapshot-of.ts";
import type { ProfileState } from "./state.ts";

/** True where an exposure says who saw it, which it does only of those who agreed to be measured. */
export function saysWho({ name, params }: Event): boolean {
  return (name === "ew_exposed" || name === "ew_triggered") && params["source"] !== undefined;
}

/**
 * The arrival, each exposure in it with the segments that the person was in before anything of it: what a rule makes people do
 * never decides where its own result counts them.
 */
export function withSegments(arrival: Arrival, state: ProfileState, bundle: Bundle): Arrival {
  const { carried } = arrival;
  if (carried === null) return arrival;
  const ids = segmentsOf({ ...arrival, carried }, state, bundle).join(" ");
  if (ids === "") return arrival;
  const events = arrival.events.map((event) => {
    if (!saysWho(event)) return event;
    return { ...event, params: Object.assign({ ...event.params }, { [segmentsParam]: ids }) };
  });
  return { ...arrival, events };
}

/** The segments that results are split by. */
interface Compiled {
  segments: readonly { id: string; holds: CompiledCondition }[];
  counters: readonly Counter[];
}

const compiled = new WeakMap<Bundle, Compiled>();

function compiledOf(bundle: Bundle): Compiled {
  const known = compiled.get(bundle);
  if (known !== undefined) return known;
  const counted = byUse(bundle.configuration).slice(0, mostCounted);
  const references = referencesOf(bundle.configuration);
  const made = {
    segments: counted.map(({ id, condition }) => ({ id, holds: compileCondition(condition, references) })),
    counters: countersOf(
      counted.map(({ condition }) => condition),
      references,
    ),
  };
  compiled.set(bundle, made);
  return made;
}

/** As `explainPerson` says it of somebody who is on no page, with the visit as the browser has it. */
function segmentsOf(
  { carried, strategies, visit, nowMs }: Arrival & { carried: Snapshot },
  state: ProfileState,
  bundle: Bundle,
): string[] {
  const { segments, counters } = compiledOf(bundle);
  if (segments.length === 0) return [];
  const asked = { visitor: carried.visitor, counters, wanted: personFactNames, strategies, carried, nowMs };
  const known = snapshotOf(state, asked) ?? carried;
  const snapshot = { ...known, session: newestSession(known.session, carried.session) };
  const agreed = snapshot.consent?.purposes ?? [...purposes];
  const seen = visitFactsOf({ session: snapshot.session, visit: visit ?? {} }, snapshot.firstSeenAtMs);
  const facts = factsOffPage({ snapshot, purposes: agreed, nowMs }, seen);
  return segments.filter(({ holds }) => holds(facts)).map(({ id }) => id);
}
