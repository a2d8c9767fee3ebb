import { Hono } from "hono/tiny";
import { compileBundle } from "../../model/bundle.ts";
import { type HeldCoupon, VisitorId } from "../../model/snapshot.ts";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import { askedBy } from "../profile/arrival.ts";
import { profileOf } from "../profile/profile-of.ts";
import { profileHaving } from "../profile/send-to-profile.ts";
import type { Gift } from "../profile/profile.ts";
import { configurationOf } from "../store/versions.ts";
import { inTime } from "../wait/in-time.ts";
import { writeAudit } from "./audited.ts";
import type { Api } from "./contract.ts";
import { Give } from "./contract/profiles.ts";
import type { ApiEnv } from "./signed-in.ts";
import { siteOrThrow } from "./sites.ts";

const deadlineMs = 8000;

/** What can be done for one person. */
export const profileRoutes = new Hono<ApiEnv>().post("/:visitor/coupons", async (context) => {
  const { DB } = context.env;
  const { site, liveVersion } = await siteOrThrow(DB, context.req.query("site"));
  const id = context.req.param("visitor");
  const visitor = demand(VisitorId, id, "invalid_request", "This is no visitor's id.");
  const body = await readJson(context.req.raw, 1000);
  const wanted = demand(Give, body, "invalid_request", "coupon is the id of a coupon.");
  const configuration = await configurationOf(DB, site.id, liveVersion);
  const coupon = configuration.coupons.find((published) => published.id === wanted.coupon);
  if (coupon === undefined) throw new AnswerError("not_found", "No such coupon is published on this site.");
  const { id: couponId, code } = coupon;
  const asked = askedBy(compileBundle(liveVersion, site, configuration));
  const gift = { ...asked, site: site.id, visitor, coupon: { id: couponId, code }, nowMs: Date.now() };
  const { profile, held } = await give(context.env, gift);
  if (held === null) throw new AnswerError("not_found", "Nobody is known by this visitor's id.");
  await writeAudit(context, {
    site: site.id,
    what: "coupon.given",
    about: { kind: "profile", id: profile, name: "" },
    after: { coupon: couponId },
  });
  const answer: Api["POST /profiles/:id/coupons?site=:site"]["answer"] = { coupon: held };
  return context.json(answer);
});

/** What the profile of a visitor holds now; `null` where nobody is known. */
interface Given {
  profile: string;
  held: HeldCoupon | null;
}

async function give(env: Env, gift: Gift): Promise<Given> {
  try {
    return await inTime(giveNow(env, gift), deadlineMs, "A profile");
  } catch (error) {
    console.error({ message: "A coupon could not be given.", error: String(error) });
    throw new AnswerError("temporarily_unavailable", "The profile does not answer now. Please try again.");
  }
}

async function giveNow(env: Env, gift: Gift): Promise<Given> {
  const profile = await profileHaving(env, gift.site, gift.visitor, gift.nowMs);
  return { profile, held: await profileOf(env.PROFILES, gift.site, profile).give(gift) };
}
