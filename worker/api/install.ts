import { Hono } from "hono/tiny";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import type { Api } from "./contract.ts";
import { WantedLook } from "./contract/install.ts";
import { frontPage, lookAt, mayLookAt } from "./look-at-page.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";

/** Whether a shop has what Edgewise needs. */
export const installRoutes = new Hono<ApiEnv>().post("/:id/look", async (context) => {
  const { page } = demand(
    WantedLook,
    await readJson(context.req.raw, 2000),
    "invalid_request",
    "This is no page to look at.",
  );
  const { site } = await siteOrThrow(context.env.DB, context.req.param("id"));
  const sight = { site, dashboard: new URL(context.req.url) };
  const address = page === null ? frontPage(sight) : new URL(page);
  if (!mayLookAt(sight, address))
    throw new AnswerError("wrong_origin", "This page is on none of the shop's own hosts.");
  const answer: Api["POST /sites/:id/look"]["answer"] = { look: await lookAt(sight, address) };
  return context.json(answer);
});
