import * as v from "valibot";
import { Change } from "../../model/change.ts";
import type { Edit } from "../decide/compile-rules.ts";
import { rewritePage } from "../rewrite/rewrite.ts";

/** The page after changes as a rule writes them, in the order of their ranks; they insert no offer. */
export function rewritten(html: string, ...changes: object[]): string {
  const bytes = rewrittenBytes(new TextEncoder().encode(html), "utf-8", changes);
  return new TextDecoder().decode(bytes);
}

/** The same for a page in any character set. */
export function rewrittenBytes(page: Uint8Array, charset: string, changes: readonly object[]): Uint8Array {
  const edits = changes.map((change) => v.parse(Change, change) as Edit);
  const facts = { behaviour: { nowMs: 0, sessionStartedAtMs: 0, timesMs: {} } };
  return rewritePage(page, `text/html; charset=${charset}`, { edits, head: "", facts, languages: [] });
}
