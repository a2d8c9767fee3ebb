import { createExecutionContext, createMessageBatch, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { csvParseRows } from "d3-dsv";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { takeRecords } from "../jobs/take-records.ts";
import { createKey } from "../store/api-keys.ts";
import { deleteImport, savePart } from "../store/imports.ts";
import { bought } from "../testing/bought.ts";
import { configurationWith, prepareDatabase, siteWith } from "../testing/shop.ts";
import { goLive } from "../testing/visiting.ts";
import { api } from "../testing/held-api.ts";
import type { ImportSummary } from "./contract.ts";

const site = "imported";

let key = "";
beforeAll(async () => {
  await prepareDatabase();
  await goLive(siteWith({ id: site, hosts: ["imported.example"] }), configurationWith(), Date.now());
  key = (await createKey(env.DB, { site, name: "Files", scopes: ["import"] }, "owner", 0)).secret;
});
beforeEach(() => void vi.spyOn(console, "error").mockReturnValue());

async function call(method: string, path: string, body?: unknown, bindings: Env = env) {
  const request = new Request(`https://ew.shop.example/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}` },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const context = createExecutionContext();
  const response = await api.fetch(request, bindings, context);
  const text = await response.text();
  await waitOnExecutionContext(context);
  return { status: response.status, text };
}

/** Begins to import orders. */
async function begin(plan: object = {}): Promise<string> {
  const columns = {
    order: "params.transaction_id",
    total: "params.value",
    who: "identities.customer",
    when: "time",
  };
  const constants = { event: "purchase", "params.currency": "EUR" };
  const whole = { name: "orders.csv", format: "csv", columns, constants, rows: 5, ...plan };
  const { status, text } = await call("POST", `/imports?site=${site}`, whole);
  expect(status).toBe(201);
  return (JSON.parse(text) as { import: ImportSummary }).import.id;
}

async function put(id: string, part: number, row: number, text: string, bindings: Env = env) {
  const answer = await call("PUT", `/imports/${id}/parts/${part}?site=${site}&row=${row}`, text, bindings);
  return { status: answer.status, answer: JSON.parse(answer.text) as unknown };
}

/** How many rows of it were not taken and are kept. */
async function rejectedOf(id: string): Promise<unknown> {
  const sql = "SELECT COUNT(*) AS count FROM import_rejections WHERE import = ?";
  return env.DB.prepare(sql).bind(id).first("count");
}

const heading = "order,total,who,when\n";
const rows = [
  "A-1,19.95,c-1,2026-01-05",
  "A-2,5.05,c-1,2026-02-05T10:00:00Z",
  "A-3,=1+1,c-2,2026-02-06",
  "A-4,7,,2026-02-07",
  "A-5,40,c-2,2026-02-08",
];

describe("a file", () => {
  it("is taken part by part, counts once, and says what it did not take", async () => {
    const id = await begin();
    const second = heading + rows.slice(2).join("\n");
    expect((await put(id, 1, 3, second)).answer).toEqual({
      part: 1,
      rows: 3,
      accepted: 1,
      duplicates: 0,
      rejected: 2,
    });
    expect((await put(id, 0, 1, heading + rows.slice(0, 2).join("\n"))).answer).toMatchObject({
      accepted: 2,
    });
    // Once more, as after a broken connection.
    expect((await put(id, 1, 3, second)).answer).toMatchObject({ accepted: 1, rejected: 2 });
    expect([await bought(site, "customer", "c-1"), await bought(site, "customer", "c-2")]).toEqual([
      [2, 25],
      [1, 40],
    ]);
    const { text } = await call("GET", `/imports/${id}?site=${site}`);
    expect((JSON.parse(text) as { import: ImportSummary }).import).toMatchObject({
      name: "orders.csv",
      expected: 5,
      parts: 2,
      rows: 5,
      accepted: 3,
      duplicates: 0,
      rejected: 2,
    });
    const rejected = await call("GET", `/imports/${id}/rejected.csv?site=${site}`);
    expect(csvParseRows(rejected.text)).toEqual([
      ["row", "code", "message", "source"],
      ["3", "invalid_event", expect.stringContaining("value"), "A-3,=1+1,c-2,2026-02-06"],
      ["4", "no_identity", expect.any(String), "A-4,7,,2026-02-07"],
    ]);

    const again = await begin();
    expect((await put(again, 0, 1, heading + rows.join("\n"))).answer).toMatchObject({
      accepted: 0,
      duplicates: 3,
    });
    expect(await bought(site, "customer", "c-1")).toEqual([2, 25]);
  });

  it("is not half a file: another text in the place of a part is refused", async () => {
    const id = await begin();
    await put(id, 0, 1, heading + rows[0]);
    expect(await put(id, 0, 1, heading + rows[1])).toMatchObject({
      status: 409,
      answer: { error: { code: "conflict" } },
    });
  });

  it.each([
    ["a column is missing", "order,total\nA-9,1\n"],
    ["a quotation mark is open", `${heading}"A-9,1,c-9,2026-01-01\n`],
    ["it is too long", heading + "A,1,c,2026-01-01\n".repeat(1001)],
  ])("is refused where %s, and can be sent right", async (_why, text) => {
    const id = await begin();
    expect(await put(id, 0, 1, text)).toMatchObject({
      status: 400,
      answer: { error: { code: "invalid_request" } },
    });
    expect((await put(id, 0, 1, `${heading}A-10,1,c-10,2026-01-01`)).status).toBe(200);
  });

  it("is kept by its sender while profiles do not answer, and counts once when they do", async () => {
    const id = await begin();
    const text = `${heading}A-20,1,c-20,2026-01-01\n`;
    const down = { idFromName: () => ({}), get: () => ({ record: () => Promise.reject(new Error("down")) }) };
    const bindings = { ...env, PROFILES: down as unknown as Env["PROFILES"] };
    expect((await put(id, 0, 1, text, bindings)).status).toBe(503);
    expect((await put(id, 0, 1, text)).answer).toMatchObject({ accepted: 1, rejected: 0 });
    expect(await bought(site, "customer", "c-20")).toEqual([1, 1]);
  });

  it("is another site's secret", async () => {
    const id = await begin();
    expect((await call("GET", `/imports/${id}?site=lumen`)).status).toBe(403);
    expect((await call("GET", `/imports/none?site=${site}`)).status).toBe(404);
  });

  it("may be sent from two places at once: one part counts, and the other text is refused", async () => {
    const id = await begin();
    const wrong = (number: number) => `${heading}A-4${number},x,c-40,2026-01-01\n`;
    const answers = await Promise.all([1, 2].map((number) => put(id, 0, 1, wrong(number))));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
    const first = answers.findIndex(({ status }) => status === 200) + 1;
    const rejected = await call("GET", `/imports/${id}/rejected.csv?site=${site}`);
    expect(csvParseRows(rejected.text).slice(1)).toEqual([
      ["1", "invalid_event", expect.any(String), `A-4${first},x,c-40,2026-01-01`],
    ]);
  });

  it("gives back every row that was not taken, however many and long they are", async () => {
    const id = await begin({ format: "ndjson", columns: {}, constants: {} });
    const lines = Array.from({ length: 1000 }, (_, number) => {
      return number === 500 ? `"${"\\u0000".repeat(33_000)}` : `[${number},"${'\\"'.repeat(150)}🙂"]`;
    });
    const { answer } = await put(id, 0, 1, lines.join("\n"));
    expect(answer).toMatchObject({ rows: 1000, rejected: 1000 });
    const { text } = await call("GET", `/imports/${id}/rejected.csv?site=${site}`);
    const sources = csvParseRows(text).map(([, , , source]) => source!);
    expect(sources).toHaveLength(1001);
    expect(sources[1000]).toBe(lines[999]);
    expect(sources[501]).toBe(lines[500]!.slice(0, 32_768));
  });

  it("leaves nothing of a part that was under way when it was deleted", async () => {
    const id = await begin();
    await deleteImport(env.DB, site, id);
    const counts = { rows: 1, accepted: 0, duplicates: 0, rejected: 1 };
    const rejections = [{ row: 1, code: "invalid_event", message: "No.", source: "A-50,x" }];
    await savePart(env.DB, site, id, { part: 0, digest: "d", counts, rejections });
    expect(await rejectedOf(id)).toBe(0);
    const left = env.DB.prepare("SELECT COUNT(*) AS count FROM import_parts WHERE import = ?").bind(id);
    expect(await left.first("count")).toBe(0);
  });

  it("is forgotten after 30 days, also where nobody imports any more", async () => {
    const id = await begin();
    await put(id, 0, 1, `${heading}A-60,x,c-60,2026-01-01\n`);
    const dayMs = 24 * 60 * 60_000;
    const taken = async (days: number) =>
      takeRecords(createMessageBatch("edgewise-records", []), env, Date.now() + days * dayMs);
    await taken(29);
    expect(await rejectedOf(id)).toBe(1);
    await taken(31);
    expect(await rejectedOf(id)).toBe(0);
    expect((await call("GET", `/imports/${id}?site=${site}`)).status).toBe(404);
  });

  it("says that its rejected rows broke off, instead of ending early", async () => {
    const id = await begin();
    const DB = new Proxy(env.DB, {
      get: (db, name: keyof D1Database) =>
        name === "prepare"
          ? (sql: string) => {
              if (sql.includes("FROM import_rejections")) throw new Error("D1 is down.");
              return db.prepare(sql);
            }
          : db[name],
    });
    await expect(
      call("GET", `/imports/${id}/rejected.csv?site=${site}`, undefined, { ...env, DB }),
    ).rejects.toThrow("D1 is down.");
  });

  it("is forgotten on demand, with the rows that were not taken", async () => {
    const id = await begin();
    await put(id, 0, 1, `${heading}A-30,x,c-30,2026-01-01\n`);
    expect((await call("DELETE", `/imports/${id}?site=${site}`)).status).toBe(200);
    expect((await call("GET", `/imports/${id}/rejected.csv?site=${site}`)).status).toBe(404);
    expect(await rejectedOf(id)).toBe(0);
  });
});
