import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { shopHost } from "../../local/serve.ts";
import type { Site } from "../../model/site.ts";
import { type Edge, startEdge } from "../testing/edge.ts";
import { forward } from "../testing/forward.ts";
import { setUpShop } from "./promotions.ts";
import { configuration } from "./site.ts";
import { startStorefront } from "./storefront/storefront.ts";
import { startVendure, type Vendure } from "./vendure.ts";

/** Vendure, its storefront, and Edgewise before them. */
export interface Shop {
  /** The shop as shoppers reach it. */
  readonly url: string;
  readonly edge: Edge;
  readonly vendure: Vendure;
  /** Does something at the moment when the storefront is next asked for this path, before it gets that. */
  readonly before: (path: string, what: () => Promise<void> | void) => void;
  close(): Promise<void>;
}

/** @param site how coupons reach its cart. */
export async function startShop(site: Partial<Site>): Promise<Shop> {
  const vendure = await startVendure();
  await setUpShop(vendure.url);
  const storefront = await startStorefront(vendure.url);
  const gate = await startGate(storefront.url);
  const edge = await startEdge({ origin: gate.url, site, configuration });
  return {
    url: `http://${shopHost}:${edge.port}`,
    edge,
    vendure,
    before: gate.before,
    async close() {
      await edge.close();
      await gate.close();
      await storefront.close();
      await vendure.stop();
    },
  };
}

/** Between Edgewise and the storefront, so that something can happen while a request is under way. */
async function startGate(storefront: string) {
  const onwards = forward(storefront);
  const waiting = new Map<string, () => Promise<void> | void>();
  const server = createServer((request, response) => {
    const happens = waiting.get(request.url ?? "");
    waiting.delete(request.url ?? "");
    void Promise.resolve(happens?.()).then(() => onwards(request, response));
  });
  await new Promise<void>((open) => server.listen(0, "127.0.0.1", open));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    before: (path: string, what: () => Promise<void> | void) => void waiting.set(path, what),
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
