import type { Identity } from "../../model/identity/identity.ts";
import { ownProfile } from "../../model/identity/node.ts";
import { identitiesOf } from "../identity/identities-of.ts";
import { nodeOf } from "../identity/node-of.ts";
import { profileHaving } from "../profile/send-to-profile.ts";

/**
 * The profile of whoever this names, whether or not anything is known of them.
 * @throws where whoever would know does not answer.
 */
export async function whose(
  env: Pick<Env, "PROFILES" | "IDENTITIES" | "IDENTITY_PEPPER">,
  site: string,
  identity: Identity,
  nowMs: number,
): Promise<string> {
  if (identity.type === "visitor") return profileHaving(env, site, identity.value, nowMs);
  const node = await nodeOf(env, site, identity);
  if (identity.type === "customer") return ownProfile(node);
  const [resolved] = await identitiesOf(env.IDENTITIES, site).resolve([node]);
  return resolved?.profile ?? ownProfile(node);
}
