import { secrets } from "../../e2e/testing/secrets.ts";
import { buildAll } from "../../local/build.ts";
import { bundleWorker } from "../../local/bundle-worker.ts";
import { edgewiseWorkers } from "../../local/serve.ts";
import { startShopInWorkerd } from "../in-workerd.ts";
import { configuration, site } from "./shop.ts";

/** All scripts, the shop of `shop.ts` published; the bench beside the dashboard's. */
export async function startApi() {
  await buildAll({ log: () => undefined });
  const { code } = await bundleWorker("bench/results/workers/results.ts");
  const [edge, objects, jobs, api] = edgewiseWorkers(secrets);
  const bench = {
    ...api,
    modules: [{ type: "ESModule" as const, path: "/worker.js", contents: code }],
    modulesRoot: "/",
    routes: [...(api.routes ?? []), "bench.localhost/*"],
  };
  return startShopInWorkerd([edge, objects, jobs, bench], site, configuration);
}
