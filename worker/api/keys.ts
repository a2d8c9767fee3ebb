import { Hono } from "hono/tiny";
import { NewKey } from "../../model/api-key.ts";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import { createKey, listKeys, revokeKey } from "../store/api-keys.ts";
import type { ApiKey } from "../../model/api-key.ts";
import { audited, auditedIfChanged } from "./audited.ts";
import type { Api } from "./contract.ts";
import { onlyFor } from "./only-for.ts";
import { recentlyProved } from "./recently-proved.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";

/** Whoever has a key can send events of anybody: only owners give them out, and no key makes another. */
export const keyRoutes = new Hono<ApiEnv>()
  .use(onlyFor("owner"))
  .get("/", async (context) => {
    const { site } = await siteOrThrow(context.env.DB, context.req.query("site"));
    const answer: Api["GET /keys?site=:site"]["answer"] = { keys: await listKeys(context.env.DB, site.id) };
    return context.json(answer);
  })
  .post("/", recentlyProved, async (context) => {
    const { site } = await siteOrThrow(context.env.DB, context.req.query("site"));
    const body = await readJson(context.req.raw, 10_000);
    const wanted = demand(NewKey, body, "invalid_request", "This is no key that can be made.");
    const { id } = context.var.user;
    const answer: Api["POST /keys?site=:site"]["answer"] = await createKey(
      context.env.DB,
      { ...wanted, site: site.id },
      id,
      Date.now(),
      (key) => [
        audited(context, {
          site: site.id,
          what: "key.made",
          about: aboutOf(key),
          after: { scopes: key.scopes },
        }),
      ],
    );
    return context.json(answer, 201);
  })
  .delete("/:id", async (context) => {
    const { site } = await siteOrThrow(context.env.DB, context.req.query("site"));
    const which = { site: site.id, id: context.req.param("id") };
    const key = await revokeKey(context.env.DB, which, Date.now(), (known) => [
      auditedIfChanged(context, { site: site.id, what: "key.revoked", about: aboutOf(known) }),
    ]);
    if (key === undefined) throw new AnswerError("not_found", "This site has no such key.");
    const answer: Api["DELETE /keys/:id?site=:site"]["answer"] = { key };
    return context.json(answer);
  });

function aboutOf({ id, name }: ApiKey) {
  return { kind: "key", id, name };
}
