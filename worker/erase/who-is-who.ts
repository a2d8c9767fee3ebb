import { visitorNode } from "../../model/identity/node.ts";
import type { SeenLink, SeenNode } from "../identity/described.ts";
import { identitiesOf } from "../identity/identities-of.ts";
import { profileHaving } from "../profile/send-to-profile.ts";

type WhoIsWho = Pick<Env, "IDENTITIES" | "PROFILES">;

/** What a person is known by. */
interface KnownAs {
  /** The id of their profile. */
  profile: string;
  /** As people may see them. */
  identities: SeenNode[];
  links: SeenLink[];
}

/** The person behind a profile's or a visitor's id, also where they were made one with somebody since. */
export async function whoIs(env: WhoIsWho, site: string, id: string): Promise<KnownAs> {
  const identities = identitiesOf(env.IDENTITIES, site);
  const [visitor] = await identities.resolve([visitorNode(id)]);
  const profile = await profileHaving(env, site, visitor?.profile ?? id, Date.now());
  const { nodes, links } = await identities.describe(profile);
  return { profile, identities: nodes, links };
}

/** Nothing is known any more of these nodes. */
export async function forgetNodes(
  { IDENTITIES }: WhoIsWho,
  site: string,
  nodes: readonly string[],
): Promise<void> {
  await identitiesOf(IDENTITIES, site).forget(nodes);
}
