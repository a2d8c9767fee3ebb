import * as v from "valibot";
import { Selector } from "../../model/selector.ts";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import { numberElements } from "../rewrite/number-elements.ts";
import { routeOf } from "../store/routing.ts";
import type { OwnCall } from "./own-call.ts";
import { previewInFrame } from "./preview.ts";
import { readShopPage } from "./read-shop-page.ts";

const Question = v.object({
  /** The page's path and query. */
  page: v.pipe(v.string(), v.startsWith("/"), v.maxLength(2000)),
  selectors: v.pipe(v.array(Selector), v.minLength(1), v.maxLength(20)),
});

/** What the page is asked for with, of what asks about it. */
const passedOn = ["cookie", "user-agent", "accept-language", "cf-connecting-ip"];

/**
 * Says which elements of a page selectors mean at the edge, to whoever edits it: the page is asked for anew, as they get it.
 * 200 `{found}`, for each selector the numbers of its elements, as they stand in the stamps.
 * @throws AnswerError `not_allowed` for everybody else.
 */
export async function findElements(request: Request, env: EdgeEnv, call: OwnCall): Promise<Response> {
  if (request.method !== "POST") throw new AnswerError("method_not_allowed", "Questions are sent by POST.");
  const lock = { site: call.site, secret: env.COOKIE_KEYS, nowMs: call.nowMs };
  if ((await previewInFrame(request, lock))?.frame?.isEdited !== true)
    throw new AnswerError("not_allowed", "This is for whoever edits the page.");
  const body = await readJson(request, 20_000);
  const { page, selectors } = demand(Question, body, "invalid_request", "This is no question about a page.");
  const { bytes, contentType } = await pageOfShop(request, env, page, call);
  const { regions, elements } = numberElements(bytes, contentType, selectors);
  const numbers = new Map(elements.map(({ from, number }) => [from, number]));
  const found = selectors.map((selector) =>
    (regions.get(selector) ?? []).flatMap(({ from }) => numbers.get(from) ?? []),
  );
  return Response.json({ found }, { headers: { "cache-control": "no-store" } });
}

async function pageOfShop(request: Request, env: EdgeEnv, page: string, { nowMs }: OwnCall) {
  const { origin: host, hostname } = new URL(request.url);
  const { origin } = await routeOf(env, hostname, nowMs);
  const headers = passedOn.flatMap((name): [string, string][] => {
    const value = request.headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  // Not resolved: a path that begins with two slashes would lead to another host.
  return readShopPage(headers, new URL(host + page), origin);
}
