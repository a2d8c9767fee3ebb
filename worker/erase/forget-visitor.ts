import type { Snapshot } from "../../model/snapshot.ts";
import { profileOf } from "../profile/profile-of.ts";
import { visitorNode } from "../../model/identity/node.ts";
import { inTime } from "../wait/in-time.ts";
import { forgetNodes, whoIs } from "./who-is-who.ts";

const deadlineMs = 8000;

/** Sent to the queue where a browser could not be forgotten at once. */
export interface WithdrawnRecord extends Pick<Snapshot, "visitor" | "profile"> {
  type: "withdrawn";
  site: string;
}

/**
 * Forgets all that came from one browser, which does not want to be remembered; what the person did elsewhere stays
 * theirs. Never throws: what fails is logged, and done by the queue.
 */
export async function forgetVisitor(
  env: Env,
  site: string,
  { visitor, profile }: Pick<Snapshot, "visitor" | "profile">,
): Promise<void> {
  const record: WithdrawnRecord = { type: "withdrawn", site, visitor, profile };
  try {
    await inTime(forgetEverywhere(env, record), deadlineMs, "A profile");
  } catch (error) {
    console.error({ message: "A visitor could not be forgotten.", site, error: String(error) });
    await env.RECORDS.send(record).catch((failure: unknown) =>
      console.error({ message: "A visitor will not be forgotten.", site, error: String(failure) }),
    );
  }
}

/** First of all in the visitor's own profile: there, whatever comes too late is turned away. Each step may be repeated. */
export async function forgetEverywhere(
  env: Env,
  { site, visitor, profile }: Omit<WithdrawnRecord, "type">,
): Promise<void> {
  const partFrom = async (person: string): Promise<void> => {
    if (person !== visitor) await profileOf(env.PROFILES, site, person).part(visitor);
  };
  await profileOf(env.PROFILES, site, visitor).forget(site, visitor);
  await partFrom(profile);
  // Whose the browser is by now, it may not have heard yet.
  await partFrom((await whoIs(env, site, visitor)).profile);
  await forgetNodes(env, site, [visitorNode(visitor)]);
}
