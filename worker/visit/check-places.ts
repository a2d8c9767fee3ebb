import { AnswerError } from "../answer/error.ts";
import { findRegions } from "../rewrite/find-regions.ts";
import { beginCheck, type PlaceFinding, saveFindings } from "../store/place-checks.ts";
import { routeOf } from "../store/routing.ts";
import { findSite } from "../store/sites.ts";
import { configurationOf } from "../store/versions.ts";
import type { OwnCall } from "./own-call.ts";
import { type WantedPlace, wantedPlaces } from "./places-of-rules.ts";
import { readShopPage } from "./read-shop-page.ts";
import { inTime } from "../wait/in-time.ts";

/** What is not there by then is too slow for tonight. */
const pageMs = 15_000;
/** Who asks: a program, so that the shop counts no visitor. */
const headers: [string, string][] = [["user-agent", "Edgewise place check (bot)"]];

/**
 * Looks on the shop's pages for what live rules are about, if the jobs have asked for that; else it does nothing, whoever
 * asks. One page after the other is asked for, behind the answer, as the rules see it: without any change.
 */
export async function checkPlaces(request: Request, env: EdgeEnv, call: OwnCall): Promise<Response> {
  if (request.method !== "POST")
    throw new AnswerError("method_not_allowed", "The edge is asked to look by POST.");
  const before = await beginCheck(env.DB, call.site);
  if (before !== undefined) call.later(look(new URL(request.url), env, call, before));
  return new Response(null, { status: 202, headers: { "cache-control": "no-store" } });
}

async function look(
  { origin: host, hostname }: URL,
  env: EdgeEnv,
  { site, nowMs }: OwnCall,
  before: readonly PlaceFinding[],
): Promise<void> {
  const stored = await findSite(env.DB, site);
  if (stored === undefined) return;
  const { origin } = await routeOf(env, hostname, nowMs);
  const known = new Map(before.map((finding) => [keyOf(finding), finding]));
  const findings: (PlaceFinding & Pick<WantedPlace, "isSure">)[] = [];
  for (const [page, wanted] of wantedPlaces(await configurationOf(env.DB, site, stored.liveVersion))) {
    const found = await countOn(new URL(host + page), origin, wanted);
    for (const place of wanted) {
      const last = known.get(keyOf(place));
      const now = found?.get(place.selector) ?? null;
      // A page that did not come says nothing: what was known stays.
      const isLost = now === null ? (last?.isLost ?? false) : now === 0 && (last?.found ?? 0) > 0;
      const wasLost = now === 0 && last?.isLost === true;
      findings.push({ ...place, found: now ?? last?.found ?? null, isLost: isLost || wasLost });
    }
  }
  const neverThere = (place: WantedPlace) =>
    place.isSure &&
    findings.every(
      ({ rule, selector, found, isLost }) =>
        rule !== place.rule || selector !== place.selector || (found === 0 && !isLost),
    );
  const told = findings.map(({ isSure, ...finding }): PlaceFinding => {
    return { ...finding, isLost: finding.isLost || neverThere({ ...finding, isSure }) };
  });
  await saveFindings(env.DB, site, stored.liveVersion, told);
}

/** By selector, how many elements it means; `undefined` where the page cannot be had, or not be read. */
async function countOn(
  url: URL,
  origin: string | null,
  wanted: readonly WantedPlace[],
): Promise<Map<string, number> | undefined> {
  const selectors = [...new Set(wanted.map(({ selector }) => selector))];
  try {
    const { bytes, contentType } = await inTime(readShopPage(headers, url, origin), pageMs, "The shop");
    const { regions } = findRegions(bytes, contentType, selectors);
    return new Map(selectors.map((selector) => [selector, regions.get(selector)?.length ?? 0]));
  } catch {
    return undefined;
  }
}

function keyOf({ rule, page, selector }: Pick<PlaceFinding, "rule" | "page" | "selector">): string {
  return JSON.stringify([rule, page, selector]);
}
