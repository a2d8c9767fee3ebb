import type { Context } from "hono";
import { Hono } from "hono/tiny";
import type * as v from "valibot";
import { checkConfiguration, type Configuration } from "../../model/configuration.ts";
import { type PreviewVisitor, nobodySpecial } from "../../model/preview-visitor.ts";
import type { Problem } from "../../model/problem.ts";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import { type Preview, sealPreview } from "../recognise/preview.ts";
import { newVisitorId } from "../recognise/recognise.ts";
import { readKeys } from "../recognise/seal.ts";
import { configurationFrom, listDrafts } from "../store/drafts.ts";
import type { StoredSite } from "../store/sites.ts";
import { configurationOf } from "../store/versions.ts";
import type { Api } from "./contract.ts";
import { WantedEdit, WantedPreview } from "./contract/preview.ts";
import { shopAddress } from "./shop-address.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";

/** Makes tokens with which the shop itself shows a preview, and says what a page took. It changes nothing. */
export const previewRoutes = new Hono<ApiEnv>().post("/", async (context) => {
  const { DB } = context.env;
  const body = await readJson(context.req.raw, 10_000);
  const wanted = demand(WantedPreview, body, "invalid_request", "This cannot be previewed.");
  const { variants, drafts } = wanted;
  if ((wanted.as?.profile ?? null) !== null && context.var.user.role === "viewer")
    throw new AnswerError("not_allowed", "Your role may not see what a customer gets.");
  const stored = await siteOrThrow(DB, context.req.query("site"));
  const shown = await configurationToShow(DB, stored, drafts);
  const problems = missingVariants(variants, shown);
  if (problems.length > 0) {
    const message = "Only what is there, and on, can be previewed on the shop.";
    throw new AnswerError("invalid_request", message, problems);
  }
  const frame = wanted.frame ? frameOf(context, false) : null;
  const as = asWhom(wanted);
  return context.json(await opening(context, stored, wanted.path, { forced: variants, drafts, as, frame }));
});

/** Makes tokens with which a page of the shop is shown in a frame to be edited. It changes nothing. */
export const editRoutes = new Hono<ApiEnv>().post("/", async (context) => {
  const body = await readJson(context.req.raw, 10_000);
  const { path } = demand(WantedEdit, body, "invalid_request", "This is no page of the shop.");
  const stored = await siteOrThrow(context.env.DB, context.req.query("site"));
  if (!stored.on) {
    const message = "Edgewise is switched off on this site: its pages cannot be edited now.";
    throw new AnswerError("switched_off", message);
  }
  const frame = frameOf(context, true);
  const as = { ...nobodySpecial, visitor: newVisitorId() };
  return context.json(await opening(context, stored, path, { forced: {}, drafts: null, as, frame }));
});

async function opening(
  context: Context<ApiEnv>,
  { site }: StoredSite,
  path: string,
  preview: Preview,
): Promise<Api["POST /preview?site=:site"]["answer"]> {
  const keys = await readKeys(context.env.COOKIE_KEYS);
  const token = await sealPreview(preview, site.id, keys, Date.now());
  const parameter = preview.frame === null ? "ew_preview" : "ew_frame";
  return { token, url: shopAddress(site, path, { [parameter]: token }, new URL(context.req.url)) };
}

/** The dashboard that was asked, and by whom. */
function frameOf(context: Context<ApiEnv>, isEdited: boolean): Preview["frame"] {
  return { dashboard: new URL(context.req.url).origin, user: context.var.user.id, isEdited };
}

/** In a frame nobody is themselves: what they do there is no visit of theirs. */
function asWhom({ as, frame }: v.InferOutput<typeof WantedPreview>): Preview["as"] {
  const whom: PreviewVisitor | null = as ?? (frame ? nobodySpecial : null);
  return whom === null ? null : { ...whom, visitor: newVisitorId() };
}

/** What is live, or the drafts with these rules on. @throws AnswerError where the drafts do not fit together. */
async function configurationToShow(
  db: D1Database,
  { site, liveVersion }: StoredSite,
  drafts: readonly string[] | null,
): Promise<Configuration> {
  if (drafts === null) return configurationOf(db, site.id, liveVersion);
  const saved = configurationFrom(await listDrafts(db, site.id));
  const rules = saved.rules.map((rule) => (drafts.includes(rule.id) ? { ...rule, on: true } : rule));
  const checked = checkConfiguration({ ...saved, rules });
  if (!checked.ok)
    throw new AnswerError("cannot_publish", "The drafts do not fit together yet.", checked.problems);
  return checked.value;
}

function missingVariants(forced: Record<string, string>, { rules }: Configuration): Problem[] {
  return Object.entries(forced).flatMap(([id, variant]) => {
    const rule = rules.find((shown) => shown.id === id && shown.on);
    const path = `variants.${id}`;
    if (rule === undefined) return [{ code: "not_found", path, message: "This rule is not live." }];
    if (rule.variants.some((one) => one.id === variant)) return [];
    return [{ code: "not_found", path, message: "This rule has no such variant." }];
  });
}
