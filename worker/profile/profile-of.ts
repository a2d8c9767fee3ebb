import type { Profile } from "./profile.ts";

/** The object that keeps a profile. */
export function profileOf(
  profiles: DurableObjectNamespace<Profile>,
  site: string,
  profile: string,
): DurableObjectStub<Profile> {
  return profiles.get(profiles.idFromName(`${site}/${profile}`));
}
