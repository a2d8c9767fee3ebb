import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import * as v from "valibot";
import { buildAll } from "../../local/build.ts";
import { saveDrafts } from "../../local/seed.ts";
import { edgewiseWorkers, migrate, quiet } from "../../local/serve.ts";
import { signedInApi } from "../../local/sign-in.ts";
import { emptyConfiguration } from "../../model/configuration.ts";
import { Rule } from "../../model/rule.ts";
import { bundleWorker, type WorkerName } from "./bundle-worker.ts";
import { changes, offer, placement, site } from "./changes.ts";
import { childrenOf } from "./process-times.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** Workers side by side in one workerd, each with a port of its own. */
export interface Contenders {
  ports: Readonly<Record<"pass-through" | "html-rewriter" | "growthbook" | "edgewise", number>>;
  /** Of the workerd that runs them all. */
  pid: number;
  stop(): Promise<void>;
}

const peers = ["pass-through", "html-rewriter", "growthbook"] as const;

/** @param origin the shop's own server, such as `http://127.0.0.1:8000`. */
export async function startContenders(origin: string): Promise<Contenders> {
  await buildAll({ log: () => undefined });
  const before = new Set(childrenOf(process.pid));
  const direct = { serviceBindings: { DIRECT: { external: { address: new URL(origin).host, http: {} } } } };
  const [edgewise, ...others] = edgewiseWorkers({
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
      ],
    }),
  );
  const stop = () => miniflare.dispose();
  try {
    await miniflare.ready;
    await migrate(miniflare);
    await publish(miniflare, origin);
    const portOf = async (name: string) => Number((await miniflare.unsafeGetDirectURL(name)).port);
    const [pid] = childrenOf(process.pid).filter((child) => !before.has(child));
    if (pid === undefined) throw new Error("workerd was not found among the processes.");
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

/** One rule with the four changes, for everyone and on every page. */
async function publish(miniflare: Miniflare, origin: string): Promise<void> {
  const api = await signedInApi(miniflare);
  await api("PUT", `/sites/${site.id}`, { ...site, origin });
  const rule = v.parse(Rule, {
    id: "hero",
    name: "Hero",
    on: true,
    pages: ["/*"],
    condition: {},
    priority: 1,
    variants: [{ id: "a", changes }],
  });
  await saveDrafts(api, site.id, {
    ...emptyConfiguration,
    rules: [rule],
    offers: [offer],
    placements: [placement],
  });
  await api("POST", `/publish?site=${site.id}`, {});
}
