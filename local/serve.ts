import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions, unstable_readConfig } from "wrangler";
import { fetchOutside } from "./fetch-outside.ts";
import { home } from "./home.ts";
import { applyMigrations } from "./migrate.ts";
import { api, edge, jobs, objects, type Script } from "./scripts.ts";
import type { Secrets } from "./state.ts";

export const shopHost = "shop.localhost";
/** A sibling of the shop's host, so that its scripts never share an origin with the dashboard. */
export const dashboardHost = `ew.${shopHost}`;

export interface ServeOptions {
  readonly port: number;
  readonly workerDir: string;
  readonly secrets: Secrets;
  /** Gets what the worker logs, a line at a time. */
  readonly log: (line: string) => void;
}

/**
 * The scripts as they would be uploaded, in one workerd on this machine, with every binding of their configurations:
 * the dashboard's host leads to its script, as its route does on Cloudflare, all others to the edge, and none to the objects.
 */
export async function serve({ port, workerDir, secrets, log }: ServeOptions): Promise<Miniflare> {
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      port,
      ...quiet,
      resourcePersistencePath: workerDir,
      handleStructuredLogs: ({ level, message }: { level: string; message: string }) =>
        log(`${level}: ${message}`),
      workers: edgewiseWorkers(secrets),
    }),
  );
  await miniflare.ready;
  await migrate(miniflare);
  return miniflare;
}

/** Nothing is fetched from Cloudflare, and nothing said but warnings. */
export const quiet = { cf: false, telemetry: { enabled: false }, log: new Log(LogLevel.WARN) };

type EdgewiseWorker = ReturnType<typeof workerOf> & {
  durableObjects?: Record<string, { className: string }>;
  queueConsumers?: Record<string, object>;
  serviceBindings?: Record<string, string | { name: string; entrypoint?: string }>;
  routes?: string[];
  outboundService?: typeof fetchOutside;
};

/** What Miniflare has to know of the scripts that were built, the edge first. */
export function edgewiseWorkers({
  cookieKeys,
  identityPepper,
}: Secrets): [edge: EdgewiseWorker, objects: EdgewiseWorker, jobs: EdgewiseWorker, api: EdgewiseWorker] {
  const sealing = { COOKIE_KEYS: cookieKeys };
  const secrets = { ...sealing, IDENTITY_PEPPER: identityPepper };
  return [
    workerOf(edge, { ...secrets, ORIGIN: "none" }),
    workerOf(objects, sealing),
    { ...workerOf(jobs, secrets), outboundService: fetchOutside },
    { ...workerOf(api, secrets), routes: [`${dashboardHost}/*`], outboundService: fetchOutside },
  ];
}

function workerOf({ name, config: file, file: script }: Script, bindings: Record<string, string>) {
  const config = unstable_readConfig({ config: join(home, file) }, { hideWarnings: true });
  const { workerOptions } = unstable_getMiniflareWorkerOptions({
    ...config,
    // What is kept here is found again under the same names, whatever holds it on Cloudflare.
    kv_namespaces: namesOf(config.kv_namespaces as Bound[]),
    d1_databases: namesOf(config.d1_databases as Bound[]),
    // Required secrets are for uploading; here they come from the state folder.
    secrets: undefined,
  });
  const path = join(home, script);
  return {
    ...workerOptions,
    name,
    bindings,
    modules: [{ type: "ESModule" as const, path, contents: readFileSync(path, "utf8") }],
    modulesRoot: dirname(path),
  };
}

interface Bound {
  readonly binding: string;
}

function namesOf(bound: readonly Bound[]): Bound[] {
  return bound.map(({ binding }) => ({ binding }));
}

/** Brings the database up to date. */
export async function migrate(miniflare: Miniflare): Promise<void> {
  await applyMigrations(await miniflare.getD1Database("DB"), join(home, "worker/migrations"));
}
