import { canonicalJson } from "../../model/canonical-json.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A field that is longer as JSON is not written down. */
const mostLetters = 4000;
const mostFields = 60;

/** What differs of two documents, field by field. `null` is one that there was not, or is not any more. */
export interface Difference {
  before: Fields | null;
  after: Fields | null;
}

/** The fields of two documents that are not the same, each in at most 4,000 letters: it has to be kept for long. */
export function differenceOf(before: object | null, after: object | null): Difference {
  const [was, is] = [before, after].map((document): Fields => ({ ...document }));
  const names = [...new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])];
  const changed = names.filter((name) => textOf(was?.[name]) !== textOf(is?.[name])).slice(0, mostFields);
  return {
    before: before === null ? null : picked(was ?? {}, changed),
    after: after === null ? null : picked(is ?? {}, changed),
  };
}

function picked(fields: Fields, names: readonly string[]): Fields {
  const known = names.filter((name) => fields[name] !== undefined);
  return Object.fromEntries(known.map((name) => [name, short(fields[name])]));
}

function short(value: unknown): unknown {
  const { length } = textOf(value);
  return length <= mostLetters ? value : `… (${length} letters)`;
}

function textOf(value: unknown): string {
  return value === undefined ? "" : canonicalJson(value);
}
