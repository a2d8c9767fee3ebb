import type { Purpose } from "../../model/consent/purpose.ts";
import type { Site } from "../../model/site.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { AnswerError } from "../answer/error.ts";
import type { Deciding } from "../decide/compile-rules.ts";
import { keptFor } from "../recognise/consent.ts";
import { readSnapshot } from "../recognise/cookie.ts";
import { isCrawler } from "../recognise/is-crawler.ts";
import { recognise } from "../recognise/recognise.ts";
import { readKeys, type SealingKeys } from "../recognise/seal.ts";
import type { DropReason } from "../record/record-dropped.ts";
import { liveBundle } from "../store/live-bundle.ts";
import type { OwnCall } from "./own-call.ts";
import { previewOf } from "./preview.ts";

/** Counts events that were not taken. */
export type Drop = (reasons: readonly DropReason[]) => void;

/** Whoever sends events, and what there is to look at them by. */
export interface Sender {
  keys: SealingKeys;
  carried: Snapshot;
  /** What they agree to. */
  purposes: readonly Purpose[];
  /** What is live, and the site's settings; `undefined` where that is not known now. */
  deciding: Deciding | undefined;
  settings: Site | undefined;
}

interface Sending {
  request: Request;
  /** The request itself, or on other hosts that of the page which sends it. */
  page: Request;
  /** How many events. */
  count: number;
}

/** @throws AnswerError where these are nobody's events, or where it cannot be known now. */
export async function whoSends(
  { request, page, count }: Sending,
  env: Env,
  call: OwnCall,
  drop: Drop,
): Promise<Sender> {
  const { site, nowMs } = call;
  const keys = await keysOrThrow(env.COOKIE_KEYS);
  const carried =
    page === request
      ? await readSnapshot(request.headers.get("cookie"), site, keys)
      : (await recognise(page, site, keys, nowMs)).snapshot;
  const live = liveBundle(env, site, nowMs, call.later);
  const deciding = await live.settle();
  const settings = live.settings();
  const isPreview = (await previewOf(request, { site, secret: env.COOKIE_KEYS, nowMs })) !== undefined;
  const purposes = carried === undefined ? [] : keptFor(page, carried, settings, nowMs);
  if (carried !== undefined && purposes.length > 0 && !isPreview && !isCrawler(request))
    return { keys, carried, purposes, deciding, settings };
  const reason = isCrawler(request) ? "crawler" : "no_visitor";
  if (!isPreview) drop(Array.from({ length: count }, () => reason));
  throw new AnswerError("no_visitor", "These events belong to nobody we remember.");
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

export function notNow(): AnswerError {
  return new AnswerError(
    "temporarily_unavailable",
    "The events could not be taken now. Please send them again.",
  );
}
