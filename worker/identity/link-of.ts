import { hintOf } from "../../model/identity/hint-of.ts";
import type { Identity } from "../../model/identity/identity.ts";
import type { Link } from "../../model/identity/link.ts";
import { nodeOf } from "./node-of.ts";

/** Somebody who said that these identities are one person's. */
export interface Said extends Pick<Link, "id" | "timeMs" | "by"> {
  identities: readonly Identity[];
}

/** The link of what was said, with hints in the place of values. */
export async function linkOf(
  env: Pick<Env, "IDENTITY_PEPPER">,
  site: string,
  { id, timeMs, by, identities }: Said,
): Promise<Link> {
  const nodes = await Promise.all(identities.map((identity) => nodeOf(env, site, identity)));
  const hints = nodes.flatMap((node, index) => {
    const identity = identities[index];
    return identity === undefined || identity.type === "visitor" ? [] : [[node, hintOf(identity)]];
  });
  return { id, timeMs, by, nodes, hints: Object.fromEntries(hints) as Record<string, string> };
}
