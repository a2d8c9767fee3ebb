import type { Context } from "hono";
import type { Scope } from "../../model/api-key.ts";
import { AnswerError } from "../answer/error.ts";
import { holderOf, type KeyHolder, keyWasUsed } from "../store/api-keys.ts";
import type { ApiEnv } from "./signed-in.ts";

/** Of the form `Bearer ew_…`, whose token is 256 bits in base64url. */
const bearer = /^Bearer (ew_[A-Za-z0-9_-]{43})$/i;

/** The part of the API that each scope opens: of coupons, what becomes of their codes, and not what they are. */
const parts: Readonly<Record<Scope, RegExp>> = {
  events: /^events(\/|$)/,
  decide: /^decide(\/|$)/,
  profiles: /^profiles(\/|$)/,
  import: /^imports(\/|$)/,
  export: /^exports(\/|$)/,
  coupons: /^coupons\/[^/]+\/[^/]/,
  results: /^reports\/results(\/|$)/,
};
/** They are asked about a site in the body, which they check themselves. */
const siteInBody = /^(events|decide)(\/|$)/;

/** True where the caller shows a key, good or not: then no session counts. */
export function showsKey({ headers }: Request): boolean {
  return /^bearer /i.test(headers.get("authorization") ?? "");
}

/**
 * Who calls with a key, where it opens what they ask for. That it was used is written down at most once an hour.
 * @throws AnswerError `invalid_key`, or `not_allowed` for another part of the API or another site.
 */
export async function keyHolder({ req, env, executionCtx }: Context<ApiEnv>): Promise<KeyHolder> {
  const nowMs = Date.now();
  const secret = bearer.exec(req.header("authorization") ?? "")?.[1];
  const holder = secret === undefined ? undefined : await holderOf(env.DB, secret, nowMs);
  if (holder === undefined) throw new AnswerError("invalid_key", "This key opens nothing, or not any more.");
  const part = req.path.split("/").slice(3).join("/");
  if (!holder.scopes.some((scope) => parts[scope].test(part)))
    throw new AnswerError("not_allowed", "This key is not for this part of the API.");
  // An address can name sites twice, and in more than one way of writing.
  const sites = req.queries("site") ?? [];
  for (const site of sites) onlyItsSite(holder, site);
  if (sites.length === 0 && !siteInBody.test(part)) onlyItsSite(holder, undefined);
  if (holder.isUnwritten) executionCtx.waitUntil(keyWasUsed(env.DB, holder.id, nowMs));
  return holder;
}

/** A key opens one site. @throws AnswerError `not_allowed` where that is another one. */
export function onlyItsSite(key: KeyHolder | undefined, site: string | undefined): void {
  if (key !== undefined && key.site !== site)
    throw new AnswerError("not_allowed", "This key is another site's.");
}
