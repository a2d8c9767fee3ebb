import { Hono } from "hono/tiny";
import { demand, readJson } from "../answer/read-json.ts";
import { sealDebugToken } from "../recognise/debug-token.ts";
import { readKeys } from "../recognise/seal.ts";
import type { Api } from "./contract.ts";
import { WantedDebug } from "./contract/preview.ts";
import { shopAddress } from "./shop-address.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";

/** Makes tokens with which the shop's pages show what happens on them. It changes nothing. */
export const debugRoutes = new Hono<ApiEnv>().post("/", async (context) => {
  const { DB, COOKIE_KEYS } = context.env;
  const body = await readJson(context.req.raw, 10_000);
  const { path } = demand(WantedDebug, body, "invalid_request", "This is no page of the shop.");
  const { site } = await siteOrThrow(DB, context.req.query("site"));
  const token = await sealDebugToken(site.id, await readKeys(COOKIE_KEYS), Date.now());
  const answer: Api["POST /debug?site=:site"]["answer"] = {
    token,
    url: shopAddress(site, path, { ew_debug: token }, new URL(context.req.url)),
  };
  return context.json(answer);
});
