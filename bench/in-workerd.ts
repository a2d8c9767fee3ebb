import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { saveDrafts } from "../local/seed.ts";
import { migrate, quiet } from "../local/serve.ts";
import { type ApiCall, signedInApi } from "../local/sign-in.ts";
import type { Configuration } from "../model/configuration.ts";
import type { Site } from "../model/site.ts";
import { childrenOf } from "./page/process-times.ts";
import { temporaryFolder } from "./page/temporary-folder.ts";

type Workers = Extract<Parameters<typeof convertV4MiniflareOptions>[0], { workers: unknown }>["workers"];

/** What a bench measures, at a port of its own. */
export interface InWorkerd {
  miniflare: Miniflare;
  address: URL;
  /** Of the workerd that runs it. */
  pid: number;
}

/** Workers side by side in one workerd, the database up to date, with everything that they keep in a folder of its own. */
export async function startInWorkerd(workers: Workers): Promise<InWorkerd> {
  const others = new Set(childrenOf(process.pid));
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      port: 0,
      ...quiet,
      resourcePersistencePath: temporaryFolder(),
      workers,
    }),
  );
  try {
    const address = await miniflare.ready;
    const [pid] = childrenOf(process.pid).filter((child) => !others.has(child));
    if (pid === undefined) throw new Error("workerd was not found among the processes.");
    await migrate(miniflare);
    return { miniflare, address, pid };
  } catch (error) {
    await miniflare.dispose();
    throw error;
  }
}

/** The same, and a shop that is live. `api` is the dashboard's for an owner. */
export async function startShopInWorkerd(
  workers: Workers,
  site: Site,
  configuration: Configuration,
): Promise<InWorkerd & { api: ApiCall }> {
  const running = await startInWorkerd(workers);
  try {
    const api = await signedInApi(running.miniflare);
    await api("PUT", `/sites/${site.id}`, site);
    await saveDrafts(api, site.id, configuration);
    await api("POST", `/publish?site=${site.id}`, {});
    return { ...running, api };
  } catch (error) {
    await running.miniflare.dispose();
    throw error;
  }
}
