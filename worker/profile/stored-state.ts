import type { Event } from "../../model/event.ts";
import { EventLog } from "./event-log.ts";
import type { KeptTrait, ProfileState, Source } from "./state.ts";

/** Sources are named by their numbers in a list: an event is not much longer than a node's name. */
interface StoredState extends Omit<ProfileState, "sources" | "events" | "traits" | "errands"> {
  /** What was written before there were errands has none. */
  errands?: ProfileState["errands"];
  sourceNames: string[];
  sources: [node: number, source: Source][];
  events: [id: string, name: string, timeMs: number, params: Event["params"], sources: number[]][];
  traits: [name: string, value: KeptTrait["value"], timeMs: number, event: string, source: number][];
}

/** The state as text. */
export function textOf(state: ProfileState): string {
  const numbers = new Map<string, number>();
  const numberOf = (node: string) => {
    const number = numbers.get(node) ?? numbers.size;
    numbers.set(node, number);
    return number;
  };
  const stored: StoredState = {
    ...state,
    sources: [...state.sources].map(([node, source]) => [numberOf(node), source]),
    events: state.events.all().map(({ id, name, timeMs, params, sources }) => {
      return [id, name, timeMs, params, sources.map(numberOf)];
    }),
    traits: state.traits.map(({ name, value, timeMs, event, source }) => {
      return [name, value, timeMs, event, numberOf(source)];
    }),
    sourceNames: [],
  };
  stored.sourceNames = [...numbers.keys()];
  return JSON.stringify(stored);
}

/** @param text as {@link textOf} wrote it. */
export function stateOf(text: string): ProfileState {
  const { sourceNames, ...stored } = JSON.parse(text) as StoredState;
  const nodeOf = (number: number) => sourceNames[number] ?? "";
  const events = new EventLog();
  for (const [id, name, timeMs, params, sources] of stored.events)
    events.put({ id, name, timeMs, params, sources: sources.map(nodeOf) });
  return {
    ...stored,
    errands: stored.errands ?? [],
    sources: new Map(stored.sources.map(([number, source]) => [nodeOf(number), source])),
    events,
    traits: stored.traits.map(([name, value, timeMs, event, source]) => {
      return { name, value, timeMs, event, source: nodeOf(source) };
    }),
  };
}
