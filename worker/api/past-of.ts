import * as v from "valibot";
import type { KeptEvent } from "../profile/event-log.ts";
import { askProfile } from "./ask-profile.ts";
import type { Api, PastEvent } from "./contract.ts";
import { cursorOf, placeOf } from "./cursor.ts";

const Place = v.object({
  timeMs: v.pipe(v.number(), v.integer(), v.minValue(0)),
  id: v.pipe(v.string(), v.maxLength(64)),
});

/** What somebody did, the latest first; nothing of whom nothing is known. @throws AnswerError */
export async function pastOf(
  env: Pick<Env, "PROFILES" | "IDENTITIES">,
  site: string,
  id: string,
  { after: cursor, limit }: { after?: string | undefined; limit: number },
): Promise<Api["GET /profiles/:id/events?site=:site"]["answer"]> {
  const after = cursor === undefined ? null : placeOf(Place, cursor);
  const { events, next } = await askProfile(env, { site, id, nowMs: Date.now() }, (profile) =>
    profile.timeline({ after, limit }),
  );
  return { events: events.map(pastEvent), next: next === null ? null : cursorOf(next) };
}

function pastEvent({ id, name, timeMs, params, sources }: KeptEvent): PastEvent {
  return { id, name, at: new Date(timeMs).toISOString(), params, sources: [...sources] };
}
