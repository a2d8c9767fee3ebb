import { Hono } from "hono/tiny";
import type { Coupon } from "../../model/coupon/coupon.ts";
import { type Configuration, kinds } from "../../model/configuration.ts";
import { changeWarnings } from "../../model/change-warnings.ts";
import { redirectWarnings } from "../../model/redirect-warnings.ts";
import { ruleWarnings } from "../../model/rule-warnings.ts";
import { demand, readJson } from "../answer/read-json.ts";
import { tellTerms } from "../coupon/ask-coupon.ts";
import { askedOf } from "../coupon/asked-of.ts";
import { inTurns } from "../intake/in-turns.ts";
import { configurationFrom, listDrafts, replaceDrafts } from "../store/drafts.ts";
import { configurationOf } from "../store/versions.ts";
import { inTime } from "../wait/in-time.ts";
import { audited } from "./audited.ts";
import type { Api, PendingChange } from "./contract.ts";
import { Publish } from "./contract/publish.ts";
import { sameDocument } from "./documents.ts";
import { publishOrThrow } from "./publish-or-throw.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";

/** Coupons that are told at the same time. */
const atOnce = 5;
/** Cloudflare lets one request ask only so many others. */
const mostTold = 200;
const deadlineMs = 5000;

/** What waits to go live, making it live, and going back to what is live. */
export const publishRoutes = new Hono<ApiEnv>()
  .get("/", async (context) => context.json(await pending(context.env.DB, context.req.query("site"))))
  .post("/", async (context) => {
    const { site, liveVersion } = await siteOrThrow(context.env.DB, context.req.query("site"));
    const { note } = demand(
      Publish,
      await readJson(context.req.raw, 2000),
      "invalid_request",
      "A note is text.",
    );
    const configuration = configurationFrom(await listDrafts(context.env.DB, site.id));
    const live = await configurationOf(context.env.DB, site.id, liveVersion);
    const by = context.var.user.id;
    const publishing = {
      site: site.id,
      what: "bundle.published",
      about: { kind: "version", id: String(liveVersion + 1), name: note },
      after: { changes: differencesOf(configuration, live) },
    } as const;
    const also = [audited(context, publishing)];
    const what = { site, configuration, over: liveVersion, note, by, nowMs: Date.now(), also };
    const version = await publishOrThrow(context.env, what);
    // One that is not live may have been before.
    const changed = configuration.coupons.filter(
      (coupon) => !live.coupons.some((before) => sameDocument(before, coupon)),
    );
    context.executionCtx.waitUntil(tellChanged(context.env, { site, version }, changed));
    const answer: Api["POST /publish?site=:site"]["answer"] = { version };
    return context.json(answer);
  })
  .delete("/", async (context) => {
    const { DB } = context.env;
    const { site, liveVersion } = await siteOrThrow(DB, context.req.query("site"));
    const live = await configurationOf(DB, site.id, liveVersion);
    const documents = kinds.flatMap((kind) =>
      live[kind].map((document) => ({ kind, id: document.id, document })),
    );
    const drafts = configurationFrom(await listDrafts(DB, site.id));
    const discarding = {
      site: site.id,
      what: "drafts.discarded",
      about: { kind: "version", id: String(liveVersion), name: "" },
      before: { changes: differencesOf(drafts, live) },
    } as const;
    await replaceDrafts(DB, site.id, documents, context.var.user.id, Date.now(), [
      audited(context, discarding),
    ]);
    return context.json(await pending(DB, site.id));
  });

/** Tells coupons' objects by what they go now; whoever asks one tells it too. Never rejects. */
async function tellChanged(
  env: Env,
  bundle: Parameters<typeof askedOf>[0],
  coupons: readonly Coupon[],
): Promise<void> {
  await inTurns(coupons.slice(0, mostTold), atOnce, async (coupon) => {
    try {
      await inTime(
        tellTerms(env, askedOf(bundle, coupon, crypto.randomUUID(), Date.now())),
        deadlineMs,
        "A coupon",
      );
    } catch (error) {
      console.error({
        message: "A coupon was not told its new terms.",
        coupon: coupon.id,
        error: String(error),
      });
    }
  });
}

async function pending(
  db: D1Database,
  id: string | undefined,
): Promise<Api["GET /publish?site=:site"]["answer"]> {
  const { site, liveVersion } = await siteOrThrow(db, id);
  const live = await configurationOf(db, site.id, liveVersion);
  const drafts = configurationFrom(await listDrafts(db, site.id));
  return {
    changes: differencesOf(drafts, live),
    warnings: [
      ...ruleWarnings(drafts, site.timeZone, Date.now()),
      ...redirectWarnings(drafts, site.hosts),
      ...changeWarnings(drafts.rules),
    ],
    liveVersion,
  };
}

function differencesOf(drafts: Configuration, live: Configuration): PendingChange[] {
  return kinds.flatMap((kind) => differences(kind, drafts[kind], live[kind]));
}

function differences(
  kind: PendingChange["kind"],
  drafts: readonly { id: string; name: string }[],
  live: readonly { id: string; name: string }[],
): PendingChange[] {
  const edited = drafts.flatMap((draft): PendingChange[] => {
    const published = live.find(({ id }) => id === draft.id);
    if (published !== undefined && sameDocument(draft, published)) return [];
    return [{ kind, id: draft.id, name: draft.name, what: published === undefined ? "added" : "changed" }];
  });
  const removed = live
    .filter(({ id }) => !drafts.some((draft) => draft.id === id))
    .map(({ id, name }): PendingChange => ({ kind, id, name, what: "removed" }));
  return [...edited, ...removed];
}
