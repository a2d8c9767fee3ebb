import { Hono } from "hono/tiny";
import { Site } from "../../model/site.ts";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import { writeRoutes } from "../store/routing.ts";
import { findSite, listSites, saveSite, type StoredSite } from "../store/sites.ts";
import { switchSite } from "../store/site-switch.ts";
import { configurationOf } from "../store/versions.ts";
import { auditedIfChanged } from "./audited.ts";
import type { Api, SiteSummary } from "./contract.ts";
import { Switch } from "./contract/sites.ts";
import { notOver, overOf, preconditionOf, tagOf } from "./precondition.ts";
import { publishOrThrow } from "./publish-or-throw.ts";
import type { ApiEnv } from "./signed-in.ts";

export const siteRoutes = new Hono<ApiEnv>()
  .get("/", async (context) => {
    const answer: Api["GET /sites"]["answer"] = { sites: (await listSites(context.env.DB)).map(summary) };
    return context.json(answer);
  })
  .put("/:id", async (context) => {
    const precondition = preconditionOf(context.req.raw);
    const site = demand(
      Site,
      await readJson(context.req.raw, 100_000),
      "invalid_document",
      "This site cannot be saved.",
    );
    if (site.id !== context.req.param("id"))
      throw new AnswerError("invalid_document", "The site's id is not the address's.");
    const others = (await listSites(context.env.DB)).filter((other) => other.site.id !== site.id);
    const taken = site.hosts.find((host) => others.some((other) => other.site.hosts.includes(host)));
    if (taken !== undefined) throw new AnswerError("conflict", `The host ${taken} belongs to another site.`);
    const before = await findSite(context.env.DB, site.id);
    const saving = {
      site: site.id,
      what: "site.saved",
      about: { kind: "site", id: site.id, name: site.name },
      before: before?.site ?? null,
      after: site,
    } as const;
    const also = [auditedIfChanged(context, saving)];
    if (typeof precondition === "number" && before === undefined) throw notOver(precondition);
    if (!(await saveSite(context.env.DB, site, overOf(precondition), also))) throw notOver(precondition);
    await writeRoutes(context.env.BUNDLES, site, before?.site.hosts ?? []);
    if (before !== undefined && before.liveVersion > 0) {
      // Bundles carry the site; shoppers see its new settings with a new version of what is live already.
      await publishOrThrow(context.env, {
        site,
        configuration: await configurationOf(context.env.DB, site.id, before.liveVersion),
        over: before.liveVersion,
        note: "Settings changed",
        by: context.var.user.id,
        nowMs: Date.now(),
        changes: [],
      });
    }
    const saved = await siteOrThrow(context.env.DB, site.id);
    const answer: Api["PUT /sites/:id"]["answer"] = { site: summary(saved) };
    return context.json(answer, 200, tagOf(saved.revision));
  })
  .post("/:id/switch", async (context) => {
    const { on } = demand(
      Switch,
      await readJson(context.req.raw, 1000),
      "invalid_request",
      "on is true or false.",
    );
    const { DB } = context.env;
    const id = context.req.param("id");
    const turn = { on, atMs: Date.now(), by: context.var.user };
    // Switching off has to work whatever is wrong with the site: neither its name is read nor its document.
    const about = { kind: "site", id, name: "" };
    const turning = { site: id, what: "site.switched", about, before: { on: !on }, after: { on } } as const;
    if (!(await switchSite(DB, id, turn, [auditedIfChanged(context, turning)])))
      throw new AnswerError("not_found", "There is no such site.");
    const answer: Api["POST /sites/:id/switch"]["answer"] = { on };
    return context.json(answer);
  });

/** The site that a call is about. @throws AnswerError `not_found`. */
export async function siteOrThrow(db: D1Database, id: string | undefined): Promise<StoredSite> {
  const site = id === undefined ? undefined : await findSite(db, id);
  if (site === undefined) throw new AnswerError("not_found", "There is no such site. Name one with ?site=.");
  return site;
}

function summary({ site, ...state }: StoredSite): SiteSummary {
  return { ...site, ...state };
}
