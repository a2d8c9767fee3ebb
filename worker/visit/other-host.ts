import * as v from "valibot";
import { AnswerError, errorAnswer, requestIdOf } from "../answer/error.ts";
import { liveBundle } from "../store/live-bundle.ts";
import type { OwnCall } from "./own-call.ts";

/** What a visitor carries on a host that is not ours: as the last answer gave it. */
export const CarriedToken = v.optional(v.pipe(v.string(), v.regex(/^[\w=.-]{0,4000}$/)), "");

/** What takes the place of a cookie there. @param cookie as in `Set-Cookie`. */
export function tokenOf(cookie: string): string {
  return cookie.slice(0, cookie.indexOf(";"));
}

/** How long a browser need not ask again whether it may send. */
const preflightSeconds = 86_400;

/**
 * Answers pages on hosts that Edgewise does not stand before, where the site names them among its `snippetHosts` and the
 * address has the site's id, `?site=`. No cookie of theirs is ever read: browsers send none, or one that others set.
 * Source: https://fetch.spec.whatwg.org/#http-cors-protocol
 * @param take answers; what it throws is an answer that the page may read too.
 * @throws AnswerError `wrong_origin` for any other page.
 */
export async function answerOtherHost(
  request: Request,
  env: Env,
  call: OwnCall,
  take: () => Promise<Response>,
): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const origin = request.headers.get("origin") ?? "";
  const live = liveBundle(env, call.site, call.nowMs, call.later);
  await live.settle();
  const hosts = live.settings()?.snippetHosts ?? [];
  if (searchParams.get("site") !== call.site || !hosts.includes(hostOf(origin)))
    throw new AnswerError("wrong_origin", "This page's host is none of the site's.");
  const response = request.method === "OPTIONS" ? preflight() : await answered(request, take);
  response.headers.set("access-control-allow-origin", origin);
  response.headers.append("vary", "Origin");
  return response;
}

/** True for what a page of another origin sends, or asks whether it may. */
export function isFromOtherHost(request: Request): boolean {
  const origin = request.headers.get("origin");
  return origin !== null && origin !== new URL(request.url).origin;
}

function preflight(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      "access-control-allow-methods": "POST",
      "access-control-allow-headers": "content-type",
      "access-control-max-age": String(preflightSeconds),
    },
  });
}

async function answered(request: Request, take: () => Promise<Response>): Promise<Response> {
  try {
    return await take();
  } catch (error) {
    return errorAnswer(error, requestIdOf(request));
  }
}

function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).hostname : "";
}
