import { factsOf } from "../condition/facts-of.ts";
import { referencesOf } from "../condition-references.ts";
import type { Configuration } from "../configuration.ts";
import type { Segment } from "../segment.ts";

/** Results are split by so many of a site's segments, the first of {@link byUse}: each is a row more of everybody's sums. */
export const mostCounted = 12;

/** Those segments first that rules which are switched on ask for, themselves or through other segments. */
export function byUse(configuration: Pick<Configuration, "rules" | "segments" | "lists">): Segment[] {
  const references = referencesOf(configuration);
  const asked = new Set(
    configuration.rules
      .filter(({ on }) => on)
      .flatMap(({ condition }) => [...factsOf(condition, references).segments]),
  );
  return configuration.segments.toSorted((a, b) => Number(asked.has(b.id)) - Number(asked.has(a.id)));
}
