import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { buildAll } from "../../local/build.ts";
import { bundleWorker } from "../../local/bundle-worker.ts";
import { saveDrafts } from "../../local/seed.ts";
import { edgewiseWorkers, migrate, quiet } from "../../local/serve.ts";
import { signedInApi } from "../../local/sign-in.ts";
import { childrenOf } from "../page/process-times.ts";
import { temporaryFolder } from "../page/temporary-folder.ts";
import { configuration, page, site } from "./shop.ts";

export interface RunningShop {
  miniflare: Miniflare;
  port: number;
  /** Of the workerd that runs it. */
  pid: number;
  stop(): Promise<void>;
}

/** The shop of `shop.ts` behind the worker that counts what it does, with everything that it keeps in a folder of its own. */
export async function startShop(): Promise<RunningShop> {
  await buildAll({ log: () => undefined });
  const others = new Set(childrenOf(process.pid));
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
  const [edge, objects, jobs] = edgewiseWorkers({
    cookieKeys: `k1:${"A".repeat(43)}=`,
    identityPepper: "A".repeat(43),
  });
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      port: 0,
      ...quiet,
      resourcePersistencePath: temporaryFolder(),
      workers: [
        {
          ...edge,
          durableObjects: objects.durableObjects ?? {},
          queueConsumers: jobs.queueConsumers ?? {},
          modules: [{ type: "ESModule" as const, path: "/worker.js", contents: code }],
          modulesRoot: "/",
        },
      ],
    }),
  );
  const stop = async () => {
    await miniflare.dispose();
    server.closeAllConnections();
    server.close();
  };
  try {
    const address = await miniflare.ready;
    await migrate(miniflare);
    const api = await signedInApi(miniflare);
    await api("PUT", `/sites/${site.id}`, { ...site, origin });
    await saveDrafts(api, site.id, configuration);
    await api("POST", `/publish?site=${site.id}`, {});
    const [pid] = childrenOf(process.pid).filter((child) => !others.has(child));
    if (pid === undefined) throw new Error("workerd was not found among the processes.");
    return { miniflare, port: Number(address.port), pid, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
