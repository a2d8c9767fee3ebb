import { Hono } from "hono/tiny";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import {
  listResultLinks,
  makeResultLink,
  openResultLink,
  type ResultLink,
  revokeResultLink,
} from "../store/result-links.ts";
import { audited, auditedIfChanged } from "./audited.ts";
import type { Api, ResultLink as ShownLink } from "./contract.ts";
import { SharedToken, WantedLink, WantedResult } from "./contract/results.ts";
import { onlyFor } from "./only-for.ts";
import { publishedResult } from "./results.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";

const dayMs = 24 * 60 * 60_000;

/** Links that open one result each. Whoever makes them tells others what a shop earns: viewers do not. */
export const resultLinkRoutes = new Hono<ApiEnv>()
  .use(onlyFor("owner", "marketer"))
  .get("/", async (context) => {
    const { site } = await siteOrThrow(context.env.DB, context.req.query("site"));
    const links = await listResultLinks(context.env.DB, site.id, Date.now());
    const answer: Api["GET /result-links?site=:site"]["answer"] = { links: links.map(shownLink) };
    return context.json(answer);
  })
  .post("/", async (context) => {
    const { DB } = context.env;
    const body = await readJson(context.req.raw, 10_000);
    const wanted = demand(WantedLink, body, "invalid_request", "This is no result that can be shared.");
    const { rule, days, ...part } = wanted;
    const stored = await siteOrThrow(DB, context.req.query("site"));
    // What cannot be shown is not shared.
    const report = await publishedResult(DB, stored, rule, part);
    const { user } = context.var;
    const nowMs = Date.now();
    const { from = "", to = "", by = "", value = "" } = part;
    const shown = { rule, goal: report.goal.goal, from, to, by, value };
    const making = {
      site: stored.site.id,
      name: report.rule.name,
      shown,
      madeAtMs: nowMs,
      madeBy: { id: user.id, name: user.name },
      expiresAtMs: nowMs + days * dayMs,
    };
    const { link, token } = await makeResultLink(DB, making, (made) => [
      audited(context, {
        site: stored.site.id,
        what: "result.shared",
        about: aboutOf(made),
        after: { link: made.id, ...shown, expiresAt: new Date(made.expiresAtMs).toISOString() },
      }),
    ]);
    // Behind #, so that it is in no log and no referrer.
    const url = `${new URL(context.req.url).origin}/shared#${token}`;
    const answer: Api["POST /result-links?site=:site"]["answer"] = { link: shownLink(link), url };
    return context.json(answer, 201);
  })
  .delete("/:id", async (context) => {
    const { site } = await siteOrThrow(context.env.DB, context.req.query("site"));
    const which = { site: site.id, id: context.req.param("id") };
    const link = await revokeResultLink(context.env.DB, which, Date.now(), (known) => [
      auditedIfChanged(context, {
        site: site.id,
        what: "result.unshared",
        about: aboutOf(known),
        before: { link: known.id },
      }),
    ]);
    if (link === undefined) throw new AnswerError("not_found", "This site has no such link.");
    const answer: Api["DELETE /result-links/:id?site=:site"]["answer"] = { link: shownLink(link) };
    return context.json(answer);
  });

/** The one thing that whoever has a link may see, without signing in. */
export const sharedResultRoutes = new Hono<ApiEnv>().post("/", async (context) => {
  const { DB } = context.env;
  const body = await readJson(context.req.raw, 1000);
  const { token } = demand(SharedToken, body, "invalid_request", "A token is needed.");
  const link = await openResultLink(DB, token, Date.now());
  if (link === undefined)
    throw new AnswerError(
      "link_expired",
      "This link is too old, or was taken back. Please ask for a new one.",
    );
  const stored = await siteOrThrow(DB, link.site);
  const { rule, ...shown } = link.shown;
  const part = Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== ""));
  const wanted = demand(WantedResult, part, "invalid_request", "This is no part of a result.");
  const report = await publishedResult(DB, stored, rule, wanted);
  const { name, timeZone } = stored.site;
  const answer: Api["POST /shared-result"]["answer"] = {
    site: { name, timeZone },
    expiresAt: new Date(link.expiresAtMs).toISOString(),
    // What else there is, is not for them.
    report: { ...report, stopped: null, steered: null, uncounted: [] },
  };
  return context.json(answer);
});

function aboutOf({ name, shown }: ResultLink) {
  return { kind: "result", id: shown.rule, name };
}

function shownLink({ id, name, shown, madeBy, ...link }: ResultLink): ShownLink {
  const { rule, goal, from, to, by, value } = shown;
  const at = (ms: number) => new Date(ms).toISOString();
  return {
    id,
    rule: { id: rule, name },
    goal: goal || null,
    from: from || null,
    to: to || null,
    by: by || null,
    value: value || null,
    madeAt: at(link.madeAtMs),
    madeBy,
    expiresAt: at(link.expiresAtMs),
    revokedAt: link.revokedAtMs === null ? null : at(link.revokedAtMs),
  };
}
