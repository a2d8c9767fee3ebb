import * as v from "valibot";
import { secrets } from "../../e2e/testing/secrets.ts";
import { buildAll } from "../../local/build.ts";
import { edgewiseWorkers } from "../../local/serve.ts";
import { emptyConfiguration } from "../../model/configuration.ts";
import { Rule } from "../../model/rule.ts";
import { startShopInWorkerd } from "../in-workerd.ts";
import { bundleWorker, type WorkerName } from "./bundle-worker.ts";
import { changes, offer, placement, site } from "./changes.ts";

/** Workers side by side in one workerd, each with a port of its own. */
export interface Contenders {
  ports: Readonly<Record<"pass-through" | "html-rewriter" | "growthbook" | "edgewise", number>>;
  /** Of the workerd that runs them all. */
  pid: number;
  stop(): Promise<void>;
}

/** One rule with the four changes, for everyone and on every page. */
const rule = v.parse(Rule, {
  id: "hero",
  name: "Hero",
  on: true,
  pages: ["/*"],
  condition: {},
  priority: 1,
  variants: [{ id: "a", changes }],
});
const configuration = { ...emptyConfiguration, rules: [rule], offers: [offer], placements: [placement] };

const peers = ["pass-through", "html-rewriter", "growthbook"] as const;

/** @param origin the shop's own server, such as `http://127.0.0.1:8000`. */
export async function startContenders(origin: string): Promise<Contenders> {
  await buildAll({ log: () => undefined });
  const direct = { serviceBindings: { DIRECT: { external: { address: new URL(origin).host, http: {} } } } };
  const [edgewise, ...others] = edgewiseWorkers(secrets);
  const workers = [
    {
      ...edgewise,
      ...direct,
      modules: await withDirectFetch(edgewise.modules[0]?.contents ?? ""),
      modulesRoot: "/",
    },
    ...others,
    // Miniflare puts another worker before one that has assets, but not before this door to it.
    {
      ...(await worker("pass-through")),
      name: "door",
      unsafeDirectSockets: [{ serviceName: edgewise.name }],
    },
    ...(await Promise.all(
      peers.map(async (name) => ({
        ...(await worker(name)),
        ...direct,
        name,
        bindings: { ORIGIN: origin, PROXY_TARGET: origin },
        unsafeDirectSockets: [{}],
      })),
    )),
  ];
  const { miniflare, pid } = await startShopInWorkerd(workers, { ...site, origin }, configuration);
  const stop = () => miniflare.dispose();
  try {
    const portOf = async (name: string) => Number((await miniflare.unsafeGetDirectURL(name)).port);
    return {
      ports: {
        "pass-through": await portOf("pass-through"),
        "html-rewriter": await portOf("html-rewriter"),
        growthbook: await portOf("growthbook"),
        edgewise: await portOf("door"),
      },
      pid,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function worker(name: WorkerName) {
  return {
    modules: await withDirectFetch(await bundleWorker(name)),
    modulesRoot: "/",
    compatibilityDate: "2026-11-02",
  };
}

/** The worker as it is, once its `fetch` leads straight to the origin. */
async function withDirectFetch(script: string) {
  const main =
    'import "./direct-fetch.js"; export * from "./worker.js"; export { default } from "./worker.js";';
  return [
    { type: "ESModule" as const, path: "/main.js", contents: main },
    { type: "ESModule" as const, path: "/direct-fetch.js", contents: await bundleWorker("direct-fetch") },
    { type: "ESModule" as const, path: "/worker.js", contents: script },
  ];
}
