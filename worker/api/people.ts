import { Hono } from "hono/tiny";
import { ProfileId, VisitorId } from "../../model/snapshot.ts";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import type { Api } from "./contract.ts";
import { Page } from "./contract/page.ts";
import { AskedWhy, Search } from "./contract/profiles.ts";
import { explainPerson } from "./explain-person.ts";
import { onePerson } from "./one-person.ts";
import { pastOf } from "./past-of.ts";
import { listPeople, searchPeople } from "./search-people.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";

/** Finding people, and looking at one of them. Some of it is asked by POST, but nothing changes anything. */
export const peopleRoutes = new Hono<ApiEnv>()
  .get("/", async (context) => {
    const page = demand(Page, context.req.query(), "invalid_request", "This is no such list.");
    const { site } = await siteOrThrow(context.env.DB, context.req.query("site"));
    const answer: Api["GET /profiles?site=:site"]["answer"] = await listPeople(context.env, {
      site: site.id,
      ...page,
    });
    return context.json(answer);
  })
  .post("/search", async (context) => {
    const page = demand(Page, context.req.query(), "invalid_request", "This is no such list.");
    const body = await readJson(context.req.raw, 4000);
    const { q } = demand(Search, body, "invalid_request", "This is no search.");
    const { site } = await siteOrThrow(context.env.DB, context.req.query("site"));
    const search = { site: site.id, query: q, ...page };
    const answer: Api["POST /profiles/search?site=:site"]["answer"] = await searchPeople(context.env, search);
    return context.json(answer);
  })
  .get("/:id", async (context) => {
    const site = await siteOrThrow(context.env.DB, context.req.query("site"));
    const id = demand(VisitorId, context.req.param("id"), "invalid_request", "This is no profile's id.");
    const profile = await onePerson(context.env, site, id);
    if (profile === null) throw new AnswerError("not_found", "Nobody is known by this id.");
    const answer: Api["GET /profiles/:id?site=:site"]["answer"] = { profile };
    return context.json(answer);
  })
  .get("/:id/events", async (context) => {
    const page = demand(Page, context.req.query(), "invalid_request", "This is no such list.");
    const { site } = await siteOrThrow(context.env.DB, context.req.query("site"));
    const id = demand(ProfileId, context.req.param("id"), "invalid_request", "This is no profile's id.");
    const answer: Api["GET /profiles/:id/events?site=:site"]["answer"] = await pastOf(
      context.env,
      site.id,
      id,
      page,
    );
    return context.json(answer);
  })
  .post("/:id/explain", async (context) => {
    const site = await siteOrThrow(context.env.DB, context.req.query("site"));
    const id = demand(ProfileId, context.req.param("id"), "invalid_request", "This is no profile's id.");
    const body = await readJson(context.req.raw, 200_000);
    const { conditions } = demand(AskedWhy, body, "invalid_request", "These are no conditions.");
    const explained = await explainPerson(context.env, site, { id, conditions });
    if (explained === null) throw new AnswerError("not_found", "Nobody is known by this id.");
    const answer: Api["POST /profiles/:id/explain?site=:site"]["answer"] = { explained };
    return context.json(answer);
  });
