/** As much of a script's configuration as says where it keeps things. */
export interface Storage {
  readonly kv_namespaces: readonly { readonly binding: string; readonly id?: string | undefined }[];
  readonly d1_databases: readonly {
    readonly binding: string;
    readonly database_name?: string | undefined;
    readonly database_id?: string | undefined;
  }[];
}

/**
 * Says why what one script stores would not be found by the other, or undefined when it would. KV namespaces have no
 * names: for one that neither names by its id, Wrangler would make one for each script.
 */
export function storageProblem(edge: Storage, api: Storage): string | undefined {
  for (const { binding, id } of edge.kv_namespaces) {
    const same = api.kv_namespaces.find((other) => other.binding === binding)?.id;
    if (!id || id !== same)
      return `Give ${binding} the same id in wrangler.toml and wrangler.api.toml; \`npx wrangler kv namespace create edgewise\` makes one.`;
  }
  for (const { binding, database_name: name, database_id: id } of edge.d1_databases) {
    const other = api.d1_databases.find((each) => each.binding === binding);
    if (!name || other?.database_name !== name || (id ?? name) !== (other.database_id ?? id ?? name))
      return `Give ${binding} the same database_name and database_id in wrangler.toml and wrangler.api.toml.`;
  }
  return undefined;
}
