import { Event } from "../event.ts";
import { check, type Problem } from "../problem.ts";
import { commerceProblem } from "./commerce-problem.ts";
import { type Clock, timeOf } from "./event-time.ts";
import { madeToFit } from "./made-to-fit.ts";
import { saidByAddress } from "./said-by-address.ts";
import { IdentifyEvent, type Incoming, type Rejected, ToldEvent } from "./incoming.ts";

/** Of an event as JSON. */
const mostCharacters = 32_768;

/** What can be taken of a batch, and what cannot, each with its place. */
export interface Sorted {
  taken: Incoming[];
  rejected: Rejected[];
}

/**
 * Looks at what a shop's page sent, one by one: a bad event does not take the others with it, and an odd parameter not
 * the event. Nothing throws.
 */
export function checkSeen(inputs: readonly unknown[], clock: Clock): Sorted {
  const { taken, rejected } = sorted(inputs.map(madeToFit), (input, index) => {
    if (nameOf(input) === "identify") return identify(input, index, clock);
    const checked = check(Event, input);
    if (!checked.ok) return invalid(index, checked.problems);
    return fitting({ index, event: checked.value, identities: [], traits: {}, proof: "" }, clock, false);
  });
  return { taken: taken.flatMap((one) => [one, ...searchOf(one)]), rejected };
}

/** Who opens a page of results has searched for something: its address says for what. */
function searchOf({ event, ...rest }: Incoming): Incoming[] {
  if (event.name !== "page_view") return [];
  const { searchTerm } = saidByAddress(event.params["page_location"]);
  if (searchTerm === undefined) return [];
  // By the page's id, so that it too counts once.
  const id = `${event.id.slice(0, 62)}-q`;
  return [{ ...rest, event: { ...event, id, name: "search", params: { search_term: searchTerm } } }];
}

/** The identities and their proof are taken out of the event, so that they are not kept with it. */
function identify(input: unknown, index: number, clock: Clock): Incoming | Rejected {
  const checked = check(IdentifyEvent, input);
  if (!checked.ok) return invalid(index, checked.problems);
  const { identities, proof } = checked.value.params;
  if (identities.length === 0) return noIdentity(index);
  if (proof === "")
    return {
      index,
      code: "no_proof",
      message: "params.proof: Only the shop's server can say who somebody is.",
    };
  return fitting(
    { index, event: { ...checked.value, params: {} }, identities, traits: {}, proof },
    clock,
    false,
  );
}

/** Looks in the same way at what a shop's server, an app or an import told: each event says whose it is. */
export function checkTold(inputs: readonly unknown[], clock: Clock): Sorted {
  return sorted(inputs, (input, index) => {
    const checked = check(ToldEvent, input);
    if (!checked.ok) return invalid(index, checked.problems);
    const { identities, traits, ...event } = checked.value;
    if (identities.length === 0) return noIdentity(index);
    return fitting({ index, event, identities, traits, proof: "" }, clock, true);
  });
}

function sorted(
  inputs: readonly unknown[],
  look: (input: unknown, index: number) => Incoming | Rejected,
): Sorted {
  const looked = inputs.map(look);
  return {
    taken: looked.filter((one) => "event" in one),
    rejected: looked.filter((one) => "code" in one),
  };
}

/** The event with its time by our clock, or why it is not taken. */
function fitting(incoming: Incoming, clock: Clock, isTold: boolean): Incoming | Rejected {
  const { index, event } = incoming;
  if (JSON.stringify(incoming).length > mostCharacters)
    return { index, code: "too_large", message: `An event has at most ${mostCharacters} characters.` };
  const timeMs = timeOf(event.timeMs, clock);
  if (typeof timeMs === "string") return { index, code: timeMs, message: timeMessages[timeMs] };
  const problem = commerceProblem(event, isTold);
  if (problem !== undefined) return { index, code: "invalid_event", message: problem };
  return { ...incoming, event: { ...event, timeMs } };
}

const timeMessages = {
  too_old: "timeMs: This happened too long ago.",
  in_the_future: "timeMs: This has not happened yet.",
};

function noIdentity(index: number): Rejected {
  return { index, code: "no_identity", message: "identities: An event names at least one identity." };
}

/** The first few: an event can be wrong in a thousand places. */
function invalid(index: number, problems: readonly Problem[]): Rejected {
  const sentences = problems.slice(0, 3).map(({ path, message }) => `${path}: ${message}`.slice(0, 300));
  return { index, code: "invalid_event", message: sentences.join(" ") };
}

function nameOf(input: unknown): unknown {
  return typeof input === "object" && input !== null && "name" in input ? input.name : undefined;
}
