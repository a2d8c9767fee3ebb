import { isVisitor, ownProfile } from "../../model/identity/node.ts";
import { profileOf } from "../profile/profile-of.ts";
import { toBase64Url } from "../recognise/seal.ts";
import {
  endErasure,
  type Erasure,
  type ErasurePlan,
  erasureOf,
  findErasure,
  keepErasure,
} from "../store/erasures.ts";
import { forgetProfiles } from "../store/forget-profiles.ts";
import { deleteSnapshot } from "../store/snapshots.ts";
import { forgetNodes, whoIs } from "./who-is-who.ts";

/** Sent to the queue, so that an erasure that breaks off is taken up again. */
export interface ErasureRecord {
  type: "erasure";
  id: string;
}

/** Whoever asked for an erasure has mostly ended it by then. */
const takenUpAfterSeconds = 60;
const triedAgainAfterSeconds = 600;

/** Identities that come to a person while they are erased are erased too; so often at most. */
const mostRounds = 5;

/** Who wants whom to be erased. */
export interface ErasureWish {
  site: string;
  profile: string;
  /** A user's id. */
  by: string;
  nowMs: number;
}

/**
 * Begins to erase a person, or goes on where it has begun. Asked again, nothing is done twice.
 * @returns the erasure, to be carried out; one that is done where nothing came of the person since; `undefined` where
 *   nobody is known.
 */
export async function beginErasure(env: Env, wish: ErasureWish): Promise<Erasure | undefined> {
  const { site, by, nowMs } = wish;
  const before = await erasureOf(env.DB, site, wish.profile);
  if (before !== undefined && before.plan !== null) return before.erasure;
  const { profile } = await whoIs(env, site, wish.profile);
  const plan = await planFor(env, site, planOf([wish.profile, profile], []));
  if (plan.nodes.length === 0) return before?.erasure;
  const id = toBase64Url(crypto.getRandomValues(new Uint8Array(16)));
  await keepErasure(env.DB, { id, site, requestedAtMs: nowMs, requestedBy: by }, plan, nowMs);
  await takeUpAfter(env, id, takenUpAfterSeconds);
  return (await findErasure(env.DB, id))?.erasure;
}

/**
 * Erases a person wherever something of theirs is: profiles, identities, the index, KV. Each step may be repeated.
 * @returns the receipt. @throws where a step fails: then it has to be carried out again.
 */
export async function carryOut(env: Env, id: string): Promise<Erasure | undefined> {
  const kept = await findErasure(env.DB, id);
  if (kept === undefined || kept.plan === null) return kept?.erasure;
  const { erasure } = kept;
  let { plan } = kept;
  for (let round = 0; round < mostRounds; round++) {
    const found = await planFor(env, erasure.site, plan);
    if (round > 0 && found.nodes.length === plan.nodes.length) break;
    plan = found;
    await keepErasure(env.DB, erasure, plan, Date.now());
    await forgetInProfiles(env, erasure.site, plan);
    await forgetNodes(env, erasure.site, plan.nodes);
  }
  // What was being moved from one profile to another meanwhile.
  await forgetInProfiles(env, erasure.site, plan);
  await forgetProfiles(env.DB, erasure.site, plan.profiles);
  for (const node of plan.nodes.filter(isVisitor))
    await deleteSnapshot(env, { site: erasure.site, visitor: ownProfile(node) });
  await endErasure(env.DB, erasure, plan, Date.now());
  return (await findErasure(env.DB, id))?.erasure;
}

/**
 * Carries an erasure out, or comes again for as long as that fails: a message that is delivered again and again would be
 * set aside in the end. @throws where the queue fails too.
 */
export async function goOnErasing(env: Env, id: string): Promise<void> {
  try {
    await carryOut(env, id);
  } catch (error) {
    console.error({ message: "An erasure failed; it will be tried again.", id, error: String(error) });
    await takeUpAfter(env, id, triedAgainAfterSeconds);
  }
}

async function takeUpAfter({ RECORDS }: Env, id: string, delaySeconds: number): Promise<void> {
  const record: ErasureRecord = { type: "erasure", id };
  await RECORDS.send(record, { delaySeconds });
}

/** With what has become known of the person since. */
async function planFor(env: Env, site: string, { profiles, nodes }: ErasurePlan): Promise<ErasurePlan> {
  const found = await Promise.all(profiles.map((profile) => nodesOf(env, site, profile)));
  return planOf(profiles, [...nodes, ...found.flat()]);
}

/** All that the person of a profile is known by, to the profile itself and to whoever knows who is who. */
async function nodesOf(env: Env, site: string, profile: string): Promise<string[]> {
  const { identities } = await whoIs(env, site, profile);
  const own = await profileOf(env.PROFILES, site, profile).nodes();
  return [...identities.map(({ node }) => node), ...own];
}

/** Each identity has been a profile of its own. */
function planOf(profiles: readonly string[], nodes: readonly string[]): ErasurePlan {
  return { profiles: [...new Set([...profiles, ...nodes.map(ownProfile)])], nodes: [...new Set(nodes)] };
}

async function forgetInProfiles(env: Env, site: string, { profiles }: ErasurePlan): Promise<void> {
  for (const profile of profiles) await profileOf(env.PROFILES, site, profile).forget(site, profile);
}
