import { scripts } from "./scripts.ts";

/** As much of a script's configuration as says where it keeps things. */
export interface Storage {
  readonly kv_namespaces: readonly { readonly binding: string; readonly id?: string | undefined }[];
  readonly d1_databases: readonly {
    readonly binding: string;
    readonly database_name?: string | undefined;
    readonly database_id?: string | undefined;
  }[];
}

const everyFile = scripts.map(({ config }) => config).join(", ");

/**
 * Says why what one script stores would not be found by another, or undefined when it would. KV namespaces have no names:
 * for one that is not named by its id, Wrangler would make one for each script. A database is found by its name, too.
 */
export function storageProblem(configurations: readonly Storage[]): string | undefined {
  for (const binding of bindingsOf(configurations, "kv_namespaces")) {
    const ids = configurations.map((each) => named(each.kv_namespaces, binding)?.id);
    if (!areSame(ids))
      return `Give ${binding} the same id in ${everyFile}; \`npx wrangler kv namespace create edgewise\` makes one.`;
  }
  for (const binding of bindingsOf(configurations, "d1_databases")) {
    const databases = configurations.map((each) => named(each.d1_databases, binding));
    const ids = databases.map((database) => database?.database_id).filter((id) => id !== undefined);
    if (!areSame(databases.map((database) => database?.database_name)) || new Set(ids).size > 1)
      return `Give ${binding} the same database_name and database_id in ${everyFile}.`;
  }
  return undefined;
}

function bindingsOf(configurations: readonly Storage[], kind: keyof Storage): ReadonlySet<string> {
  return new Set(configurations.flatMap((each) => each[kind].map(({ binding }) => binding)));
}

function named<Bound extends { readonly binding: string }>(bound: readonly Bound[], binding: string) {
  return bound.find((each) => each.binding === binding);
}

function areSame(texts: readonly (string | undefined)[]): boolean {
  const [first] = texts;
  return Boolean(first) && texts.every((text) => text === first);
}
