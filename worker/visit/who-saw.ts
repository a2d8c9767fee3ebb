import type { Event } from "../../model/event.ts";
import { gatherFacts } from "../recognise/facts.ts";
import type { Sources } from "../recognise/reading.ts";

/** Of a campaign's source, which anybody can write into a link. */
const longestSource = 40;

/**
 * The events, each exposure among them with what is known of who saw it, so that results can be told apart by that, where that
 * may be measured. Beside its rule and variant it says nothing else, whatever its sender wrote there.
 */
export function withWhoSaw(events: readonly Event[], sources: Sources): readonly Event[] {
  if (!events.some(isExposure)) return events;
  const who = sources.purposes?.includes("measurement") === true ? whoSaw(sources) : {};
  return events.map((event) => {
    if (!isExposure(event)) return event;
    const { rule, variant } = event.params;
    return {
      ...event,
      params: { rule, ...(variant === undefined ? {} : { variant }), ...who } as Event["params"],
    };
  });
}

function whoSaw(sources: Sources): object {
  const { behaviour: _behaviour, ...known } = gatherFacts(
    ["device", "visitor", "country", "source"],
    sources,
  );
  const source = (known.source ?? "direct").slice(0, longestSource).toWellFormed();
  return Object.fromEntries(Object.entries({ ...known, source }).filter(([, value]) => value !== null));
}

/** An offer that had waited is seen when it is shown. */
function isExposure({ name }: Event): boolean {
  return name === "ew_exposed" || name === "ew_triggered";
}
