/**
 * The bindings that the edge and the dashboard both have, so what the rooms below them may use. Of the same name is the same
 * thing. The objects have fewer: `ObjectsEnv`.
 */
type Env = Pick<EdgeEnv, keyof EdgeEnv & keyof ApiWorkerEnv>;
