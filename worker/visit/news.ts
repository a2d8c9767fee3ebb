import { mergeSnapshots } from "../../model/merge-snapshots.ts";
import type { Visitor } from "../recognise/recognise.ts";
import type { SealingKeys } from "../recognise/seal.ts";
import { type Look, lookForSnapshot } from "../store/snapshots.ts";

/**
 * Begins to look whether somebody else than the visitor's own browser changed what is known of them. Of whom no profile
 * has ever written there can be nothing, so most visitors' first pages cost no look.
 */
export function lookForNews(
  bundles: KVNamespace,
  keys: SealingKeys,
  site: string,
  { snapshot, remembered }: Visitor,
  later: (work: Promise<unknown>) => void,
): Look | undefined {
  if (!remembered || snapshot.version === 0) return undefined;
  return lookForSnapshot(bundles, keys, site, snapshot, later);
}

/** The visitor with what the look has found so far, which they carry from now on. */
export function withNews(visitor: Visitor, look: Look | undefined): Visitor {
  const news = look?.soFar();
  if (news === undefined) return visitor;
  return { ...visitor, changed: true, snapshot: mergeSnapshots(visitor.snapshot, news) };
}
