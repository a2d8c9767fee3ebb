import { purposes } from "../../model/consent/purpose.ts";
import type { Site } from "../../model/site.ts";
import { newSession, newSnapshot, type Snapshot } from "../../model/snapshot.ts";
import type { Deciding } from "../decide/compile-rules.ts";
import { askedBy } from "../profile/arrival.ts";
import { profileOf } from "../profile/profile-of.ts";
import type { Preview } from "../recognise/preview.ts";
import { longestPath, type Visitor } from "../recognise/recognise.ts";
import { inTime } from "../wait/in-time.ts";

type Persona = NonNullable<Preview["as"]>;

const dayMs = 24 * 60 * 60_000;
const deadlineMs = 2000;

/** A page that is asked for as somebody else. */
interface Asking {
  profiles: Env["PROFILES"];
  site: Site["id"];
  deciding: Deciding;
  path: string;
  nowMs: number;
}

/**
 * As whom a preview is seen. Nothing of it is kept: the browser goes on carrying what it carries, and coupons, which
 * would be put into the cart of whoever looks, are left out.
 */
export async function personaOf(as: Persona, asking: Asking): Promise<Visitor> {
  const known = as.profile === null ? null : await recalled(as.profile, as, asking);
  const snapshot = known === null ? madeUp(as, asking) : { ...known, session: sessionOf(as, asking) };
  return {
    snapshot: { ...snapshot, coupons: [] },
    changed: false,
    remembered: true,
    purposes,
    forgets: false,
    refuses: false,
  };
}

function madeUp(as: Persona, asking: Asking): Snapshot {
  const firstSeenAtMs = as.visit === "returning" ? asking.nowMs - 30 * dayMs : asking.nowMs;
  return newSnapshot(as.visitor, firstSeenAtMs, sessionOf(as, asking));
}

/** A visit that begins with this page; whoever returns was here a week ago. */
function sessionOf({ visit, profile, source, medium, campaign }: Persona, { nowMs, path }: Asking) {
  const isReturning = visit === "returning" || profile !== null;
  return newSession(nowMs, {
    number: isReturning ? 2 : 1,
    previousVisitAtMs: isReturning ? nowMs - 7 * dayMs : null,
    source: source ?? "direct",
    medium: medium ?? "none",
    campaign: campaign ?? "",
    landingPage: path.slice(0, longestPath),
    pages: 1,
    page: path.slice(0, longestPath),
  });
}

/** What is known of a profile; `null` where nothing is, or where it does not answer. */
async function recalled(
  profile: string,
  { visitor }: Persona,
  { profiles, site, deciding, nowMs }: Asking,
): Promise<Snapshot | null> {
  try {
    const asked = { ...askedBy(deciding.bundle), visitor, nowMs };
    return await inTime(profileOf(profiles, site, profile).recall(asked), deadlineMs, "A profile");
  } catch (error) {
    console.error({ message: "Nobody could be recalled for a preview.", site, error: String(error) });
    return null;
  }
}

/** What browsers on each kind of device say of themselves. */
const agents = {
  mobile:
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
  tablet:
    "Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/604.1",
  desktop:
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
};

/** The request as it would come from their device. */
export function requestAs({ device }: Persona, request: Request): Request {
  if (device === null) return request;
  const headers = new Headers(request.headers);
  const hints = [...headers.keys()].filter((name) => name.startsWith("sec-ch-ua"));
  for (const name of hints) headers.delete(name);
  headers.set("user-agent", agents[device]);
  return new Request(request, { headers });
}
