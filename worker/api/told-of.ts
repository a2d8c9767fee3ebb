import type { Configuration, Kind } from "../../model/configuration.ts";

/** What the audit is told of a document: of a list's entries, which may be shoppers' addresses, how many there are. */
export function toldOf(document: Configuration[Kind][number]): object {
  return "values" in document ? { ...document, values: document.values.length } : document;
}
