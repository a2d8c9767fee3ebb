import { listDurableObjectIds, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";

/** All that is written down anywhere, as text: D1, KV, and the durable objects of these namespaces. */
export async function everythingStored(namespaces: readonly DurableObjectNamespace[]): Promise<string> {
  const texts = [await ofDatabase(), await ofKv()];
  for (const namespace of namespaces)
    for (const id of await listDurableObjectIds(namespace))
      texts.push(await runInDurableObject(namespace.get(id), (_object, { storage }) => ofObject(storage)));
  return texts.join("\n");
}

async function ofDatabase(): Promise<string> {
  const { results } = await env.DB.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'",
  ).all<{ name: string }>();
  const rows = await Promise.all(results.map(({ name }) => env.DB.prepare(`SELECT * FROM "${name}"`).all()));
  return JSON.stringify(rows.map((table) => table.results));
}

async function ofKv(): Promise<string> {
  const { keys } = await env.BUNDLES.list();
  const values = await Promise.all(keys.map(({ name }) => env.BUNDLES.get(name)));
  return JSON.stringify([keys, values]);
}

async function ofObject(storage: DurableObjectStorage): Promise<string> {
  const tables = [
    ...storage.sql.exec<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'",
    ),
  ];
  const rows = tables.map(({ name }) => [...storage.sql.exec(`SELECT * FROM "${name}"`)]);
  return JSON.stringify([rows, [...(await storage.list())], await storage.getAlarm()]);
}
