import type { ConditionDocument } from "./condition/condition-document.ts";
import { factsOf } from "./condition/facts-of.ts";
import type { Configuration } from "./configuration.ts";

/** What conditions of a configuration refer to by id: the values of lists, and the conditions of segments. */
export interface References {
  groups: Readonly<Record<string, readonly unknown[]>>;
  segments: Readonly<Record<string, ConditionDocument>>;
}

export function referencesOf({ lists, segments }: Pick<Configuration, "lists" | "segments">): References {
  return {
    groups: Object.fromEntries(lists.map(({ id, values }) => [id, values])),
    segments: Object.fromEntries(segments.map(({ id, condition }) => [id, condition])),
  };
}

/** A segment or a list that a condition asks for and that is not there. */
export interface MissingReference {
  kind: "segments" | "lists";
  id: string;
}

/** @returns what a condition refers to, itself or through segments, that is not there. */
export function missingReferences(
  condition: ConditionDocument,
  { groups, segments }: References,
): MissingReference[] {
  const asked = factsOf(condition, { segments });
  return [...missing("segments", asked.segments, segments), ...missing("lists", asked.groups, groups)];
}

function missing(
  kind: MissingReference["kind"],
  ids: ReadonlySet<string>,
  known: object,
): MissingReference[] {
  return [...ids].filter((id) => !Object.hasOwn(known, id)).map((id) => ({ kind, id }));
}
