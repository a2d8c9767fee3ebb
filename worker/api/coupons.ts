import type { Context } from "hono";
import { Hono } from "hono/tiny";
import { compileBundle, type Bundle } from "../../model/bundle.ts";
import type { Coupon } from "../../model/coupon/coupon.ts";
import type { Identity } from "../../model/identity/identity.ts";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson, readText } from "../answer/read-json.ts";
import { issueCoupon, ledgerOf, revokeCoupon, stockCodes } from "../coupon/ask-coupon.ts";
import type { Holder, Revoke } from "../coupon/asked.ts";
import { askedOf } from "../coupon/asked-of.ts";
import { readRows, UnreadableFile } from "../import/read-rows.ts";
import { holderOf } from "../intake/holder-of.ts";
import { askedBy } from "../profile/arrival.ts";
import { profileOf } from "../profile/profile-of.ts";
import { recordRefusals } from "../record/record-refusals.ts";
import { configurationOf } from "../store/versions.ts";
import { inTime } from "../wait/in-time.ts";
import { writeAudit } from "./audited.ts";
import type { Api } from "./contract.ts";
import { Codes, Issue, Revoked } from "./contract/coupons.ts";
import { onlyFor } from "./only-for.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";

const deadlineMs = 8000;
const mostBytes = 200_000;

/** Issuing is for those who serve customers too; they may change nothing else. */
export const issueRoutes = new Hono<ApiEnv>().post(
  "/:id/issue",
  onlyFor("owner", "marketer", "care"),
  async (context) => {
    const published = await publishedOrThrow(context);
    const body = await readJson(context.req.raw, 10_000);
    const wanted = demand(Issue, body, "invalid_request", "A coupon is issued to somebody.");
    const answer: Api["POST /coupons/:id/issue?site=:site"]["answer"] = await answered(() =>
      issue(context, published, wanted),
    );
    return context.json(answer);
  },
);

/** What becomes of a coupon's codes. */
export const couponRoutes = new Hono<ApiEnv>()
  .get("/:id/ledger", async (context) => {
    const { coupon, bundle } = await publishedOrThrow(context);
    const name = { site: bundle.site.id, coupon: coupon.id, shards: coupon.shards };
    const answer: Api["GET /coupons/:id/ledger?site=:site"]["answer"] = {
      ledger: await answered(() => ledgerOf(context.env, name)),
    };
    return context.json(answer);
  })
  .post("/:id/codes", async (context) => {
    const { coupon, bundle } = await publishedOrThrow(context);
    if (coupon.pool?.kind !== "imported")
      throw new AnswerError("conflict", "Only a coupon whose pool is imported takes codes.");
    const codes = await codesIn(context.req.raw);
    const asked = askedOf(bundle, coupon, crypto.randomUUID(), Date.now());
    const stocked = await answered(() => stockCodes(context.env, asked, { codes: codes.map(asText) }));
    if (!stocked.ok) throw new AnswerError("conflict", `Codes cannot be added: ${stocked.reason}.`);
    const { added, duplicates, rejected } = stocked;
    const about = aboutOf(coupon);
    await writeAudit(context, { site: bundle.site.id, what: "coupon.codes_added", about, after: { added } });
    const answer: Api["POST /coupons/:id/codes?site=:site"]["answer"] = { added, duplicates, rejected };
    return context.json(answer);
  })
  .post("/:id/revoke", async (context) => {
    const { coupon, bundle } = await publishedOrThrow(context);
    const body = await readJson(context.req.raw, 10_000);
    const wanted = demand(Revoked, body, "invalid_request", "It has to be said what is taken back.");
    const nowMs = Date.now();
    const asked = askedOf(bundle, coupon, crypto.randomUUID(), nowMs);
    const answer: Api["POST /coupons/:id/revoke?site=:site"]["answer"] = await answered(async () => {
      const revoke: Revoke =
        "identities" in wanted
          ? { holder: await holderOrThrow(context.env, bundle.site.id, wanted.identities, nowMs) }
          : wanted;
      const revoked = await revokeCoupon(context.env, asked, revoke);
      return { revoked: revoked.ok ? revoked.revoked : 0 };
    });
    const of = Object.keys(wanted).join();
    await writeAudit(context, {
      site: bundle.site.id,
      what: "coupon.taken_back",
      about: aboutOf(coupon),
      after: { of, units: answer.revoked },
    });
    return context.json(answer);
  });

