import { ownProfile } from "../../model/identity/node.ts";
import type { Holder } from "./asked.ts";

/** As many as a profile keeps of anybody. */
const mostMarks = 100;

/** Whatever a person is known by here: a visitor's profile and the visitor's node are one mark. */
export function marksOf({ profile, marks }: Holder): string[] {
  return [...new Set([profile, ...marks.slice(0, mostMarks).map(ownProfile)])];
}

/** Whether two are one person, as far as anybody knows. */
export function isSamePerson(a: Holder, b: Holder): boolean {
  const marks = new Set(marksOf(a));
  return marksOf(b).some((mark) => marks.has(mark));
}
