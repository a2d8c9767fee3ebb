import type { Identity } from "../../model/identity/identity.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { AnswerError } from "../answer/error.ts";
import { canBe } from "./named-by.ts";
import { whose } from "./whose.ts";
import type { Asked } from "../profile/arrival.ts";
import { profileOf } from "../profile/profile-of.ts";
import { inTime } from "../wait/in-time.ts";

const deadlineMs = 8000;

/** Somebody, as a channel names them. */
export interface Named {
  site: string;
  identities: readonly Identity[];
  nowMs: number;
}

/**
 * The first of the identities that anything is known of, seen from the browser among them where there is one.
 * @throws AnswerError where whoever would know does not answer.
 */
export async function knownPerson(
  env: Env,
  { site, identities, nowMs }: Named,
  asked: Asked,
): Promise<Snapshot | undefined> {
  const named = identities.filter(canBe);
  if (named.length === 0) return undefined;
  const visitor = named.find(({ type }) => type === "visitor")?.value;
  try {
    for (const identity of named) {
      const profile = await inTime(
        whose(env, site, identity, nowMs),
        deadlineMs,
        "Whoever knows whose this is",
      );
      const recalling = profileOf(env.PROFILES, site, profile).recall({
        ...asked,
        visitor: visitor ?? profile,
        nowMs,
      });
      const known = await inTime(recalling, deadlineMs, "A profile");
      if (known !== null) return known;
    }
    return undefined;
  } catch (error) {
    console.error({ message: "Somebody could not be looked up.", error: String(error) });
    throw new AnswerError("temporarily_unavailable", "Nobody can be looked up now. Please ask again.");
  }
}
