import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { secrets } from "../../e2e/testing/secrets.ts";
import { buildAll } from "../../local/build.ts";
import { bundleWorker } from "../../local/bundle-worker.ts";
import { edgewiseWorkers } from "../../local/serve.ts";
import { type InWorkerd, startShopInWorkerd } from "../in-workerd.ts";
import { configuration, page, site } from "./shop.ts";

export interface RunningShop extends Pick<InWorkerd, "miniflare" | "pid"> {
  port: number;
  stop(): Promise<void>;
}

/** The shop of `shop.ts` behind the worker that counts what it does. */
export async function startShop(): Promise<RunningShop> {
  await buildAll({ log: () => undefined });
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.setHeader("cache-control", "private");
    response.end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // So that memory can be measured without the garbage that is in it.
  process.env["MINIFLARE_WORKERD_V8_FLAGS"] = "--expose-gc";
  const { code } = await bundleWorker("bench/events/workers/counting.ts");
  const [edge, objects, jobs, api] = edgewiseWorkers(secrets);
  const counting = {
    ...edge,
    durableObjects: objects.durableObjects ?? {},
    queueConsumers: jobs.queueConsumers ?? {},
    serviceBindings: api.serviceBindings ?? {},
    modules: [{ type: "ESModule" as const, path: "/worker.js", contents: code }],
    modulesRoot: "/",
  };
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  try {
    const live = { ...site, origin };
    const { miniflare, address, pid } = await startShopInWorkerd([counting], live, configuration);
    const stop = async () => {
      await miniflare.dispose();
      close();
    };
    return { miniflare, port: Number(address.port), pid, stop };
  } catch (error) {
    close();
    throw error;
  }
}
