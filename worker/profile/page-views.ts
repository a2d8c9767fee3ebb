import type { Snapshot } from "../../model/snapshot.ts";
import { longestPath } from "../recognise/recognise.ts";
import type { LoggedEvent } from "./logged-event.ts";

/** The `page_view` events that a profile has. */
export interface PageViews {
  ever: number;
  inVisit: number;
  latest: LoggedEvent | undefined;
}

/**
 * A page is counted as it is served and again as its event arrives, and either may miss it: without scripts there is no
 * event, a page that scripts put together is never served, and a late reply brings back an older cookie. So the larger
 * number is the right one.
 */
export function withPageViews(snapshot: Snapshot, { ever, inVisit, latest }: PageViews): Snapshot {
  const { session } = snapshot;
  const pages = Math.max(session.pages, inVisit);
  const pagesViewed = Math.max(snapshot.pagesViewed, ever);
  const path = latest?.params["page_path"];
  const isNews = latest !== undefined && latest.timeMs > session.pageAtMs && typeof path === "string";
  if (!isNews) return { ...snapshot, pagesViewed, session: { ...session, pages } };
  const page = path.slice(0, longestPath);
  const previousPage = page === session.page ? session.previousPage : session.page;
  return {
    ...snapshot,
    pagesViewed,
    session: { ...session, pages, page, pageAtMs: latest.timeMs, previousPage },
  };
}
