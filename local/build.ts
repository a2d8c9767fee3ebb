/** Builds what the scripts serve, the scripts as they would be uploaded, and the public library: `npm run build`. */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildLibrary } from "./build-library.ts";
import { buildPart, type BuildPart } from "./build-part.ts";
import { home } from "./home.ts";
import { type Script, scripts } from "./scripts.ts";

/** What every part depends on: the versions of the packages, and how building is done. */
const everywhere = ["package-lock.json", "local/build.ts", "local/build-part.ts", "tsconfig.base.json"];

const parts: readonly BuildPart[] = [
  {
    name: "snippet",
    inputs: [...everywhere, "snippet", "model"],
    output: "dist/assets/snippet/s.js",
    async build() {
      // Bundlers are loaded only when there is something to bundle: `npm start` asks each time.
      const { buildSnippet } = await import("../snippet/build.ts");
      await buildSnippet();
    },
  },
  {
    name: "dashboard",
    inputs: [...everywhere, "dashboard", "model", "worker/api/contract.ts"],
    output: "dist/assets/dashboard/index.html",
    async build() {
      const { build } = await import("vite");
      await build({ configFile: join(home, "dashboard/vite.config.ts"), logLevel: "silent" });
    },
  },
  {
    // Beside the dashboard's files, whose build empties their folder.
    name: "API's description",
    inputs: [
      ...everywhere,
      "local/describe-api.ts",
      "worker/answer",
      "worker/api",
      "worker/sign-in",
      "model",
    ],
    output: "dist/assets/dashboard/openapi.json",
    async build() {
      const { describeApi } = await import("./describe-api.ts");
      const { endpoints } = await import("../worker/api/contract.ts");
      await writeFile(
        join(home, "dist/assets/dashboard/openapi.json"),
        JSON.stringify(describeApi(endpoints)),
      );
    },
  },
  ...scripts.map((script) => ({
    name: `${script.name} script`,
    inputs: [
      ...everywhere,
      "local/bundle-worker.ts",
      "local/scripts.ts",
      "local/trim",
      "worker",
      "model",
      "package.json",
    ],
    output: script.file,
    build: () => buildScript(script),
  })),
  {
    name: "library",
    inputs: [...everywhere, "local/build-library.ts", "model", "snippet"],
    output: "dist/library/snippet/library/library.js",
    build: () => buildLibrary(),
  },
];

async function buildScript({ entry, file, makesPages }: Script): Promise<void> {
  const { bundleWorker } = await import("./bundle-worker.ts");
  const { code, map } = await bundleWorker(entry, makesPages);
  const folder = join(home, dirname(file));
  // A bundle of an older layout must not linger beside the new one.
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(home, `${file}.map`), map);
  await writeFile(join(home, file), code);
}

/**
 * Builds the snippet, the dashboard, the scripts and the library into `dist/`, each only when something that it is made
 * of has changed since. Rejects with what every failing build said.
 */
export async function buildAll({ log }: { log: (line: string) => void }): Promise<void> {
  const failures: string[] = [];
  for (const part of parts) {
    const startedAtMs = performance.now();
    try {
      if (!(await buildPart(home, part))) continue;
      log(`built the ${part.name} in ${((performance.now() - startedAtMs) / 1000).toFixed(1)} s`);
    } catch (error) {
      failures.push(
        `The ${part.name} does not build:\n${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
  if (failures.length > 0) throw new Error(failures.join("\n\n"));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await buildAll({ log: console.log });
    console.log("dist/ is up to date");
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
