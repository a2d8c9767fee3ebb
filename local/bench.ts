/** Runs what `bench/` measures, one program after another: all of it, or what is named, as in `npm run bench:decide`. */
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { join } from "node:path";
import { home } from "./home.ts";

/** The programs of each name, in the order in which they print. */
const benches: Readonly<Record<string, readonly string[]>> = {
  coupons: ["coupons.ts"],
  dashboard: ["dashboard.ts"],
  decide: ["condition.ts", "decide.ts"],
  events: ["events.ts"],
  page: ["page.ts"],
  profiles: ["profiles.ts"],
  results: ["results.ts"],
  snippet: ["snippet.ts"],
};

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const args = process.argv.slice(2);
const named = args.filter((arg) => !arg.startsWith("--"));
/** What is said to the programs themselves, such as `--quick`. */
const flags = args.filter((arg) => arg.startsWith("--"));
const unknown = named.find((name) => !Object.hasOwn(benches, name));
if (unknown !== undefined) {
  console.error(`There is no bench called "${unknown}"; there is ${Object.keys(benches).join(", ")}.`);
  process.exitCode = 1;
} else {
  for (const name of named.length > 0 ? named : Object.keys(benches))
    for (const program of benches[name] ?? []) await run(program);
}

/** In a process of its own, so that no bench runs in memory and code that another has warmed up. */
async function run(program: string): Promise<void> {
  console.log(`\n${program}`);
  const child = spawn(process.execPath, [join(home, "bench", program), ...flags], { stdio: "inherit" });
  // Whoever stops this program alone stops the bench too, which has servers of its own to end.
  const passOn = (signal: NodeJS.Signals): void => void child.kill(signal);
  for (const signal of signals) process.on(signal, passOn);
  const code = await new Promise<number>((resolve) =>
    child.once("close", (exitCode, signal) =>
      resolve(exitCode ?? 128 + constants.signals[signal ?? "SIGKILL"]),
    ),
  );
  for (const signal of signals) process.off(signal, passOn);
  if (code > 128) process.exit(code);
  if (code !== 0) process.exitCode = 1;
}
