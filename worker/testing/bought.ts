import { env } from "cloudflare:workers";
import * as v from "valibot";
import { Identity } from "../../model/identity/identity.ts";
import { nodeOf } from "../identity/node-of.ts";
import { askedBy } from "../profile/arrival.ts";
import { profileOf } from "../profile/profile-of.ts";

/** How often somebody has bought, and for how much, as they are known by one identity. */
export async function bought(site: string, type: string, value: string): Promise<[number, number]> {
  const node = await nodeOf(env, site, v.parse(Identity, { type, value }));
  const resolved = await env.IDENTITIES.get(env.IDENTITIES.idFromName(site)).resolve([node]);
  const { profile } = resolved[0]!;
  const known = await profileOf(env.PROFILES, site, profile).recall({
    ...askedBy(undefined),
    counters: [],
    wanted: ["orders", "lifetimeValue"],
    visitor: profile,
    nowMs: Date.now(),
  });
  return [known?.facts.orders ?? 0, known?.facts.lifetimeValue ?? 0];
}
