import { heldOut, wholeSite } from "../../model/exposure-event.ts";
import { variantIn } from "../../model/kept-variant.ts";
import { localTime } from "../../model/local-time.ts";
import { asides, longestDimension, type ToldTrials, treated, type Trial } from "../../model/trial.ts";
import { mergedTraits, type Strategies } from "../../model/trait.ts";
import type { KeptEvent } from "./event-log.ts";
import { type Exposure, exposuresIn, segmentsParam } from "./exposures-in.ts";
import type { Judging } from "./judging.ts";
import { outcomesOf } from "./outcomes.ts";
import { keptSinceMs } from "./retain.ts";
import type { ProfileState } from "./state.ts";

/** A row for the index has room for so many, the latest. */
const mostTrials = 60;

/** The first exposure of one rule, and what came after it. */
interface Started extends Exposure {
  isMixed: boolean;
}

/**
 * What this person took part in, and what came of it: worked out anew from what is kept, so that no event is ever added
 * twice, whenever it comes and whoever the person turns out to be.
 * @param nowMs which events are too old to be kept
 */
export function trialsOf(
  state: ProfileState,
  judging: Judging,
  { strategies, nowMs }: { strategies: Strategies; nowMs: number },
): ToldTrials {
  const keptMs = Math.max(keptSinceMs(state.retention, nowMs), state.droppedUntilMs + 1, 0);
  const started = startedIn(state, judging).filter(({ event }) => event.timeMs >= keptMs);
  const latest = started.sort((a, b) => b.event.timeMs - a.event.timeMs).slice(0, mostTrials);
  const oldest = latest.at(-1);
  // Those of which there is no room any more stay as they were told.
  const sinceMs = started.length > latest.length && oldest !== undefined ? oldest.event.timeMs : keptMs;
  const isStaff = mergedTraits(state.traits, strategies)["staff"] === true;
  const shown = new Map(started.map((one) => [one.rule, one]));
  return {
    sinceMs,
    measures: judging.measures.map(({ id }) => id),
    list: judging.list,
    trials: latest.map((one) => trialOf(one, { state, judging, isStaff, shown })),
  };
}

function startedIn(state: ProfileState, judging: Judging): Started[] {
  const compared = new Set(judging.compared);
  // Whoever sees another variant after all this time has answered for the first already.
  const longestMs = Math.max(0, ...judging.measures.map(({ withinMs }) => withinMs));
  const byRule = new Map<string, Started>();
  const takePart = (rule: string, variant: string, event: KeptEvent) => {
    const first = byRule.get(rule);
    if (first === undefined) byRule.set(rule, { rule, variant, event, isMixed: false });
    else if (first.variant !== variant && event.timeMs <= first.event.timeMs + longestMs)
      first.isMixed = true;
  };
  for (const { rule, variant, event } of exposuresIn(state)) {
    if (rule === wholeSite) {
      takePart(wholeSite, heldOut, event);
      continue;
    }
    takePart(wholeSite, treated, event);
    if (compared.has(rule)) takePart(rule, variant, event);
  }
  return [...byRule.values()];
}

function trialOf(
  { rule, variant, event, isMixed }: Started,
  about: { state: ProfileState; judging: Judging; isStaff: boolean; shown: ReadonlyMap<string, Started> },
): Trial {
  const { state, judging, isStaff } = about;
  const exposedAtMs = event.timeMs;
  const aside = isStaff ? asides.staff : isMixed ? asides.mixed : undefined;
  const trial = {
    rule,
    exposedAtMs,
    givenAtMs: Math.min(exposedAtMs, givenAtMs(state, rule, variant, event)),
    day: localTime(exposedAtMs, judging.timeZone).date,
    dimensions: {
      device: textOf(event.params["device"]),
      visitor: textOf(event.params["visitor"]),
      country: textOf(event.params["country"]),
      source: textOf(event.params["source"]),
      segment: segmentsIn(event),
    },
  };
  if (aside !== undefined) return { ...trial, variant: aside, outcomes: [] };
  return { ...trial, variant, outcomes: outcomesOf(state, judging, { rule, variant, exposedAtMs }) };
}

/** When the browser that the exposure came from was given the variant. */
function givenAtMs({ sources }: ProfileState, rule: string, variant: string, event: KeptEvent): number {
  const given = event.sources.flatMap((source) => {
    const known = sources.get(source)?.variants[rule];
    return known !== undefined && variantIn(known.variant) === variant ? [known.atMs] : [];
  });
  return Math.min(event.timeMs, ...given);
}

/** As they were told, and in the order of their ids, so that the same ones are the same text. */
function segmentsIn({ params }: KeptEvent): string[] {
  const ids = params[segmentsParam];
  return typeof ids === "string" ? ids.split(" ").toSorted() : [];
}

function textOf(param: KeptEvent["params"][string] | undefined): string {
  return typeof param === "string" ? param.slice(0, longestDimension).toWellFormed() : "";
}
