import * as v from "valibot";
import { type Event, EventBatch } from "../../model/event.ts";
import { Snapshot } from "../../model/snapshot.ts";
import { visitorNode } from "../../model/identity/node.ts";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import type { Deciding } from "../decide/compile-rules.ts";
import { type Arrival, askedBy } from "../profile/arrival.ts";
import { type RecordedThere, recordAtProfile } from "../profile/send-to-profile.ts";
import { maySend } from "../recognise/consent.ts";
import { readSnapshot, snapshotCookie } from "../recognise/cookie.ts";
import { isCrawler } from "../recognise/is-crawler.ts";
import { readKeys, type SealingKeys } from "../recognise/seal.ts";
import { visitFacts } from "../recognise/visit-facts.ts";
import { recordExposures } from "../record/record-exposures.ts";
import { recordProfiles } from "../record/record-profiles.ts";
import { liveBundle } from "../store/live-bundle.ts";
import { inTime } from "../wait/in-time.ts";
import { exposureProblem, exposuresAmong } from "./check-exposure.ts";
import { checkEvent, type Said } from "./identify-event.ts";
import { onlyFromShop } from "./only-from-shop.ts";
import type { OwnCall } from "./own-call.ts";
import { previewOf } from "./preview.ts";
import { whoseNow } from "./whose-now.ts";

/** The quota that browsers share among all requests that outlive a page (https://fetch.spec.whatwg.org/#http-network-or-cache-fetch). */
const mostBytes = 64 * 1024;

/** A profile that has not answered by then may have taken the events; sent again, they are known by their ids. */
const deadlineMs = 5000;

/** The batch as a whole; its events are looked at one by one, so that a bad one does not take the others with it. */
const Envelope = v.object({
  ...EventBatch.entries,
  events: v.pipe(v.array(v.unknown()), v.minLength(1), v.maxLength(50)),
});

interface Rejected {
  index: number;
  code: "invalid_event" | "no_proof";
  message: string;
}

/**
 * Takes events from the snippet into the visitor's profile. The reply makes the visitor carry what follows from them,
 * so that the very next page knows. 202 `{accepted, duplicates, rejected}`; 400 where nothing could be taken.
 */
export async function takeEvents(request: Request, env: Env, call: OwnCall): Promise<Response> {
  onlyFromShop(request, "Events are");
  const batch = demand(
    Envelope,
    await readJson(request, mostBytes),
    "invalid_event",
    "This is not a batch of events.",
  );
  const sorted = sort(batch.events, batch.sentAtMs, call.nowMs);
  refuseWhereAllAreBad(sorted);
  const keys = await keysOrThrow(env.COOKIE_KEYS);
  const carried = await readSnapshot(request.headers.get("cookie"), call.site, keys);
  const live = liveBundle(env, call.site, call.nowMs, call.later);
  const deciding = await live.settle();
  if (
    carried === undefined ||
    !maySend(request, carried, live.settings(), call.nowMs) ||
    isCrawler(request) ||
    (await previewOf(request, call.site, env.COOKIE_KEYS, call.nowMs)) !== undefined
  ) {
    throw new AnswerError("no_visitor", "These events belong to nobody we remember.");
  }
  const ofRules = ofLiveRules(sorted, deciding);
  const said = ofRules.events.flatMap(({ event, said: who }) =>
    who === undefined ? [] : [{ event, ...who }],
  );
  const whose = await whoseNow(env, call, carried, said);
  const fit = withoutProblems(ofRules, whose.problems);
  refuseWhereAllAreBad(fit);
  const events = fit.events.map(({ event }) => event);
  const recorded = await toProfile(env, {
    ...askedBy(deciding?.bundle),
    site: call.site,
    profile: whose.profile,
    nodes: whose.nodes,
    source: visitorNode(carried.visitor),
    carried,
    events,
    visit: visitFacts({
      request,
      snapshot: carried,
      timeZone: deciding?.bundle.site.timeZone ?? "UTC",
      nowMs: call.nowMs,
    }),
    nowMs: call.nowMs,
  });
  const fresh = new Set(recorded.acceptedIds);
  const exposures = exposuresAmong(events.filter(({ id }) => fresh.delete(id)));
  call.later(recordExposures(env.RECORDS, { site: call.site, events: exposures, atMs: call.nowMs }));
  call.later(recordProfiles(env.RECORDS, recorded.index));
  const headers = new Headers({ "cache-control": "no-store" });
  headers.append("set-cookie", await snapshotCookie(recorded.snapshot, call.site, keys));
  const { acceptedIds, duplicates } = recorded;
  const answer = { accepted: acceptedIds.length, duplicates, rejected: fit.rejected };
  return Response.json(answer, { status: 202, headers });
}

