import { Hono } from "hono/tiny";
import { demand } from "../answer/read-json.ts";
import { listSwitches } from "../store/site-switch.ts";
import { listVersions } from "../store/versions.ts";
import type { Api } from "./contract.ts";
import { Page } from "./contract/page.ts";
import { cursorOf, numberOf } from "./cursor.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";

/** What was published, in pages, and when the site was switched on and off; each with the newest first. */
export const versionRoutes = new Hono<ApiEnv>().get("/", async (context) => {
  const page = demand(Page, context.req.query(), "invalid_request", "There is no such page.");
  const { site } = await siteOrThrow(context.env.DB, context.req.query("site"));
  const before = numberOf(page.after);
  const found = await listVersions(context.env.DB, site.id, { before, limit: page.limit + 1 });
  const shown = found.slice(0, page.limit);
  const versions = shown.map(({ publishedAtMs, ...version }) => ({
    ...version,
    publishedAt: new Date(publishedAtMs).toISOString(),
  }));
  const switches = (await listSwitches(context.env.DB, site.id)).map(({ on, atMs, by }) => ({
    on,
    switchedAt: new Date(atMs).toISOString(),
    switchedBy: by,
  }));
  const next = found.length > shown.length ? cursorOf(shown.at(-1)?.version) : null;
  const answer: Api["GET /versions?site=:site"]["answer"] = { versions, next, switches };
  return context.json(answer);
});
