import { mergeSnapshots } from "../../model/merge-snapshots.ts";
import type { Visitor } from "../recognise/recognise.ts";
import { mayHaveNews } from "../store/announced-news.ts";
import type { LiveBundle } from "../store/live-bundle.ts";
import { type Look, type Looking, lookForSnapshot } from "../store/snapshots.ts";

/**
 * Begins to look whether somebody else than the visitor's own browser changed what is known of them. Of whom no profile
 * has ever written there can be nothing, and mostly nothing is announced either, so most pages cost no look. The code of a
 * coupon that they were given comes that way.
 */
export function lookForNews(
  looking: Looking,
  { snapshot, remembered }: Visitor,
  { checked }: Pick<LiveBundle, "checked">,
  nowMs: number,
): Look | undefined {
  const awaitsCode = snapshot.coupons.some(({ code, state }) => code === null && state === "held");
  if (!remembered || (snapshot.version === 0 && !awaitsCode)) return undefined;
  const isWorthIt = checked.then(() => mayHaveNews(looking.site, snapshot, nowMs));
  return lookForSnapshot(looking, snapshot, isWorthIt);
}

/** The visitor with what the look has found so far, which they carry from now on. */
export function withNews(visitor: Visitor, look: Look | undefined): Visitor {
  const news = look?.soFar();
  if (news === undefined) return visitor;
  return { ...visitor, changed: true, snapshot: mergeSnapshots(visitor.snapshot, news) };
}