/** Without keys nobody can be recognised; whoever has events keeps them until there are some. */
async function keysOrThrow(secret: string): Promise<SealingKeys> {
  try {
    return await readKeys(secret);
  } catch (error) {
    console.error({ message: "The keys of visitors' cookies cannot be read.", error: String(error) });
    throw notNow();
  }
}

function notNow(): AnswerError {
  return new AnswerError(
    "temporarily_unavailable",
    "The events could not be taken now. Please send them again.",
  );
}

/** What can be taken, and what cannot; each with its place in the batch. */
interface Sorted {
  events: { index: number; event: Event; said?: Said }[];
  rejected: Rejected[];
}

function sort(inputs: readonly unknown[], sentAtMs: number, nowMs: number): Sorted {
  const sorted: Sorted = { events: [], rejected: [] };
  for (const [index, input] of inputs.entries()) {
    const checked = checkEvent(input);
    // Whatever the sender's clock says, an event happened as long before sending as it says, and not in the future.
    if (checked.ok) {
      const { event } = checked.value;
      const timeMs = Math.min(nowMs, Math.max(0, event.timeMs + nowMs - sentAtMs));
      sorted.events.push({ index, ...checked.value, event: { ...event, timeMs } });
    } else {
      const message = checked.problems.map((problem) => `${problem.path}: ${problem.message}`).join(" ");
      sorted.rejected.push({ index, code: "invalid_event", message });
    }
  }
  return sorted;
}

/** Without what is said of rules that are not live. */
function ofLiveRules({ events, rejected }: Sorted, deciding: Deciding | undefined): Sorted {
  const fit: Sorted = { events: [], rejected: [...rejected] };
  for (const sorted of events) {
    const problem = exposureProblem(sorted.event, deciding);
    if (problem === undefined) fit.events.push(sorted);
    else fit.rejected.push({ index: sorted.index, code: "invalid_event", message: problem });
  }
  return fit;
}

/** Without what says who somebody is, and has no good proof of it. */
function withoutProblems({ events, rejected }: Sorted, problems: ReadonlyMap<string, string>): Sorted {
  const refused = events.flatMap(({ index, event }): Rejected[] => {
    const message = problems.get(event.id);
    return message === undefined ? [] : [{ index, code: "no_proof", message }];
  });
  return {
    events: events.filter(({ event }) => !problems.has(event.id)),
    rejected: [...rejected, ...refused],
  };
}

function refuseWhereAllAreBad({ events, rejected }: Sorted): void {
  if (events.length > 0) return;
  const problems = rejected.map(({ index, code, message }) => ({
    code,
    path: `events[${index}]`,
    message,
  }));
  throw new AnswerError("invalid_event", "None of these events could be taken.", problems);
}

/** What a profile answered to a browser's events. */
interface RecordedHere extends RecordedThere {
  snapshot: Snapshot;
}

async function toProfile(env: Env, arrival: Arrival): Promise<RecordedHere> {
  try {
    const recorded = await inTime(recordAtProfile(env, arrival), deadlineMs, "A profile");
    const { snapshot } = recorded;
    // While a new version is being uploaded, the object may be another one's.
    if (!v.is(Snapshot, snapshot)) throw new Error("Its answer is malformed.");
    return { ...recorded, snapshot };
  } catch (error) {
    console.error({ message: "A profile did not take events; the sender keeps them.", error: String(error) });
    throw notNow();
  }
}
