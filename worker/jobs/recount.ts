import { profileOf } from "../profile/profile-of.ts";
import { nextRecount, recounted } from "../store/recounts.ts";

/** As many calls as a minute's run may make, with some left for the others. */
const mostProfiles = 400;
const atOnce = 10;

/**
 * Asks the next profiles to tell what they took part in, by the goals as they are now: where a goal was changed, results
 * would know nothing of those who came before and did nothing since.
 */
export async function recountDue(env: Pick<Env, "DB" | "PROFILES">, nowMs: number): Promise<void> {
  const step = await nextRecount(env.DB, nowMs, mostProfiles);
  if (step === undefined) return;
  const waiting = [...step.profiles];
  const askNext = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift())
      // The next pass asks again.
      await profileOf(env.PROFILES, step.site, id)
        .tellAgain()
        .catch((error: unknown) => {
          console.error({ message: "A profile could not be counted anew.", error: String(error) });
        });
  };
  await Promise.all(Array.from({ length: atOnce }, askNext));
  await recounted(env.DB, step, nowMs);
}
