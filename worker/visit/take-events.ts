import * as v from "valibot";
import type { Purpose } from "../../model/consent/purpose.ts";
import type { Event } from "../../model/event.ts";
import { isExposureName } from "../../model/exposure-event.ts";
import { checkSeen, type Sorted } from "../../model/events/check-incoming.ts";
import { browserClock } from "../../model/events/event-time.ts";
import type { Incoming, Rejected } from "../../model/events/incoming.ts";
import { visitorNode } from "../../model/identity/node.ts";
import { Snapshot } from "../../model/snapshot.ts";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import { type Arrival, askedBy } from "../profile/arrival.ts";
import { type RecordedThere, recordAtProfile } from "../profile/send-to-profile.ts";
import { keptFor } from "../recognise/consent.ts";
import { forgettingCookie, snapshotCookie } from "../recognise/cookie.ts";
import { fits } from "../recognise/fitted.ts";
import { newVisitor } from "../recognise/recognise.ts";
import { visitFacts } from "../recognise/visit-facts.ts";
import { recordHeard } from "../record/record.ts";
import { recordDropped } from "../record/record-dropped.ts";
import { recordExposures } from "../record/record-exposures.ts";
import { recordProfiles } from "../record/record-profiles.ts";
import { knowSnapshot } from "../store/snapshots.ts";
import { inTime } from "../wait/in-time.ts";
import { exposureProblem, exposuresAmong } from "./check-exposure.ts";
import { answerOtherHost, CarriedToken, isFromOtherHost, tokenOf } from "./other-host.ts";
import type { OwnCall } from "./own-call.ts";
import { pageOfEvents } from "./page-of-events.ts";
import { isFromElsewhere, isOneTooMany, uncount } from "./spam.ts";
import { type Drop, notNow, type Sender, whoSends } from "./who-sends.ts";
import { whoseNow } from "./whose-now.ts";
import { withWhoSaw } from "./who-saw.ts";
import { withShownCoupons } from "./with-shown-coupons.ts";

/** The quota that browsers share among all requests that outlive a page (https://fetch.spec.whatwg.org/#http-network-or-cache-fetch). */
const mostBytes = 64 * 1024;

/** As many as the snippet keeps. */
const mostEvents = 200;

/** A profile that has not answered by then may have taken the events; sent again, they are known by their ids. */
const deadlineMs = 5000;

/** The batch as a whole; its events are looked at one by one, so that a bad one does not take the others with it. */
const Envelope = v.object({
  events: v.pipe(v.array(v.unknown()), v.minLength(1), v.maxLength(mostEvents)),
  /** The sender's clock when it sent, so that a wrong clock can be corrected. */
  sentAtMs: v.pipe(v.number(), v.integer(), v.minValue(0)),
  visitor: CarriedToken,
});

/**
 * Takes events from the snippet into the visitor's profile. The reply makes the visitor carry what follows from them,
 * so that the very next page knows: by the cookie, or on hosts that are not ours by a token that the snippet keeps and
 * sends with the next events. 202 `{accepted, duplicates, rejected, visitor?}`; 400 where nothing could be taken.
 */
export async function takeEvents(request: Request, env: Env, call: OwnCall): Promise<Response> {
  if (isFromOtherHost(request))
    return answerOtherHost(request, env, call, () => take(request, env, call, true));
  return take(request, env, call, false);
}

async function take(request: Request, env: Env, call: OwnCall, isOtherHost: boolean): Promise<Response> {
  if (request.method !== "POST") throw new AnswerError("method_not_allowed", "Events are sent by POST.");
  const body = await readJson(request, mostBytes);
  const batch = demand(Envelope, body, "invalid_event", "This is not a batch of events.");
  const { site, nowMs } = call;
  const drop: Drop = (reasons) =>
    call.later(recordDropped(env.RECORDS, { site, source: "page", reasons, atMs: nowMs }));
  const sorted = checkSeen(batch.events, browserClock(nowMs, batch.sentAtMs));
  refuseWhereAllAreBad(sorted, drop);
  const page = isOtherHost ? pageOfEvents(request, sorted.taken, batch.visitor) : request;
  const sender = await whoSends({ request, page, count: batch.events.length }, env, call, drop);
  const possible = without(sorted, problemsOf(request, call, sender));
  const { visitor } = sender.carried;
  const sentAgain = (reason: unknown): never => {
    uncount(site, visitor, nowMs, possible.taken.length);
    throw reason;
  };
  const said = possible.taken.filter(({ identities }) => identities.length > 0);
  const whose = await whoseNow(env, call, sender.carried, said).catch(sentAgain);
  const fit = without(possible, ({ event }) => problem("no_proof", whose.problems.get(event.id)));
  refuseWhereAllAreBad(fit, drop);
  const agreed = without(fit, ({ event }) => measuringProblem(event, sender.purposes));
  const from = {
    request,
    snapshot: sender.carried,
    purposes: sender.purposes,
    timeZone: sender.deciding?.bundle.site.timeZone ?? "UTC",
    nowMs,
  };
  const events = withWhoSaw(
    agreed.taken.map(({ event }) => event),
    from,
  );
  const recorded = await toProfile(env, {
    ...askedBy(sender.deciding?.bundle),
    site,
    profile: whose.profile,
    nodes: whose.nodes,
    source: visitorNode(visitor),
    carried: withShownCoupons(sender.carried, events, sender.deciding, nowMs),
    events,
    visit: visitFacts(from),
    nowMs,
  }).catch(sentAgain);
  uncount(site, visitor, nowMs, recorded.duplicates);
  tell(env, call, agreed, recorded);
  if (sender.purposes.includes("measurement")) {
    const noting = recordHeard(env.RECORDS, site, nowMs);
    if (noting !== undefined) call.later(noting);
  }
  drop(agreed.rejected.map(({ code }) => code));
  const answer = {
    accepted: recorded.acceptedIds.length,
    duplicates: recorded.duplicates,
    rejected: agreed.rejected.toSorted((a, b) => a.index - b.index),
  };
  const cookie = await cookieAfter(recorded, page, sender, call);
  return isOtherHost
    ? taken({ ...answer, visitor: tokenOf(cookie) })
    : taken(answer, { "set-cookie": cookie });
}

