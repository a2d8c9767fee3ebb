import * as v from "valibot";
import type { Incoming } from "../../model/events/incoming.ts";
import type { Identity } from "../../model/identity/identity.ts";
import { byStrength, isVisitor } from "../../model/identity/node.ts";
import { VisitorId } from "../../model/snapshot.ts";
import { nodeOf } from "../identity/node-of.ts";

/** One name of somebody, and how it is known inside. */
export interface Name {
  identity: Identity;
  node: string;
}

/** An event and whom it names: each once, the strongest name first, visitors last. */
export interface NamedEvent {
  incoming: Incoming;
  names: readonly Name[];
}

/** Whom events name. An event that names nobody who can be has no names. */
export async function namedBy(
  env: Pick<Env, "IDENTITY_PEPPER">,
  site: string,
  incoming: readonly Incoming[],
): Promise<NamedEvent[]> {
  // The events of a batch are often the same few people's.
  const known = new Map<string, Promise<string>>();
  const nodeOnce = (identity: Identity): Promise<string> => {
    const text = `${identity.type}\n${identity.value}`;
    const node = known.get(text) ?? nodeOf(env, site, identity);
    known.set(text, node);
    return node;
  };
  return Promise.all(
    incoming.map(async (one) => {
      const identities = one.identities.filter(canBe);
      const nodes = await Promise.all(identities.map(nodeOnce));
      const names = new Map(identities.map((identity, index) => [nodes[index] ?? "", identity]));
      return {
        incoming: one,
        names: [...names].map(([node, identity]) => ({ node, identity })).sort(strongestFirst),
      };
    }),
  );
}

/** Visitors' ids have a form, which is not everybody's to choose. */
export function canBe({ type, value }: Identity): boolean {
  return type !== "visitor" || v.is(VisitorId, value);
}

function strongestFirst(a: Name, b: Name): number {
  return Number(isVisitor(a.node)) - Number(isVisitor(b.node)) || byStrength(a.node, b.node);
}