/** Issues it, and has the person's browsers know. */
async function issue(
  context: Context<ApiEnv>,
  { coupon, bundle }: Published,
  { identities, referredBy }: Issue,
): Promise<Api["POST /coupons/:id/issue?site=:site"]["answer"]> {
  const { env } = context;
  const nowMs = Date.now();
  const site = bundle.site.id;
  const holder = await holderOrThrow(env, site, identities, nowMs);
  const referrer = referredBy === undefined ? undefined : await holderOrThrow(env, site, referredBy, nowMs);
  const asked = askedOf(bundle, coupon, crypto.randomUUID(), nowMs);
  const wish = { holder, ...(referrer === undefined ? {} : { referredBy: referrer }) };
  const issued = await issueCoupon(env, asked, wish);
  if (!issued.ok) {
    const { reason } = issued;
    const refusals = [{ coupon: coupon.id, reason }];
    context.executionCtx.waitUntil(recordRefusals(env.RECORDS, { site, refusals, atMs: nowMs }));
    return { issued: false, reason };
  }
  const { code, expiresAtMs } = issued;
  const visitor = identities.find(({ type }) => type === "visitor")?.value ?? holder.profile;
  const gift = { ...askedBy(bundle), site, visitor, coupon, issued, nowMs };
  await inTime(profileOf(env.PROFILES, site, holder.profile).give(gift), deadlineMs, "A profile");
  await writeAudit(context, {
    site,
    what: "coupon.issued",
    about: { kind: "profile", id: holder.profile, name: "" },
    after: { coupon: coupon.id },
  });
  const expiresAt = expiresAtMs === null ? null : new Date(expiresAtMs).toISOString();
  return { issued: true, code, expiresAt };
}

interface Published {
  coupon: Coupon;
  bundle: Bundle;
}

/** The coupon that the address names, as it is published. */
async function publishedOrThrow(context: Context<ApiEnv>): Promise<Published> {
  const { DB } = context.env;
  const { site, liveVersion } = await siteOrThrow(DB, context.req.query("site"));
  const bundle = compileBundle(liveVersion, site, await configurationOf(DB, site.id, liveVersion));
  const coupon = bundle.configuration.coupons.find(({ id }) => id === context.req.param("id"));
  if (coupon === undefined) throw new AnswerError("not_found", "No such coupon is published on this site.");
  return { coupon, bundle };
}

async function holderOrThrow(
  env: Env,
  site: string,
  identities: readonly Identity[],
  nowMs: number,
): Promise<Holder> {
  const holder = await holderOf(env, site, identities, nowMs);
  if (holder === null) throw new AnswerError("invalid_request", "These identities can be nobody's.");
  return holder;
}

function aboutOf({ id, name }: Coupon) {
  return { kind: "coupon", id, name };
}

/** @throws AnswerError `temporarily_unavailable` where those who know do not answer. */
async function answered<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await inTime(work(), deadlineMs, "A coupon");
  } catch (error) {
    if (error instanceof AnswerError) throw error;
    console.error({ message: "A coupon could not be asked.", error: String(error) });
    throw new AnswerError("temporarily_unavailable", "The coupon does not answer now. Please try again.");
  }
}

/** As JSON, or as CSV with a column `code`. */
async function codesIn(request: Request): Promise<unknown[]> {
  if (!/^text\/csv\b/i.test(request.headers.get("content-type") ?? "")) {
    const body = await readJson(request, mostBytes);
    return demand(Codes, body, "invalid_request", "These are no codes.").codes;
  }
  const codes = rowsOf(await readText(request, mostBytes));
  return demand(Codes, { codes }, "invalid_request", "These are no codes.").codes;
}

function rowsOf(text: string): unknown[] {
  try {
    const plan = { format: "csv", delimiter: ",", columns: { code: "code" } } as const;
    return readRows(text, plan).map((row) => ("cells" in row ? row.cells["code"] : ""));
  } catch (error) {
    if (error instanceof UnreadableFile) throw new AnswerError("invalid_request", error.message);
    throw error;
  }
}

/** What is no text is no code, which is said of each. */
function asText(code: unknown): string {
  return typeof code === "string" ? code : "";
}
