import { Hono } from "hono/tiny";
import { VisitorId } from "../../model/snapshot.ts";
import { AnswerError } from "../answer/error.ts";
import { demand } from "../answer/read-json.ts";
import type { Api } from "./contract.ts";
import { Search } from "./contract/profiles.ts";
import { onePerson } from "./one-person.ts";
import { searchPeople } from "./search-people.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";

/** Finding people, and looking at one of them. */
export const peopleRoutes = new Hono<ApiEnv>()
  .get("/", async (context) => {
    const { q, ...page } = demand(Search, context.req.query(), "invalid_request", "This is no search.");
    const { site } = await siteOrThrow(context.env.DB, context.req.query("site"));
    const search = { site: site.id, query: q, ...page };
    const answer: Api["GET /profiles?site=:site"]["answer"] = await searchPeople(context.env, search);
    return context.json(answer);
  })
  .get("/:id", async (context) => {
    const site = await siteOrThrow(context.env.DB, context.req.query("site"));
    const id = demand(VisitorId, context.req.param("id"), "invalid_request", "This is no profile's id.");
    const profile = await onePerson(context.env, site, id);
    if (profile === null) throw new AnswerError("not_found", "Nobody is known by this id.");
    const answer: Api["GET /profiles/:id?site=:site"]["answer"] = { profile };
    return context.json(answer);
  });
