import type { Identity } from "../../model/identity/identity.ts";
import type { Link } from "../../model/identity/link.ts";
import { byStrength, ownProfile, visitorNode } from "../../model/identity/node.ts";
import { profileOf } from "../profile/profile-of.ts";
import { Recent } from "../../model/recent.ts";
import { inTime } from "../wait/in-time.ts";
import { idOf } from "./id-of.ts";
import { identitiesOf } from "./identities-of.ts";
import { linkOf } from "./link-of.ts";
import { proofProblem } from "./proof.ts";

const deadlineMs = 5000;

/** What a page says of who its visitor is. */
export interface SaidByPage {
  event: { id: string; timeMs: number };
  identities: readonly Identity[];
  /** By the shop's server. */
  proof: string;
}

/** A visitor, as far as it is known whose they are. */
interface Whose {
  visitor: string;
  /** The profile's id, and since when. */
  profile: string;
  profileSinceMs: number;
  session: { startedAtMs: number };
}

export interface LinkedVisitor {
  /** Whose the visitor is now. */
  profile: string;
  /** The node that gave the profile its id, where it was said. */
  nodes: string[];
  /** By event id, what is wrong with its proof. */
  problems: Map<string, string>;
}

/** Whom visitors were lately linked with, by link. */
const known = new Recent<string>(2000);

/**
 * Links a visitor with whom the shop's server says they are: what has no good proof links nothing.
 * Pages say on and on who is logged in. While the visitor stays that person's, that is one link, which can be undone as
 * one, and nothing is asked about it again in that visit; when they come back to somebody, it is another.
 * @throws where it cannot be found out now.
 */
export async function linkVisitor(
  env: Env,
  site: string,
  whose: Whose,
  said: readonly SaidByPage[],
  nowMs: number,
): Promise<LinkedVisitor> {
  const linked: LinkedVisitor = { profile: whose.profile, nodes: [], problems: new Map() };
  for (const { event, identities, proof } of said) {
    const link = await linkWith(env, site, { ...whose, profile: linked.profile }, { event, identities });
    if (known.get(link.id) !== linked.profile) {
      const problem = await proofProblem(env, proof, { site, identities }, nowMs);
      if (problem !== undefined) {
        linked.problems.set(event.id, problem);
        continue;
      }
      // A page may still say so in a browser that was forgotten, or whose person was erased.
      if (await profileOf(env.PROFILES, site, whose.visitor).isForgotten()) continue;
      const linking = identitiesOf(env.IDENTITIES, site).link([link], nowMs);
      const { results } = await inTime(linking, deadlineMs, "The object of identities");
      linked.profile = results[0]?.profile ?? linked.profile;
      known.set(link.id, linked.profile);
    }
    linked.nodes = link.nodes.filter((node) => ownProfile(node) === linked.profile);
  }
  return linked;
}

/** The link of what a page said, with an id that stays the same while it says nothing new. */
async function linkWith(
  env: Env,
  site: string,
  { visitor, profile, profileSinceMs, session }: Whose,
  { event, identities }: Pick<SaidByPage, "event" | "identities">,
): Promise<Link> {
  const said = await linkOf(env, site, { id: event.id, timeMs: event.timeMs, by: "shop", identities });
  const strong = [...said.nodes].sort(byStrength);
  const isTheirs = ownProfile(strong[0] ?? "") === profile;
  const nodes = isTheirs ? strong : [...strong, visitorNode(visitor)].sort(byStrength);
  const id = await idOf([site, ...nodes, profile, profileSinceMs, session.startedAtMs].join("\n"));
  return { ...said, id, nodes };
}
