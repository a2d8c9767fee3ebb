import type { Edge } from "./edge.ts";

/** Somebody of whom the shop's server tells. */
export interface Told {
  email: string;
  name?: string;
  customer?: string;
  /** What they paid in each of their orders, in euros. */
  orders?: readonly number[];
}

let events = 0;

/** Tells Edgewise of customers as a shop's server does, and waits until they can be found. */
export async function tellOfCustomers(edge: Edge, all: readonly Told[]): Promise<void> {
  const told = all.flatMap(({ email, name, customer, orders = [] }) => {
    const identities = [
      ...(customer === undefined ? [] : [{ type: "customer", value: customer }]),
      { type: "email", value: email },
    ];
    const event = (kind: string, params: object = {}) => ({
      id: `told-event-${++events}`,
      name: kind,
      timeMs: Date.now() - 60_000 + events,
      params,
      identities,
    });
    const bought = orders.map((value) =>
      event("purchase", { transaction_id: `T${++events}`, value, currency: "EUR" }),
    );
    return [{ ...event("sign_up"), traits: name === undefined ? {} : { name } }, ...bought];
  });
  const { rejected } = (await edge.api("POST", "/events", { site: "shop", events: told })) as {
    rejected: object[];
  };
  if (rejected.length > 0) throw new Error(JSON.stringify(rejected));
  const last = all.at(-1);
  for (let tries = 0; tries < 100; tries++) {
    const answer = await edge.api("POST", "/profiles/search?site=shop", { q: `email:${last?.email}` });
    const [found] = (answer as { profiles: { seenAt: string | null }[] }).profiles;
    if (found !== undefined && found.seenAt !== null) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("The index did not hear of them.");
}
