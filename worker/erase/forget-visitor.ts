import type { Snapshot } from "../../model/snapshot.ts";
import { profileOf } from "../profile/profile-of.ts";
import { visitorNode } from "../../model/identity/node.ts";
import { inTime } from "../wait/in-time.ts";
import { forgetNodes } from "./who-is-who.ts";

const deadlineMs = 8000;

/**
 * Forgets all that came from one browser, which does not want to be remembered; what the person did elsewhere stays
 * theirs. Never throws: a failure is logged.
 */
export async function forgetVisitor(
  env: Env,
  site: string,
  { visitor, profile }: Pick<Snapshot, "visitor" | "profile">,
): Promise<void> {
  try {
    await inTime(forgetEverywhere(env, site, visitor, profile), deadlineMs, "A profile");
  } catch (error) {
    console.error({ message: "A visitor could not be forgotten.", site, error: String(error) });
  }
}

/** First of all in the visitor's own profile: there, whatever comes too late is turned away. */
async function forgetEverywhere(env: Env, site: string, visitor: string, profile: string): Promise<void> {
  await profileOf(env.PROFILES, site, visitor).forget(site, visitor);
  if (profile !== visitor) await profileOf(env.PROFILES, site, profile).part(visitor);
  await forgetNodes(env, site, [visitorNode(visitor)]);
}
