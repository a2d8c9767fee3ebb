import { applyCoupons, type WholePage } from "../coupon/apply-by-form.ts";
import type { Deciding } from "../decide/compile-rules.ts";
import { decide, type Decisions } from "../decide/decide.ts";
import { profileOf } from "../profile/profile-of.ts";
import { snapshotCookie } from "../recognise/cookie.ts";
import { factsOf, type Visitor } from "../recognise/recognise.ts";
import type { SealingKeys } from "../recognise/seal.ts";
import { record } from "../record/record.ts";
import { changesNothing, rewritePage } from "../rewrite/rewrite.ts";
import { ShopperSession } from "./shop-session.ts";

/** Pages above this are passed on as they are. */
export const mostPageBytes = 8 * 1024 * 1024;

/** One visitor asking for one page. */
export interface PageVisit {
  request: Request;
  env: Env;
  keys: SealingKeys;
  visitor: Visitor;
  deciding: Deciding;
  nowMs: number;
  /** Goes on behind the response. */
  later: (work: Promise<unknown>) => void;
}

/** The shop's page made this visitor's own. @throws where anything fails; the caller has the shop's page still. */
export async function personalise(visit: PageVisit, page: WholePage): Promise<Response> {
  const { request, visitor, deciding, nowMs } = visit;
  const { site } = deciding.bundle;
  const { pathname } = new URL(request.url);
  const decisions = decide(deciding, pathname, factsOf(visitor.snapshot, request.headers, nowMs));
  const holder = grant(visit, decisions);
  const cart = await withCoupons(visit, holder, pathname, page);
  const rewrite = {
    edits: decisions.edits,
    head: site.snippet && visitor.remembered ? `<script async src="${site.prefix}s.js"></script>` : "",
    accent: site.accent,
  };
  const contentType = cart.page.response.headers.get("content-type") ?? "text/html";
  const unchanged = changesNothing(rewrite);
  const bytes = unchanged ? cart.page.bytes : await rewritePage(cart.page.bytes, contentType, rewrite);
  const headers = new Headers(cart.page.response.headers);
  if (!unchanged) for (const name of ofTheOriginalBytes) headers.delete(name);
  for (const cookie of cart.setCookies) headers.append("set-cookie", cookie);
  if (cart.visitor.changed) {
    headers.append("set-cookie", await snapshotCookie(cart.visitor.snapshot, site.id, visit.keys));
  }
  if (decisions.personal || cart.visitor.changed) headers.set("cache-control", "private, no-cache");
  count(visit, decisions);
  return new Response(bytes, { status: cart.page.response.status, headers });
}

/** Headers that speak of the bytes that the shop sent. */
const ofTheOriginalBytes = [
  "etag",
  "last-modified",
  "content-length",
  "accept-ranges",
  "content-md5",
  "digest",
  "content-digest",
];

/** Coupons of the offers on this page belong to the visitor from now on, in the cookie at once and in the profile soon. */
function grant({ env, deciding, visitor, nowMs, later }: PageVisit, decisions: Decisions): Visitor {
  const { snapshot } = visitor;
  const coupons = decisions.coupons.filter(({ id }) => !snapshot.coupons.some((held) => held.id === id));
  if (coupons.length === 0 || !visitor.remembered) return visitor;
  const profile = profileOf(env.PROFILES, deciding.bundle.site.id, snapshot.visitor);
  later(
    logged(
      "A coupon could not be granted.",
      profile.grant(
        coupons.map(({ id, code }) => ({ id, code })),
        nowMs,
      ),
    ),
  );
  const granted = coupons.map(({ id, code }) => ({
    id,
    code,
    state: "held" as const,
    askedTotal: null,
    atMs: nowMs,
  }));
  return { ...visitor, changed: true, snapshot: { ...snapshot, coupons: [...snapshot.coupons, ...granted] } };
}

/** On the cart page, the coupons that the visitor holds are put into the shop's cart before it is shown. */
async function withCoupons(
  visit: PageVisit,
  visitor: Visitor,
  pathname: string,
  page: WholePage,
): Promise<{ page: WholePage; visitor: Visitor; setCookies: readonly string[] }> {
  const { site } = visit.deciding.bundle;
  const { snapshot } = visitor;
  const held = snapshot.coupons;
  if (site.cart === null || site.cart.path !== pathname || held.length === 0 || isPrefetch(visit.request)) {
    return { page, visitor, setCookies: [] };
  }
  const session = new ShopperSession(visit.request, site.origin, mostPageBytes);
  const outcome = await applyCoupons(page, held, site.cart, session, visit.nowMs);
  if (outcome.seen.length === 0) return { page: outcome.page, visitor, setCookies: session.setCookies };
  const profile = profileOf(visit.env.PROFILES, site.id, snapshot.visitor);
  visit.later(
    logged(
      "A coupon's state could not be kept.",
      Promise.all(outcome.seen.map((coupon) => profile.couponSeen(coupon))),
    ),
  );
  const coupons = held.map((coupon) => outcome.seen.find(({ id }) => id === coupon.id) ?? coupon);
  return {
    page: outcome.page,
    visitor: { ...visitor, changed: true, snapshot: { ...snapshot, coupons } },
    setCookies: session.setCookies,
  };
}

/** A page that nobody looks at yet is personal, but does not count. */
function count({ request, env, deciding, nowMs, later }: PageVisit, { rules }: Decisions): void {
  if (rules.length === 0 || isPrefetch(request)) return;
  later(
    record(env.RECORDS, {
      site: deciding.bundle.site.id,
      version: deciding.bundle.version,
      rules,
      atMs: nowMs,
    }),
  );
}

/** https://wicg.github.io/nav-speculation/prefetch.html#sec-purpose-header */
function isPrefetch(request: Request): boolean {
  return (request.headers.get("sec-purpose") ?? request.headers.get("purpose") ?? "").includes("prefetch");
}

async function logged(message: string, work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    console.error({ message, error: String(error) });
  }
}
