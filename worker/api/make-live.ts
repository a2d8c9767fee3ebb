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
  /** Which version it is made of. */
  restored?: number;
}

/** Makes a configuration live, and its coupons go by it. @returns the new version. @throws AnswerError as `publishOrThrow`. */
export async function makeLive(context: Context<ApiEnv>, wanted: Wanted): Promise<number> {
  const { site, liveVersion: over, live, configuration, changes, what, note, restored } = wanted;
  const version = await publishOrThrow(context.env, {
    ...wanted,
    over,
    by: context.var.user.id,
    nowMs: Date.now(),
    also: [
      audited(context, {
        site: site.id,
        what,
        about: { kind: "version", id: String(over + 1), name: note },
        after: { restored, changes: nameChanges(changes) },
      }),
    ],
  });
  const coupons = changedCoupons(live.coupons, configuration.coupons);
  context.executionCtx.waitUntil(tellTermsOf(context.env, { site, version }, coupons));
  return version;
}
