import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Miniflare } from "miniflare";
import { saveDrafts } from "../../local/seed.ts";
import { serve, shopHost } from "../../local/serve.ts";
import { type ApiCall, signedInApi } from "../../local/sign-in.ts";
import { type Configuration, emptyConfiguration } from "../../model/configuration.ts";
import type { Site } from "../../model/site.ts";
import { migratedState } from "./migrated-state.ts";
import { secrets } from "./secrets.ts";

/** Edgewise in workerd, in front of an origin that the test chooses. */
export interface Edge {
  port: number;
  miniflare: Miniflare;
  api: ApiCall;
  /** What the worker logged. */
  logs: string[];
  /** Begins again with nothing in memory, at another port; what is stored stays. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** What the site under test is configured with; by default nothing at all. */
export interface EdgeOptions {
  origin: string;
  site?: Partial<Site>;
  configuration?: Partial<Configuration>;
}

export async function startEdge({ origin, site, configuration }: EdgeOptions): Promise<Edge> {
  const workerDir = mkdtempSync(join(tmpdir(), "edgewise-test-"));
  cpSync(await migratedState(), workerDir, { recursive: true });
  const logs: string[] = [];
  const start = () => serve({ port: 0, workerDir, secrets, log: (line) => logs.push(line) });
  const miniflare = await start();
  const api = await signedInApi(miniflare);
  await api("PUT", "/sites/shop", {
    id: "shop",
    name: "Shop under test",
    hosts: [shopHost],
    origin,
    // Nobody is left out by chance.
    holdout: 0,
    ...site,
  });
  await saveDrafts(api, "shop", { ...emptyConfiguration, ...configuration });
  await api("POST", "/publish?site=shop", {});
  const edge: Edge = {
    port: Number((await miniflare.ready).port),
    miniflare,
    api,
    logs,
    async restart() {
      await edge.miniflare.dispose();
      edge.miniflare = await start();
      edge.port = Number((await edge.miniflare.ready).port);
    },
    async close() {
      await edge.miniflare.dispose();
      rmSync(workerDir, { recursive: true, force: true });
    },
  };
  return edge;
}
