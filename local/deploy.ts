/** `npm run deploy`: builds everything, uploads it with Wrangler, then brings the database up to date. */
import { spawnSync } from "node:child_process";
import { buildAll } from "./build.ts";
import { home } from "./home.ts";

/** Wrangler may have to ask, so it gets the terminal. */
function wrangler(...args: readonly string[]): void {
  const { status } = spawnSync("wrangler", args, { cwd: home, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

const args = process.argv.slice(2);
await buildAll({ log: console.log });
// The first upload creates the database, so the migrations come after it. They only ever add, and code that meets an
// older database leaves the shop's pages alone.
wrangler("deploy", "dist/worker/worker.js", "--no-bundle", ...args);
if (!args.includes("--dry-run")) wrangler("d1", "migrations", "apply", "DB", "--remote");
