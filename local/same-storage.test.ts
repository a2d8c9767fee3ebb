import { expect, it } from "vitest";
import { type Storage, storageProblem } from "./same-storage.ts";

const storage = (kv: string | undefined, name: string, database?: string): Storage => ({
  kv_namespaces: [{ binding: "BUNDLES", id: kv }],
  d1_databases: [{ binding: "DB", database_name: name, database_id: database }],
});

it.each([
  ["a database that is found by its name", storage("a", "edgewise"), storage("a", "edgewise")],
  ["a database whose id one of them has", storage("a", "edgewise", "1"), storage("a", "edgewise")],
  ["a database whose id both have", storage("a", "edgewise", "1"), storage("a", "edgewise", "1")],
])("both scripts keep things in %s", (_what, edge, api) => {
  expect(storageProblem(edge, api)).toBeUndefined();
});

it.each([
  ["KV", storage(undefined, "edgewise"), storage(undefined, "edgewise"), "BUNDLES"],
  ["KV", storage("a", "edgewise"), storage(undefined, "edgewise"), "BUNDLES"],
  ["KV", storage("a", "edgewise"), storage("b", "edgewise"), "BUNDLES"],
  ["D1", storage("a", "edgewise"), storage("a", "other"), "DB"],
  ["D1", storage("a", "edgewise", "1"), storage("a", "edgewise", "2"), "DB"],
  ["D1", storage("a", "edgewise"), { ...storage("a", "edgewise"), d1_databases: [] }, "DB"],
])("is not uploaded where each script would have a %s of its own", (_what, edge, api, binding) => {
  expect(storageProblem(edge, api)).toContain(`Give ${binding} the same`);
});
