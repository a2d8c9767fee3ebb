import type { Context } from "hono";
import { Hono } from "hono/tiny";
import { purposesOf } from "../../model/consent/consent-state.ts";
import type { Site } from "../../model/site.ts";
import { ProfileId } from "../../model/snapshot.ts";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import { copyOf } from "../erase/copy-of.ts";
import { beginErasure, carryOut } from "../erase/erase-person.ts";
import { whoIs } from "../erase/who-is-who.ts";
import { profileOf } from "../profile/profile-of.ts";
import { type Erasure, findErasure } from "../store/erasures.ts";
import { inTime } from "../wait/in-time.ts";
import { writeAudit } from "./audited.ts";
import type { Api, ErasureReceipt } from "./contract.ts";
import { Choice } from "./contract/rights.ts";
import { onlyFor } from "./only-for.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";

/** Whoever asks waits so long; an erasure goes on behind, and by the queue. */
const deadlineMs = 10_000;

/** What there is about a person is not for all who may look. */
const mayHandlePeople = onlyFor("owner", "care");
/** Nobody brings back what was erased. */
const mayErase = onlyFor("owner");

/** What people may ask of whoever holds something about them: a copy, to be forgotten, and another choice. */
export const rightsRoutes = new Hono<ApiEnv>()
  .get("/:profile/export", mayHandlePeople, async (context) => {
    const { site, profile } = await personOf(context);
    const copy = await inTime(copyOf(context.env, site.id, profile), deadlineMs, "A profile");
    const found = known(copy);
    await writeAudit(context, { site: site.id, what: "person.exported", about: person(profile) });
    return new Response(found, {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": `attachment; filename="${site.id}-${profile}.json"`,
      },
    });
  })
  .post("/:profile/consent", mayHandlePeople, async (context) => {
    const { site, profile: id } = await personOf(context);
    const body = await readJson(context.req.raw, 1000);
    const { state, notice } = demand(Choice, body, "invalid_request", "This says nothing about consent.");
    const consent = {
      purposes: purposesOf(state),
      atMs: Date.now(),
      by: `user:${context.var.user.id}`,
      gpc: false,
      notice: notice ?? site.consentNotice,
    };
    const told = whoIs(context.env, site.id, id).then(async ({ profile }) =>
      (await profileOf(context.env.PROFILES, site.id, profile).choose(consent)) ? profile : undefined,
    );
    const profile = known(await inTime(told, deadlineMs, "A profile"));
    await writeAudit(context, { site: site.id, what: "consent.written", about: person(profile) });
    const answer: Api["POST /profiles/:id/consent?site=:site"]["answer"] = { consent };
    return context.json(answer);
  })
  .delete("/:profile", mayErase, async (context) => {
    const { site, profile } = await personOf(context);
    const wish = { site: site.id, profile, by: context.var.user.id, nowMs: Date.now() };
    const begun = known(await beginErasure(context.env, wish));
    // An erasure outlives whom it was about: the deed is about that, and not about the person.
    if (begun.requestedAtMs === wish.nowMs)
      await writeAudit(context, {
        site: site.id,
        what: "person.erased",
        about: { kind: "erasure", id: begun.id, name: "" },
      });
    const work = carryOut(context.env, begun.id).catch((error: unknown) => {
      console.error({ message: "An erasure goes on later.", error: String(error) });
      return begun;
    });
    context.executionCtx.waitUntil(work);
    const erasure = (await inTime(work, deadlineMs, "An erasure").catch(() => undefined)) ?? begun;
    const answer: Api["DELETE /profiles/:id?site=:site"]["answer"] = { erasure: receiptOf(erasure) };
    return context.json(answer, erasure.doneAtMs === null ? 202 : 200);
  });

/** What became of an erasure. */
export const erasureRoutes = new Hono<ApiEnv>().get("/:id", mayErase, async (context) => {
  const { site } = await siteOrThrow(context.env.DB, context.req.query("site"));
  const { erasure } = (await findErasure(context.env.DB, context.req.param("id"))) ?? {};
  if (erasure?.site !== site.id) throw new AnswerError("not_found", "There is no such erasure.");
  const answer: Api["GET /erasures/:id?site=:site"]["answer"] = { erasure: receiptOf(erasure) };
  return context.json(answer);
});

function person(profile: string) {
  return { kind: "profile", id: profile, name: "" };
}

/** Whom a call is about. @throws AnswerError where that cannot be. */
async function personOf(context: Context<ApiEnv, "/:profile">): Promise<{ site: Site; profile: string }> {
  const { site } = await siteOrThrow(context.env.DB, context.req.query("site"));
  const id = context.req.param("profile");
  return { site, profile: demand(ProfileId, id, "invalid_request", "This is no profile's id.") };
}

function known<T>(found: T | undefined): T {
  if (found === undefined) throw new AnswerError("not_found", "Nobody is known by this profile's id.");
  return found;
}

function receiptOf({ requestedAtMs, doneAtMs, ...erasure }: Erasure): ErasureReceipt {
  return {
    ...erasure,
    requestedAt: new Date(requestedAtMs).toISOString(),
    doneAt: doneAtMs === null ? null : new Date(doneAtMs).toISOString(),
  };
}
