import { AnswerError } from "../answer/error.ts";

/** What somebody who changes something knows of it: its revision, that it is new, or they did not say. */
export type Precondition = number | "new" | "unsaid";

/** Proxies that compress an answer mark its tag as weak; whoever sends it back means this revision all the same. */
const tag = /^(?:W\/)?"(\d{1,15})"$/;

/**
 * Reads `If-Match` with one tag, or `If-None-Match: *`. Source: RFC 9110, 13.1.
 * @throws AnswerError where it is neither, such as `If-Match: *`: whoever changes something says what they have seen.
 */
export function preconditionOf({ headers }: Request): Precondition {
  const [match, noneMatch] = [headers.get("if-match"), headers.get("if-none-match")];
  if (match === null && noneMatch === null) return "unsaid";
  const [, revision] = tag.exec(match ?? "") ?? [];
  if (noneMatch === null && revision !== undefined) return Number(revision);
  if (match === null && noneMatch === "*") return "new";
  throw new AnswerError(
    "invalid_request",
    'If-Match names one revision, as in "7"; for something new there is If-None-Match: *.',
  );
}

/** The revision that a save is over; 0 for something new. What is there is not replaced by whoever has not seen it. */
export function overOf(precondition: Precondition): number {
  return typeof precondition === "number" ? precondition : 0;
}

/** Why nothing was saved or deleted. */
export function notOver(precondition: Precondition): AnswerError {
  if (precondition === "unsaid")
    return new AnswerError(
      "precondition_required",
      "This is there already. Say in If-Match which revision you change.",
    );
  if (precondition === "new") return new AnswerError("changed_meanwhile", "This is there already.");
  return new AnswerError("changed_meanwhile", "Somebody else changed or removed this meanwhile.");
}

/** The tag of a revision, as an answer tells it. */
export function tagOf(revision: number): { etag: string } {
  return { etag: `"${revision}"` };
}
