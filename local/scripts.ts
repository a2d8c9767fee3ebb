/** One of the two scripts that Edgewise is uploaded as. */
export interface Script {
  /** As its configuration has it. */
  readonly name: "edgewise" | "edgewise-api";
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

/** What answers on the dashboard's host, and takes what was recorded from the queue. It asks the edge's objects. */
export const api: Script = {
  name: "edgewise-api",
  config: "wrangler.api.toml",
  entry: "worker/api-worker.ts",
  file: "dist/edgewise-api/worker.js",
};
