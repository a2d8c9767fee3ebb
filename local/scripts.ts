/** One of the four scripts that Edgewise is uploaded as. */
export interface Script {
  /** As its configuration has it. */
  readonly name: "edgewise" | "edgewise-objects" | "edgewise-api" | "edgewise-jobs";
  /** Wrangler's. */
  readonly config: string;
  /** The module that it is built from. */
  readonly entry: string;
  /** Built, as one module. */
  readonly file: string;
  /** Whether shoppers get pages by it: the others check offers and render none. */
  readonly makesPages: boolean;
}

/** What answers on shops' hosts. */
export const edge: Script = {
  name: "edgewise",
  config: "wrangler.toml",
  entry: "worker/worker.ts",
  file: "dist/edgewise/worker.js",
  makesPages: true,
};

/** The Durable Objects, which the others ask. */
export const objects: Script = {
  name: "edgewise-objects",
  config: "wrangler.objects.toml",
  entry: "worker/objects-worker.ts",
  file: "dist/edgewise-objects/worker.js",
  makesPages: false,
};

/** What answers on the dashboard's host. */
export const api: Script = {
  name: "edgewise-api",
  config: "wrangler.api.toml",
  entry: "worker/api-worker.ts",
  file: "dist/edgewise-api/worker.js",
  makesPages: false,
};

/** What takes what was recorded from the queue, and does each minute what is due. */
export const jobs: Script = {
  name: "edgewise-jobs",
  config: "wrangler.jobs.toml",
  entry: "worker/jobs-worker.ts",
  file: "dist/edgewise-jobs/worker.js",
  makesPages: false,
};

/** All of them, as they are uploaded. */
export const scripts: readonly Script[] = [objects, edge, jobs, api];
