import { Hono } from "hono/tiny";
import type { Configuration } from "../../model/configuration.ts";
import type { Problem } from "../../model/problem.ts";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import { sealPreview } from "../recognise/preview.ts";
import { readKeys } from "../recognise/seal.ts";
import { configurationOf } from "../store/versions.ts";
import type { Api } from "./contract.ts";
import { WantedPreview } from "./contract/preview.ts";
import { shopAddress } from "./shop-address.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";

/** Makes tokens with which the shop itself shows a preview, and says what a page took. It changes nothing. */
export const previewRoutes = new Hono<ApiEnv>().post("/", async (context) => {
  const { DB, COOKIE_KEYS } = context.env;
  const { variants, path } = demand(
    WantedPreview,
    await readJson(context.req.raw, 10_000),
    "invalid_request",
    "This cannot be previewed.",
  );
  const { site, liveVersion } = await siteOrThrow(DB, context.req.query("site"));
  const problems = missingVariants(variants, await configurationOf(DB, site.id, liveVersion));
  if (problems.length > 0)
    throw new AnswerError("invalid_request", "Only what is live can be previewed on the shop.", problems);
  const token = await sealPreview({ forced: variants }, site.id, await readKeys(COOKIE_KEYS), Date.now());
  const answer: Api["POST /preview?site=:site"]["answer"] = {
    token,
    url: shopAddress(site, path, { ew_preview: token }, new URL(context.req.url)),
  };
  return context.json(answer);
});

function missingVariants(forced: Record<string, string>, { rules }: Configuration): Problem[] {
  return Object.entries(forced).flatMap(([id, variant]) => {
    const rule = rules.find((live) => live.id === id && live.on);
    const path = `variants.${id}`;
    if (rule === undefined) return [{ code: "not_found", path, message: "This rule is not live." }];
    if (rule.variants.some((one) => one.id === variant)) return [];
    return [{ code: "not_found", path, message: "This rule has no such variant." }];
  });
}
