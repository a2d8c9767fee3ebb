import { countPage } from "../recognise/count-page.ts";
import { snapshotCookie } from "../recognise/cookie.ts";
import type { ShopPage } from "../share/shop-page.ts";
import { ledCookieAfter } from "./led-cookie.ts";
import { count, decideFor, type PageVisit, remembering } from "./personalise.ts";

/**
 * The redirect that leads this visitor to another page, where a rule does. The shop's answer is not needed for it, and
 * is dropped when it comes.
 * @param begin whose visitor has not seen this page: it is not counted among theirs.
 * @param unneeded the shop's answer, which may still be on its way.
 * @returns `undefined` where they see the page that they ask for, also where anything fails.
 */
export async function ledElsewhere(
  begin: () => PageVisit,
  unneeded: Promise<ShopPage>,
): Promise<Response | undefined> {
  try {
    const visit = begin();
    const { request, visitor, deciding, keys, nowMs, later } = visit;
    const { site, facts } = deciding.bundle;
    // Decided as the page itself will be, where it is shown.
    const { decisions } = decideFor({ ...visit, visitor: countPage(visitor, request, facts, nowMs) });
    if (decisions.redirect === null) return undefined;
    const { snapshot, changed } = remembering(visit, decisions);
    const headers = new Headers({
      location: decisions.redirect.location,
      // Where somebody is led is their own, and nothing to be remembered by anybody.
      "cache-control": "private, no-store",
    });
    if (changed) headers.append("set-cookie", await snapshotCookie(snapshot, site.id, keys));
    const led = await ledCookieAfter(visit, decisions);
    if (led !== undefined) headers.append("set-cookie", led);
    count(visit, decisions);
    later(dropped(unneeded));
    // Not 301: browsers and search engines would keep that for everybody and for ever.
    return new Response(null, { status: 302, headers });
  } catch (error) {
    console.error({ message: "Nobody was led elsewhere.", error: String(error) });
    return undefined;
  }
}

/** Whoever does not read a body says so, or the connection to the shop stays open. */
async function dropped(unneeded: Promise<ShopPage>): Promise<void> {
  const page = await unneeded;
  if (page.shared === undefined) await page.response.body?.cancel();
}
