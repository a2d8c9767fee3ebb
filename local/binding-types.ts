import { api, edge, jobs, objects, type Script } from "./scripts.ts";

/** For each script, what Wrangler is asked so that it writes the types of its bindings down, or checks them. */
export const bindingTypes: readonly (readonly string[])[] = [
  typesOf(edge, { file: "worker/worker-configuration.d.ts", env: "EdgeEnv" }),
  typesOf(objects, { file: "worker/objects-worker-configuration.d.ts", env: "ObjectsEnv" }),
  typesOf(jobs, { file: "worker/jobs-worker-configuration.d.ts", env: "JobsEnv" }),
  typesOf(api, { file: "worker/api-worker-configuration.d.ts", env: "ApiWorkerEnv" }),
];

function typesOf(script: Script, { file, env }: { file: string; env: string }): readonly string[] {
  // What it asks of other scripts is found in their own configurations.
  const asks: Record<Script["name"], readonly Script[]> = {
    "edgewise-objects": [],
    edgewise: [objects],
    "edgewise-jobs": [objects],
    "edgewise-api": [objects, edge],
  };
  const others = asks[script.name].flatMap(({ config }) => ["-c", config]);
  const options = ["--env-interface", env, "--include-runtime=false", "--strict-vars=false"];
  return ["types", file, "-c", script.config, ...others, ...options];
}
