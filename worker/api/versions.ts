import { Hono } from "hono";
import { listVersions } from "../store/versions.ts";
import type { Api } from "./contract.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";

/** What was published, the newest first. */
export const versionRoutes = new Hono<ApiEnv>().get("/", async (context) => {
  const { site } = await siteOrThrow(context.env.DB, context.req.query("site"));
  const versions = (await listVersions(context.env.DB, site.id)).map(({ publishedAtMs, ...version }) => ({
    ...version,
    publishedAt: new Date(publishedAtMs).toISOString(),
  }));
  const answer: Api["GET /versions?site=:site"]["answer"] = { versions };
  return context.json(answer);
});
