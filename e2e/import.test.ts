import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runCommand } from "../local/command.ts";
import { dashboardHost } from "../local/serve.ts";
import { type Edge, startEdge } from "./testing/edge.ts";

const program = fileURLToPath(new URL("../local/import.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "edgewise-import-"));
const file = join(folder, "customers.csv");

let edge: Edge;
let key = "";
beforeAll(async () => {
  edge = await startEdge({ origin: "http://127.0.0.1:1" });
  const made = await edge.api("POST", "/keys?site=shop", { name: "Files", scopes: ["import", "profiles"] });
  key = (made as { secret: string }).secret;
});
afterAll(async () => {
  await edge?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** `npm run import`, as somebody types it. */
async function importFile(...flags: string[]) {
  const url = `http://${dashboardHost}:${edge.port}`;
  return runCommand(process.execPath, [program, file, "--site", "shop", "--url", url, ...flags], {
    env: { EDGEWISE_KEY: key },
  });
}

const columns = [
  "--map",
  "No=identities.customer",
  "--map",
  "Name=traits.name",
  "--map",
  "E-mail=identities.email",
];

it("customers come in by the command line, go on where that broke off, and are found", async () => {
  writeFileSync(
    file,
    'No;Name;E-mail\n1001;"Odile ""Odi"" Berg";odile@shop.example\n;Nobody;\n1002;Max Marsh;max@shop.example\n',
  );
  const first = await importFile("--delimiter", ";", ...columns);
  expect(first.output).toContain("3 rows: 2 taken, 0 known before, 1 rejected");
  expect(first.code).toBe(2);
  expect(readFileSync(`${file}.rejected.csv`, "utf8")).toMatch(/^row,.*\r\n2,no_identity,.*,;Nobody;\r\n$/);

  const id = /Import (\S+);/.exec(first.output)?.[1] ?? "";
  const again = await importFile("--delimiter", ";", ...columns, "--resume", id);
  expect(again.output).toContain("3 rows: 2 taken, 0 known before, 1 rejected");

  const search = async () =>
    (await edge.api("POST", "/profiles/search?site=shop", { q: "odi" })) as { profiles: { name: string }[] };
  await expect.poll(search, { timeout: 15_000 }).toMatchObject({ profiles: [{ name: 'Odile "Odi" Berg' }] });
});

it("says in a sentence what is wrong, and ends", async () => {
  writeFileSync(file, "No,Name\n1,A\n");
  const missing = await importFile("--map", "Number=identities.customer");
  expect(missing).toMatchObject({
    code: 1,
    output: expect.stringContaining("These columns are not in the file's first row: Number."),
  });
  const nowhere = await importFile("--map", "No=somewhere");
  expect(nowhere).toMatchObject({
    code: 1,
    output: expect.stringContaining("A file cannot be imported so."),
  });
});
