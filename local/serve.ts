import { readFileSync } from "node:fs";
import { join } from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions, unstable_readConfig } from "wrangler";
import { home } from "./home.ts";
import { applyMigrations } from "./migrate.ts";
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

/** The worker as it would be uploaded, in workerd on this machine, with every binding of `wrangler.toml`. */
export async function serve({ port, workerDir, secrets, log }: ServeOptions): Promise<Miniflare> {
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      port,
      ...quiet,
      resourcePersistencePath: workerDir,
      handleStructuredLogs: ({ level, message }: { level: string; message: string }) =>
        log(`${level}: ${message}`),
      workers: [edgewiseWorker(secrets)],
    }),
  );
  await miniflare.ready;
  await migrate(miniflare);
  return miniflare;
}

/** Nothing is fetched from Cloudflare, and nothing said but warnings. */
export const quiet = { cf: false, telemetry: { enabled: false }, log: new Log(LogLevel.WARN) };

/** What Miniflare has to know of the worker that was built. */
export function edgewiseWorker({ cookieKeys, identityPepper }: Secrets) {
  const config = unstable_readConfig({ config: join(home, "wrangler.toml") }, { hideWarnings: true });
  // Required secrets are for uploading; here they come from the state folder.
  const { workerOptions } = unstable_getMiniflareWorkerOptions({ ...config, secrets: undefined });
  const script = join(home, "dist/worker/worker.js");
  return {
    ...workerOptions,
    name: config.name ?? "edgewise",
    modules: [{ type: "ESModule" as const, path: script, contents: readFileSync(script, "utf8") }],
    modulesRoot: join(home, "dist/worker"),
    bindings: {
      ...(workerOptions.bindings as Record<string, string>),
      DASHBOARD_HOST: dashboardHost,
      ORIGIN: "none",
      COOKIE_KEYS: cookieKeys,
      IDENTITY_PEPPER: identityPepper,
    },
  };
}

/** Brings the worker's database up to date. */
export async function migrate(miniflare: Miniflare): Promise<void> {
  await applyMigrations(await miniflare.getD1Database("DB"), join(home, "worker/migrations"));
}
