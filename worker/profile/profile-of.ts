import type { Profile } from "./profile.ts";

/** The object that keeps this visitor's profile. */
export function profileOf(
  profiles: DurableObjectNamespace<Profile>,
  site: string,
  visitor: string,
): DurableObjectStub<Profile> {
  return profiles.get(profiles.idFromName(`${site}/${visitor}`));
}
