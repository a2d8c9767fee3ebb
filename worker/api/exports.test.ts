import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { csvParseRows } from "d3-dsv";
import { beforeAll, describe, expect, it } from "vitest";
import { createKey } from "../store/api-keys.ts";
import { saveProfiles } from "../store/profile-index.ts";
import { indexRowWith } from "../testing/index-row.ts";
import { inviteUser, prepareDatabase, siteWith } from "../testing/shop.ts";
import { api } from "../testing/held-api.ts";

const site = siteWith();
const people = 2203;
const nowMs = Date.parse("2026-11-22T12:00:00Z");

let key = "";
beforeAll(async () => {
  await prepareDatabase(site);
  key = (await createKey(env.DB, { site: site.id, name: "Warehouse", scopes: ["export"] }, "owner", 0))
    .secret;
  const rows = Array.from({ length: people }, (_, number) =>
    indexRowWith({
      site: site.id,
      id: `${number}`.padStart(22, "A"),
      seenAtMs: nowMs,
      name: number === 7 ? '=HYPERLINK("http://evil.example")' : `Anna ${number}`,
      facts: {
        orders: number,
        tags: ["vip", "berlin"],
        consent: number % 2 === 0 ? ["necessary", "marketing"] : ["necessary"],
      },
    }),
  );
  await saveProfiles(env.DB, rows, nowMs);
  await saveProfiles(
    env.DB,
    [indexRowWith({ site: "other", id: "other".padStart(22, "B"), seenAtMs: nowMs })],
    nowMs,
  );
});

/** What somebody who signed in shows. */
async function sessionOf(role: "viewer" | "care" | "owner"): Promise<Record<string, string>> {
  const body = JSON.stringify({ token: await inviteUser(role, Date.now() + 60_000) });
  const request = new Request("https://ew.shop.example/api/v1/session", { method: "POST", body });
  const response = await api.fetch(request, env, createExecutionContext());
  return { cookie: response.headers.get("set-cookie")!.split(";")[0]! };
}

async function download(
  path: string,
  headers: Record<string, string> = { authorization: `Bearer ${key}` },
): Promise<{ status: number; text: string }> {
  const context = createExecutionContext();
  const response = await api.fetch(
    new Request(`https://ew.shop.example/api/v1${path}`, { headers }),
    env,
    context,
  );
  const text = await response.text();
  await waitOnExecutionContext(context);
  return { status: response.status, text };
}

describe("an export of profiles", () => {
  it("has everybody of the site once, and no formula", async () => {
    const { text } = await download(`/exports/profiles.csv?site=${site.id}`);
    const [names = [], ...lines] = csvParseRows(text);
    const rows = lines.map((cells) => Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ""])));
    expect(new Set(rows.map(({ id }) => id)).size).toBe(people);
    expect(rows).toHaveLength(people);
    const row = rows.find(({ orders }) => orders === "7");
    expect(row).toMatchObject({
      name: `'=HYPERLINK("http://evil.example")`,
      seenAt: "2026-11-22T12:00:00.000Z",
      tags: "vip|berlin",
    });
  });

  it("is for marketing only of those who agreed to that", async () => {
    const { text } = await download(`/exports/profiles.ndjson?site=${site.id}&for=marketing`);
    const rows = text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { facts: { orders: number } });
    expect(rows).toHaveLength(1102);
    expect(rows.every(({ facts }) => facts.orders % 2 === 0)).toBe(true);
  });

  it("is not another site's, nor anything else", async () => {
    expect((await download("/exports/profiles.csv?site=other")).status).toBe(403);
    expect((await download(`/exports/users.csv?site=${site.id}`)).status).toBe(404);
    expect((await download(`/exports/profiles.csv?site=${site.id}&for=fun`)).status).toBe(404);
  });

  it("is for those who may change things, like imports", async () => {
    const paths = [`/exports/profiles.csv?site=${site.id}`, `/imports?site=${site.id}`];
    const statuses = async (role: "viewer" | "care" | "owner") => {
      const session = await sessionOf(role);
      return Promise.all(paths.map(async (path) => (await download(path, session)).status));
    };
    expect(await statuses("viewer")).toEqual([403, 403]);
    expect(await statuses("care")).toEqual([403, 403]);
    expect(await statuses("owner")).toEqual([200, 200]);
  });
});
