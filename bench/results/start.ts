import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { buildAll } from "../../local/build.ts";
import { bundleWorker } from "../../local/bundle-worker.ts";
import { saveDrafts } from "../../local/seed.ts";
import { edgewiseWorkers, migrate, quiet } from "../../local/serve.ts";
import { type ApiCall, signedInApi } from "../../local/sign-in.ts";
import { temporaryFolder } from "../page/temporary-folder.ts";
import { configuration, site } from "./shop.ts";

export interface RunningApi {
  miniflare: Miniflare;
  /** The dashboard's API for an owner. */
  api: ApiCall;
}

/** All scripts in workerd with a database of their own, the shop of `shop.ts` published; the bench beside the dashboard's. */
export async function startApi(): Promise<RunningApi> {
  await buildAll({ log: () => undefined });
  const { code } = await bundleWorker("bench/results/workers/results.ts");
  const [edge, objects, jobs, api] = edgewiseWorkers({
    cookieKeys: `k1:${"A".repeat(43)}=`,
    identityPepper: "A".repeat(43),
  });
  const bench = {
    ...api,
    modules: [{ type: "ESModule" as const, path: "/worker.js", contents: code }],
    modulesRoot: "/",
    routes: [...(api.routes ?? []), "bench.localhost/*"],
  };
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      port: 0,
      ...quiet,
      resourcePersistencePath: temporaryFolder(),
      workers: [edge, objects, jobs, bench],
    }),
  );
  try {
    await migrate(miniflare);
    const call = await signedInApi(miniflare);
    await call("PUT", `/sites/${site.id}`, site);
    await saveDrafts(call, site.id, configuration);
    await call("POST", `/publish?site=${site.id}`, {});
    return { miniflare, api: call };
  } catch (error) {
    await miniflare.dispose();
    throw error;
  }
}
