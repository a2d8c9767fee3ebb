/** Runs what `bench/` measures, one program after another: all of it, or what is named, as in `npm run bench:decide`. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { home } from "./home.ts";

/** The programs of each name, in the order in which they print. */
const benches: Readonly<Record<string, readonly string[]>> = {
  decide: ["condition.ts", "decide.ts"],
};

const named = process.argv.slice(2);
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
  const child = spawn(process.execPath, [join(home, "bench", program)], { stdio: "inherit" });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  if (code !== 0) process.exitCode = 1;
}
