import type { Identities } from "./identities.ts";

/** The object that knows who is who on this site. */
export function identitiesOf(
  identities: DurableObjectNamespace<Identities>,
  site: string,
): DurableObjectStub<Identities> {
  return identities.get(identities.idFromName(site));
}
