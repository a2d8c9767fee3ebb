import type { FactName } from "../../model/facts/catalogue.ts";
import { isPrefetch } from "./is-prefetch.ts";
import { longestPath, type Visitor } from "./recognise.ts";

/** Facts that every page changes. */
const ofPages: readonly FactName[] = ["pagesThisVisit", "pagesViewed", "previousPage"];

/** Whether pages have to be counted, because a live rule asks. */
export function asksForPages(wanted: readonly FactName[]): boolean {
  return ofPages.some((name) => wanted.includes(name));
}

/**
 * Counts the page that the visitor is about to see, so that it is right without scripts too. That takes a new cookie
 * with each page, so only where a live rule asks.
 * @param wanted the facts that live rules read.
 */
export function countPage(
  visitor: Visitor,
  request: Request,
  wanted: readonly FactName[],
  nowMs: number,
): Visitor {
  if (!asksForPages(wanted) || !isLookedAt(request)) return visitor;
  const { snapshot } = visitor;
  const { session } = snapshot;
  const page = new URL(request.url).pathname.slice(0, longestPath);
  return {
    ...visitor,
    changed: visitor.remembered,
    snapshot: {
      ...snapshot,
      lastSeenAtMs: nowMs,
      pagesViewed: snapshot.pagesViewed + 1,
      session: {
        ...session,
        pages: session.pages + 1,
        page,
        pageAtMs: nowMs,
        // Nobody comes from the page that they load again.
        previousPage: page === session.page ? session.previousPage : session.page,
      },
    },
  };
}

/** A page in a frame is a part of another one. */
function isLookedAt(request: Request): boolean {
  return (request.headers.get("sec-fetch-dest") ?? "document") === "document" && !isPrefetch(request);
}
