import type { Event } from "../../model/event.ts";
import { gatherFacts } from "../recognise/facts.ts";
import type { Sources } from "../recognise/reading.ts";

/** Of a campaign's source, which anybody can write into a link. */
const longestSource = 40;

/**
 * The events with those that follow from them: an offer that had waited is seen when it is shown. Each exposure has what is known
 * of who saw it, so that results can be told apart by that. Beside its rule and variant it says nothing else, whatever its sender
 * wrote there.
 */
export function withWhoSaw(events: readonly Event[], sources: Sources): readonly Event[] {
  const all = sources.purposes?.includes("measurement")
    ? events.flatMap((event) => [event, ...exposureBy(event)])
    : events;
  if (!all.some(isExposure)) return events;
  const { behaviour: _behaviour, ...known } = gatherFacts(
    ["device", "visitor", "country", "source"],
    sources,
  );
  const source = (known.source ?? "direct").slice(0, longestSource).toWellFormed();
  const who = Object.fromEntries(Object.entries({ ...known, source }).filter(([, value]) => value !== null));
  return all.map((event) => {
    const { rule, variant } = event.params;
    return isExposure(event) ? { ...event, params: { rule, variant, ...who } as Event["params"] } : event;
  });
}

function exposureBy(event: Event): Event[] {
  if (event.name !== "ew_triggered" || event.params["variant"] === undefined) return [];
  // By its id, so that it too counts once.
  return [{ ...event, id: `${event.id.slice(0, 62)}-x`, name: "ew_exposed" }];
}

function isExposure({ name }: Event): boolean {
  return name === "ew_exposed";
}
