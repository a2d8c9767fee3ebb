import { profileOf } from "../profile/profile-of.ts";
import { inTime } from "../wait/in-time.ts";

const deadlineMs = 5000;

/** Deletes what the profile of a visitor holds. Never throws: a failure is logged. */
export async function forget(
  { PROFILES }: Pick<Env, "PROFILES">,
  site: string,
  visitor: string,
): Promise<void> {
  try {
    await inTime(profileOf(PROFILES, site, visitor).forget(site, visitor), deadlineMs, "A profile");
  } catch (error) {
    console.error({ message: "A profile could not be forgotten.", site, error: String(error) });
  }
}
