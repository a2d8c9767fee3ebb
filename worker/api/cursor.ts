import * as v from "valibot";
import { AnswerError } from "../answer/error.ts";
import { toBase64Url } from "../recognise/seal.ts";

/** Where a list goes on, as text that says nothing to whoever gets it. */
export function cursorOf(place: unknown): string {
  return toBase64Url(new TextEncoder().encode(JSON.stringify(place)));
}

/** @throws AnswerError where this is no cursor of such a list. */
export function placeOf<S extends v.GenericSchema>(schema: S, cursor: string): v.InferOutput<S> {
  try {
    const bytes = Uint8Array.fromBase64(cursor, { alphabet: "base64url" });
    return v.parse(schema, JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    throw foreignCursor();
  }
}

const Descending = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Where a list of falling numbers goes on: below which; without a cursor, from the greatest. */
export function numberOf(cursor: string | undefined): number {
  return cursor === undefined ? Number.MAX_SAFE_INTEGER : placeOf(Descending, cursor);
}

export function foreignCursor(): AnswerError {
  return new AnswerError("invalid_request", "This cursor is of no such list. Leave it out to begin again.");
}
