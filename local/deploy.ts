/** `npm run deploy`: builds everything, uploads the scripts with Wrangler, and brings the database up to date. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { unstable_readConfig } from "wrangler";
import { buildAll } from "./build.ts";
import { home } from "./home.ts";
import { type Storage, storageProblem } from "./same-storage.ts";
import { api, edge, jobs, objects, type Script, scripts } from "./scripts.ts";

const args = process.argv.slice(2);
const isRehearsal = args.includes("--dry-run");
const problem = isRehearsal ? undefined : storageProblem(scripts.map(configOf));
if (problem !== undefined) {
  console.error(problem);
  process.exit(1);
}
await buildAll({ log: console.log });
// The others name its objects, so they must be there.
upload(objects);
// The first upload creates the database, so the migrations come after it. They only ever add; code that meets an older
// database leaves the shop's pages alone, and objects try again later what they could not tell.
if (!isRehearsal) wrangler("d1", "migrations", "apply", "DB", "--remote");
upload(edge);
// What they publish, the edge must be able to read.
upload(jobs);
upload(api);

function configOf({ config }: Script): Storage {
  return unstable_readConfig({ config: join(home, config) }, { hideWarnings: true }) as Storage;
}

function upload({ config, file }: Script): void {
  wrangler("deploy", file, "--no-bundle", "--config", config, ...args);
}

/** Wrangler may have to ask, so it gets the terminal. */
function wrangler(...words: readonly string[]): void {
  const { status } = spawnSync("wrangler", words, { cwd: home, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
