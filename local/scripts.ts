/** One of the three scripts that Edgewise is uploaded as. */
export interface Script {
  /** As its configuration has it. */
  readonly name: "edgewise" | "edgewise-objects" | "edgewise-api";
  /** Wrangler's. */
  readonly config: string;
  /** The module that it is built from. */
  readonly entry: string;
  /** Built, as one module. */
  readonly file: string;
}

/** What answers on shops' hosts. */
export const edge: Script = {
  name: "edgewise",
  config: "wrangler.toml",
  entry: "worker/worker.ts",
  file: "dist/edgewise/worker.js",
};

/** The Durable Objects, which the other two ask. */
export const objects: Script = {
  name: "edgewise-objects",
  config: "wrangler.objects.toml",
  entry: "worker/objects-worker.ts",
  file: "dist/edgewise-objects/worker.js",
};

/** What answers on the dashboard's host, and takes what was recorded from the queue. */
export const api: Script = {
  name: "edgewise-api",
  config: "wrangler.api.toml",
  entry: "worker/api-worker.ts",
  file: "dist/edgewise-api/worker.js",
};

/** All of them, as they are uploaded. */
export const scripts: readonly Script[] = [objects, edge, api];
