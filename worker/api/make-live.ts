import type { Context } from "hono";
import { nameChanges } from "../../model/configuration-changes.ts";
import { changedCoupons } from "../coupon/changed-coupons.ts";
import { tellTermsOf } from "../coupon/tell-terms-of.ts";
import { audited, type Doing } from "./audited.ts";
import type { Drafted } from "./drafted.ts";
import { publishOrThrow } from "./publish-or-throw.ts";
import type { ApiEnv } from "./signed-in.ts";

/** What is to be live from now on, and what of it the audit says beside the changes. */
interface Wanted extends Pick<Drafted, "site" | "liveVersion" | "live" | "configuration" | "changes"> {
  what: Doing["what"];
  note: string;
  told?: { restored: number };
}

/** Makes a configuration live, and its coupons go by it. @returns the new version. @throws AnswerError as `publishOrThrow`. */
export async function makeLive(context: Context<ApiEnv>, wanted: Wanted): Promise<number> {
  const { site, liveVersion: over, live, configuration, changes, what, note, told } = wanted;
  const publishing = {
    site: site.id,
    what,
    about: { kind: "version", id: String(over + 1), name: note },
    after: { ...told, changes: nameChanges(changes) },
  } as const;
  const by = context.var.user.id;
  const also = [audited(context, publishing)];
  const asked = { site, configuration, over, note, by, nowMs: Date.now(), changes, also };
  const version = await publishOrThrow(context.env, asked);
  const coupons = changedCoupons(live.coupons, configuration.coupons);
  context.executionCtx.waitUntil(tellTermsOf(context.env, { site, version }, coupons));
  return version;
}
