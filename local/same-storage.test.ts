import { expect, it } from "vitest";
import { type Storage, storageProblem } from "./same-storage.ts";

const storage = (kv: string | undefined, name: string, database?: string): Storage => ({
  kv_namespaces: [{ binding: "BUNDLES", id: kv }],
  d1_databases: [{ binding: "DB", database_name: name, database_id: database }],
});
const usual = storage("a", "edgewise");

it.each([
  ["a database that is found by its name", [usual, usual, usual, usual]],
  ["a database whose id one of them has", [usual, storage("a", "edgewise", "1"), usual, usual]],
  [
    "a database whose id all have",
    [storage("a", "edgewise", "1"), storage("a", "edgewise", "1"), storage("a", "edgewise", "1")],
  ],
])("all scripts keep things in %s", (_what, configurations) => {
  expect(storageProblem(configurations)).toBeUndefined();
});

it.each([
  ["KV", "BUNDLES", storage(undefined, "edgewise")],
  ["KV", "BUNDLES", storage("b", "edgewise")],
  ["KV", "BUNDLES", { ...usual, kv_namespaces: [] }],
  ["D1", "DB", storage("a", "other")],
  ["D1", "DB", { ...usual, d1_databases: [] }],
])("is not uploaded where one script would have a %s of its own", (_what, binding, other) => {
  for (const configurations of [
    [other, usual, usual],
    [usual, other, usual],
    [usual, usual, other],
  ])
    expect(storageProblem(configurations)).toContain(`Give ${binding} the same`);
});

it("is not uploaded where no script names its KV", () => {
  const nowhere = storage(undefined, "edgewise");
  expect(storageProblem([nowhere, nowhere, nowhere, nowhere])).toContain(
    "BUNDLES the same id in wrangler.objects.toml, wrangler.toml, wrangler.jobs.toml, wrangler.api.toml",
  );
});

it("is not uploaded where two scripts name databases by different ids", () => {
  expect(storageProblem([usual, storage("a", "edgewise", "1"), storage("a", "edgewise", "2")])).toContain(
    "Give DB the same",
  );
});
