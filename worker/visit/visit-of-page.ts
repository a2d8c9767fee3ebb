import { AnswerError } from "../answer/error.ts";
import { withConsent } from "../recognise/consent.ts";
import { countPage } from "../recognise/count-page.ts";
import { recognise } from "../recognise/recognise.ts";
import { readKeys } from "../recognise/seal.ts";
import { liveBundle } from "../store/live-bundle.ts";
import { within } from "../wait/within.ts";
import { isDebugged } from "./debug.ts";
import { lookForNews, withNews } from "./news.ts";
import type { OwnCall } from "./own-call.ts";
import type { PageVisit } from "./personalise.ts";
import { previewOf, timedPreview } from "./preview.ts";
import { isPageOfSite } from "./spam.ts";
import { Timing } from "./timing.ts";

/** A page has the shop's server to wait for meanwhile; here somebody waits for nothing else. */
const newsMs = 30;

/** A page that asks what its visitor gets. */
interface Asking {
  request: Request;
  /** The request that the page would have been. */
  page: Request;
  /** Whether it is one more page of theirs. */
  isCounted: boolean;
}

/**
 * The visit to a page that we did not make.
 * @returns `undefined` where nothing is live.
 * @throws AnswerError where the page is none of the site's.
 */
export async function visitOfPage(
  { request, page, isCounted }: Asking,
  env: Env,
  { site, nowMs, later }: OwnCall,
): Promise<PageVisit | undefined> {
  const live = liveBundle(env, site, nowMs, later);
  const keys = await readKeys(env.COOKIE_KEYS);
  const lock = { site, secret: env.COOKIE_KEYS, nowMs };
  const [recognised, preview, debugged] = await Promise.all([
    recognise(page, site, keys, nowMs),
    previewOf(page, lock),
    isDebugged(page, lock),
  ]);
  const works: Promise<unknown>[] = [];
  const looking = { bundles: env.BUNDLES, keys, site, later: (work: Promise<unknown>) => works.push(work) };
  const look = lookForNews(looking, recognised, live, nowMs);
  const looked = Promise.all(works);
  later(looked);
  const [deciding] = await Promise.all([live.settle(), within(looked, newsMs)]);
  if (!isPageOfSite(page.url, new URL(request.url).hostname, live.settings()))
    throw new AnswerError("wrong_origin", "This page is none of the site's.");
  if (deciding === undefined) return undefined;
  const { bundle } = deciding;
  const known = withConsent(withNews(recognised, look), page, bundle.site, nowMs);
  const isOneMore = isCounted && preview === undefined;
  return {
    request: page,
    url: new URL(page.url),
    env,
    keys,
    visitor: isOneMore ? countPage(known, page, bundle.facts, nowMs) : known,
    deciding,
    nowMs,
    isDebugged: debugged,
    later,
    ...timedPreview(preview, new Timing()),
  };
}
