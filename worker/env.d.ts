/**
 * The bindings that the edge, the dashboard and the jobs all have, so what the rooms below them may use. Of the same name is the same
 * thing. The objects have fewer: `ObjectsEnv`.
 */
type Env = Pick<EdgeEnv, keyof EdgeEnv & keyof ApiWorkerEnv & keyof JobsEnv>;

/** What answers requests has the files that were built, too. */
type FilesEnv = Env & Pick<EdgeEnv, "ASSETS">;
