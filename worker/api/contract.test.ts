import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { scopes } from "../../model/api-key.ts";
import { createKey } from "../store/api-keys.ts";
import { api } from "../testing/held-api.ts";
import { inviteUser, prepareDatabase } from "../testing/shop.ts";
import { endpoints } from "./contract.ts";
import { type Endpoint, everybody } from "./contract/endpoint.ts";
import { lineOf } from "./contract/line.ts";

const table = Object.entries<Endpoint>(endpoints).filter(([key]) => key !== "GET /openapi.json");
const forSome = table.filter(([, { who }]) => who !== "anybody");

/** Calls an endpoint about nothing that there is. @returns the code of the refusal; empty where it answers. */
async function call(key: string, headers: Record<string, string>): Promise<string> {
  const { method, path, parameters } = lineOf(key);
  const address = new URL(`https://ew.shop.example/api/v1${path.replaceAll(/:\w+/g, "a".repeat(22))}`);
  for (const name of parameters) address.searchParams.set(name, name === "site" ? "lumen" : "1");
  const body = ["GET", "HEAD"].includes(method) ? {} : { body: '{"site":"lumen"}' };
  const request = new Request(address, { method, headers, ...body });
  const response = await api.fetch(request, env, createExecutionContext());
  if (response.ok) await response.body?.cancel();
  return response.ok ? "" : (await response.json<{ error: { code: string } }>()).error.code;
}

const headers: Record<string, Record<string, string>> = {};

beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await prepareDatabase();
  for (const role of everybody) {
    const body = JSON.stringify({ token: await inviteUser(role, Date.now() + 60_000) });
    const request = new Request("https://ew.shop.example/api/v1/session", { method: "POST", body });
    const response = await api.fetch(request, env, createExecutionContext());
    headers[role] = { cookie: response.headers.get("set-cookie")?.split(";")[0] ?? "" };
  }
  for (const scope of scopes) {
    const key = { site: "lumen", name: scope, scopes: [scope] };
    const { secret } = await createKey(env.DB, key, "owner", Date.now());
    headers[scope] = { authorization: `Bearer ${secret}` };
  }
});

describe("whom the table lets in", () => {
  it.each(table)("%s, and nobody else who is not signed in", async (key, { who }) => {
    const refused = ["not_signed_in"].includes(await call(key, {}));
    expect(refused).toBe(who !== "anybody" || key === "GET /session");
  });

  it.each(forSome)("%s, of all roles", async (key, { who }) => {
    for (const role of everybody)
      expect([role, (await call(key, headers[role] ?? {})) !== "not_allowed"]).toEqual([
        role,
        who.includes(role),
      ]);
  });

  it.each(forSome)("%s, with a key of its scope alone", async (key, { scope }) => {
    for (const each of scopes)
      expect([each, (await call(key, headers[each] ?? {})) !== "not_allowed"]).toEqual([
        each,
        each === scope,
      ]);
  });
});

it("an answer that the table does not describe fails the test that asked for it", async () => {
  await env.DB.prepare("UPDATE users SET role = 'visitor' WHERE id = 'viewer'").run();
  await expect(call("GET /session", headers["viewer"] ?? {})).rejects.toThrow(
    "The contract does not say this",
  );
});
