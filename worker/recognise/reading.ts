import type { Purpose } from "../../model/consent/purpose.ts";
import { isTimeZone, localTime, type LocalTime } from "../../model/local-time.ts";
import { once } from "../../model/once.ts";
import type { Session, Snapshot } from "../../model/snapshot.ts";
import { languagesOf } from "./languages.ts";
import { detailsOf, type RequestDetails } from "./place.ts";
import { type UserAgent, userAgentOf } from "./user-agent.ts";

/** Where facts come from. */
export interface Sources {
  request: Request;
  snapshot: Snapshot;
  /** What the visitor agrees to; `null` where that is not known. */
  purposes: readonly Purpose[] | null;
  /** The site's, an IANA name. */
  timeZone: string;
  nowMs: number;
}

/** The sources of facts with what several facts are read from, each worked out at most once, and only when asked for. */
export interface Reading extends Sources {
  session: Session;
  details: RequestDetails;
  url: () => URL;
  agent: () => UserAgent;
  languages: () => readonly string[];
  /** `null` where the time zone is not known. */
  shopTime: () => LocalTime | null;
  visitorTime: () => LocalTime | null;
}

export function readingOf(sources: Sources): Reading {
  const { request, snapshot, timeZone, nowMs } = sources;
  const details = detailsOf(request);
  return {
    ...sources,
    session: snapshot.session,
    details,
    url: once(() => new URL(request.url)),
    agent: once(() => userAgentOf(request.headers)),
    languages: once(() => languagesOf(request.headers.get("accept-language"))),
    shopTime: once(() => timeIn(timeZone, nowMs)),
    visitorTime: once(() => timeIn(details["timezone"], nowMs)),
  };
}

function timeIn(timeZone: unknown, nowMs: number): LocalTime | null {
  return typeof timeZone === "string" && isTimeZone(timeZone) ? localTime(nowMs, timeZone) : null;
}
