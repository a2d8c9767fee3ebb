import { Hono } from "hono/tiny";
import { listSwitches } from "../store/site-switch.ts";
import { listVersions } from "../store/versions.ts";
import type { Api } from "./contract.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";

/** What was published, and when the site was switched on and off; each with the newest first. */
export const versionRoutes = new Hono<ApiEnv>().get("/", async (context) => {
  const { site } = await siteOrThrow(context.env.DB, context.req.query("site"));
  const versions = (await listVersions(context.env.DB, site.id)).map(({ publishedAtMs, ...version }) => ({
    ...version,
    publishedAt: new Date(publishedAtMs).toISOString(),
  }));
  const switches = (await listSwitches(context.env.DB, site.id)).map(({ on, atMs, by }) => ({
    on,
    switchedAt: new Date(atMs).toISOString(),
    switchedBy: by,
  }));
  const answer: Api["GET /versions?site=:site"]["answer"] = { versions, switches };
  return context.json(answer);
});
