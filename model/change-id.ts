import { fnv1a32 } from "./assignment/fnv1a32.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { Change } from "./change.ts";

/**
 * What a change is called where browsers report of it: the same for the same change, whatever became of the list that
 * it is in; another one as soon as it is edited, since then it is another change. 1 to 7 digits and letters.
 */
export function changeId(change: Change): string {
  return fnv1a32(canonicalJson(change)).toString(36);
}
