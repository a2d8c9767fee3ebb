import { AnswerError } from "../answer/error.ts";
import type { Profile } from "../profile/profile.ts";
import { profileOf } from "../profile/profile-of.ts";
import { profileHaving } from "../profile/send-to-profile.ts";
import { inTime } from "../wait/in-time.ts";

const deadlineMs = 8000;

/** Whom a question is about: by the id of a profile or of a visitor. */
export interface WhoseProfile {
  site: string;
  id: string;
  nowMs: number;
}

/**
 * Asks the profile that has somebody now.
 * @throws AnswerError `temporarily_unavailable` where it does not answer.
 */
export async function askProfile<T>(
  env: Pick<Env, "PROFILES" | "IDENTITIES">,
  { site, id, nowMs }: WhoseProfile,
  question: (profile: DurableObjectStub<Profile>, id: string) => Promise<T>,
): Promise<T> {
  const asking = async (): Promise<T> => {
    const profile = await profileHaving(env, site, id, nowMs);
    return question(profileOf(env.PROFILES, site, profile), profile);
  };
  try {
    return await inTime(asking(), deadlineMs, "A profile");
  } catch (error) {
    console.error({ message: "A profile could not be asked.", error: String(error) });
    throw new AnswerError("temporarily_unavailable", "The profile does not answer now. Please try again.");
  }
}
