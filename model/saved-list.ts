import * as v from "valibot";
import { Identifier, Name } from "./identifier.ts";

/** What a list may hold: texts as a condition compares them, and numbers. */
const Entry = v.union(
  [
    v.pipe(v.string(), v.maxLength(200, "An entry has at most 200 characters.")),
    v.pipe(v.number(), v.finite()),
  ],
  "An entry is text or a number.",
);

/** Values that conditions ask for by the list's id with `$inGroup` and `$notInGroup`. */
export const SavedList = v.object({
  id: Identifier,
  name: Name,
  values: v.pipe(v.array(Entry), v.maxLength(10_000, "A list has at most 10,000 entries.")),
});
export type SavedList = v.InferOutput<typeof SavedList>;
