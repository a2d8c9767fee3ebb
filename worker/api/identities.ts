import type { Context } from "hono";
import { Hono } from "hono/tiny";
import * as v from "valibot";
import { byStrength, isVisitor } from "../../model/identity/node.ts";
import { ProfileId } from "../../model/snapshot.ts";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import type { Identities, Linked } from "../identity/identities.ts";
import { identitiesOf } from "../identity/identities-of.ts";
import { identifySecret } from "../identity/identify-secret.ts";
import { linkOf } from "../identity/link-of.ts";
import { profileOf } from "../profile/profile-of.ts";
import { profileHaving } from "../profile/send-to-profile.ts";
import { rotateIdentifySecret } from "../store/identify-secrets.ts";
import { inTime } from "../wait/in-time.ts";
import { audited, writeAudit } from "./audited.ts";
import type { Api } from "./contract.ts";
import { NewLink } from "./contract/identities.ts";
import { onlyFor } from "./only-for.ts";
import { recentlyProved } from "./recently-proved.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";

const deadlineMs = 8000;
/** While a shop puts a new secret in the place of the old one. */
const overlapMs = 24 * 60 * 60_000;

const LinkId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{8,64}$/));

/** Who is who: why, what did not become one person, and how to undo it. */
export const identityRoutes = new Hono<ApiEnv>()
  .get("/profiles/:id/identities", async (context) => {
    const id = demand(ProfileId, context.req.param("id"), "invalid_request", "This is no profile's id.");
    const answer: Api["GET /profiles/:id/identities?site=:site"]["answer"] = await ask(
      context,
      async (identities, site) => identities.describe(await profileHaving(context.env, site, id, Date.now())),
    );
    return context.json(answer);
  })
  .post("/profiles/:id/links", onlyFor("owner", "care"), async (context) => {
    const id = demand(ProfileId, context.req.param("id"), "invalid_request", "This is no profile's id.");
    const body = await readJson(context.req.raw, 4000);
    const { identity } = demand(NewLink, body, "invalid_request", "This is no identity of a customer.");
    const {
      env,
      var: { user },
    } = context;
    const linked = await ask(context, async (identities, site): Promise<Linked> => {
      const nowMs = Date.now();
      const profile = await profileHaving(env, site, id, nowMs);
      const own = strongest(await profileOf(env.PROFILES, site, profile).nodes());
      if (own === undefined) throw new AnswerError("not_found", "Nobody is known by this id.");
      const said = { id: crypto.randomUUID(), timeMs: nowMs, by: user.id, identities: [identity] };
      const link = await linkOf(env, site, said);
      const { results } = await identities.link([{ ...link, nodes: [own, ...link.nodes] }], nowMs);
      return results[0] ?? { id: said.id, profile };
    });
    if (linked.refused !== undefined) throw new AnswerError("conflict", linked.refused.message);
    const { profile } = linked;
    const { id: site } = (await siteOrThrow(env.DB, context.req.query("site"))).site;
    const about = { kind: "profile", id: profile, name: "" };
    await writeAudit(context, { site, what: "person.linked", about });
    const answer: Api["POST /profiles/:id/links?site=:site"]["answer"] = { profile };
    return context.json(answer);
  })
  .post("/profiles/links/:link/undo", onlyFor("owner", "care"), async (context) => {
    const link = demand(LinkId, context.req.param("link"), "invalid_request", "This is no link's id.");
    const by = context.var.user.id;
    if (!(await ask(context, (identities) => identities.void(link, by, Date.now()))))
      throw new AnswerError("not_found", "There is no such link.");
    const { id: site } = (await siteOrThrow(context.env.DB, context.req.query("site"))).site;
    await writeAudit(context, { site, what: "link.undone", about: { kind: "link", id: link, name: "" } });
    const answer: Api["POST /profiles/links/:link/undo?site=:site"]["answer"] = { undone: true };
    return context.json(answer);
  })
  .get("/reports/identities", async (context) => {
    const answer: Api["GET /reports/identities?site=:site"]["answer"] = await ask(context, (identities) =>
      identities.report(),
    );
    return context.json(answer);
  })
  .post("/sites/:id/identify-secret", onlyFor("owner"), recentlyProved, async (context) => {
    const { DB } = context.env;
    const { site } = await siteOrThrow(DB, context.req.param("id"));
    const making = {
      site: site.id,
      what: "identify_secret.made",
      about: { kind: "site", id: site.id, name: site.name },
    } as const;
    const { generation, overlapUntilMs } = await rotateIdentifySecret(DB, site.id, Date.now(), overlapMs, [
      audited(context, making),
    ]);
    const answer: Api["POST /sites/:id/identify-secret"]["answer"] = {
      secret: await identifySecret(context.env, site.id, generation),
      previousUntil: generation > 1 ? new Date(overlapUntilMs).toISOString() : null,
    };
    return context.json(answer);
  });

/** What a person is known by best; `undefined` where nobody is known. */
function strongest(nodes: readonly string[]): string | undefined {
  return nodes.filter((node) => !isVisitor(node)).toSorted(byStrength)[0] ?? nodes[0];
}

/** Asks whoever knows who is who on the site that the call names. */
async function ask<T>(
  { env, req }: Context<ApiEnv>,
  question: (identities: DurableObjectStub<Identities>, site: string) => Promise<T>,
): Promise<T> {
  const { site } = await siteOrThrow(env.DB, req.query("site"));
  try {
    return await inTime(
      question(identitiesOf(env.IDENTITIES, site.id), site.id),
      deadlineMs,
      "The object of identities",
    );
  } catch (error) {
    if (error instanceof AnswerError) throw error;
    console.error({ message: "Identities could not be asked.", site: site.id, error: String(error) });
    throw new AnswerError("temporarily_unavailable", "Who is who is not known now. Please try again.");
  }
}
