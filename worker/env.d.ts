/** The bindings that both scripts have, so what the rooms below them may use. Of the same name is the same thing. */
type Env = Pick<EdgeEnv, keyof EdgeEnv & keyof ApiWorkerEnv>;