/** What the visitor carries from now on. Who was erased is somebody new, who has agreed to nothing yet. */
async function cookieAfter(
  recorded: RecordedHere,
  page: Request,
  { keys, settings }: Sender,
  { site, nowMs }: OwnCall,
): Promise<string> {
  if (recorded.isErased !== true) {
    if (!fits(recorded.snapshot)) knowSnapshot(site, recorded.snapshot);
    return snapshotCookie(recorded.snapshot, site, keys);
  }
  const somebody = newVisitor(new Request(new URL("/", page.url)), nowMs);
  const mayBeKept = keptFor(page, somebody, settings, nowMs).length > 0;
  return mayBeKept ? snapshotCookie(somebody, site, keys) : forgettingCookie;
}

/** What follows from what was recorded, behind the answer. */
function tell(env: Env, call: OwnCall, { taken: incoming }: Sorted, recorded: RecordedHere): void {
  const fresh = new Set(recorded.acceptedIds);
  const events = incoming.map(({ event }) => event).filter(({ id }) => fresh.delete(id));
  const exposures = { site: call.site, events: exposuresAmong(events), atMs: call.nowMs };
  call.later(recordExposures(env.RECORDS, exposures));
  call.later(recordProfiles(env, recorded.index));
}

type Problem = Pick<Rejected, "code" | "message">;

function problem(code: Problem["code"], message: string | undefined): Problem | undefined {
  return message === undefined ? undefined : { code, message };
}

/** What measures a visitor is not kept where they did not agree to that. */
function measuringProblem({ name }: Event, purposes: readonly Purpose[]): Problem | undefined {
  if (purposes.includes("measurement") || !isExposureName(name)) return undefined;
  return problem("no_consent", "The visitor has not agreed to measurement.");
}

/** What is wrong with events that have the right form, by who sends them and what is live. */
function problemsOf(
  request: Request,
  { site, nowMs }: OwnCall,
  { carried, deciding, settings }: Sender,
): (incoming: Incoming) => Problem | undefined {
  const host = new URL(request.url).hostname;
  return (incoming) => {
    if (isOneTooMany(site, carried.visitor, nowMs)) return problem("spam", "No person does so much at once.");
    if (isFromElsewhere(incoming, host, settings))
      return problem("spam", "params.page_location: This page is none of the shop's.");
    return problem("invalid_event", exposureProblem(incoming.event, deciding));
  };
}

function taken(answer: object, headers: Record<string, string> = {}): Response {
  return Response.json(answer, { status: 202, headers: { "cache-control": "no-store", ...headers } });
}

/** Without those that `problemOf` refuses. */
function without(
  { taken: incoming, rejected }: Sorted,
  problemOf: (incoming: Incoming) => Problem | undefined,
): Sorted {
  const fit: Sorted = { taken: [], rejected: [...rejected] };
  for (const one of incoming) {
    const found = problemOf(one);
    if (found === undefined) fit.taken.push(one);
    else fit.rejected.push({ index: one.index, ...found });
  }
  return fit;
}

function refuseWhereAllAreBad({ taken: incoming, rejected }: Sorted, drop: Drop): void {
  if (incoming.length > 0) return;
  drop(rejected.map(({ code }) => code));
  const problems = rejected.map(({ index, code, message }) => ({
    code,
    path: `events[${index}]`,
    message,
  }));
  throw new AnswerError("invalid_event", "None of these events could be taken.", problems);
}

/** What a profile answered to a browser's events. */
type RecordedHere = Omit<RecordedThere, "snapshot" | "isErased"> &
  ({ isErased?: never; snapshot: Snapshot } | { isErased: true });

async function toProfile(env: Env, arrival: Arrival): Promise<RecordedHere> {
  try {
    const recorded = await inTime(recordAtProfile(env, arrival), deadlineMs, "A profile");
    const { snapshot, isErased, ...known } = recorded;
    // Part of it may be of somebody who had this browser before.
    if (isErased === true && snapshot === null) return { ...known, isErased };
    // While a new version is being uploaded, the object may be another one's.
    if (!v.is(Snapshot, snapshot)) throw new Error("Its answer is malformed.");
    return { ...known, snapshot };
  } catch (error) {
    console.error({ message: "A profile did not take events; the sender keeps them.", error: String(error) });
    throw notNow();
  }
}
