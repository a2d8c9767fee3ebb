import { api, edge } from "./scripts.ts";

const options = ["--include-runtime=false", "--strict-vars=false"];

/** For each script, what Wrangler is asked so that it writes the types of its bindings down, or checks them. */
export const bindingTypes: readonly (readonly string[])[] = [
  ["types", "worker/worker-configuration.d.ts", "-c", edge.config, "--env-interface", "EdgeEnv", ...options],
  // The objects that it asks are found in the other script's configuration.
  [
    "types",
    "worker/api-worker-configuration.d.ts",
    "-c",
    api.config,
    "-c",
    edge.config,
    "--env-interface",
    "ApiWorkerEnv",
    ...options,
  ],
];
