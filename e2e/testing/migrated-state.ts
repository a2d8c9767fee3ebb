import { rm } from "node:fs/promises";
import { join } from "node:path";
import { buildPart } from "../../local/build-part.ts";
import { home } from "../../local/home.ts";
import { serve } from "../../local/serve.ts";
import { secrets } from "./secrets.ts";

const folder = "dist/migrated-state";

/**
 * A folder with a database that has every migration and nothing else, to be copied: applying them all takes longer than
 * starting workerd. It is made anew where a migration is new.
 */
export async function migratedState(): Promise<string> {
  const path = join(home, folder);
  await buildPart(home, {
    name: "migrated state",
    inputs: ["package-lock.json", "local/migrate.ts", "local/serve.ts", "worker/migrations", "wrangler.toml"],
    output: folder,
    async build() {
      await rm(path, { recursive: true, force: true });
      const miniflare = await serve({ port: 0, workerDir: path, secrets, log: () => undefined });
      await miniflare.dispose();
    },
  });
  return path;
}
