import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { saveSite } from "../store/sites.ts";
import { inviteUser, prepareDatabase, siteWith } from "../testing/shop.ts";
import { api } from "../testing/held-api.ts";

const dashboard = "https://ew.shop.example";

interface Call {
  /** A session's cookie. */
  as?: string;
  key?: string;
  origin?: string;
}

async function call(methodAndPath: string, body?: unknown, { as, key, origin }: Call = { as: owner }) {
  const [method = "GET", path = "/"] = methodAndPath.split(" ");
  const request = new Request(`${dashboard}/api/v1${path}`, {
    method,
    headers: {
      ...(as === undefined ? {} : { cookie: as }),
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(origin === undefined ? {} : { origin }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const context = createExecutionContext();
  const response = await api.fetch(request, env, context);
  await waitOnExecutionContext(context);
  // oxlint-disable-next-line typescript/no-explicit-any -- The shape is what these tests look at.
  return { status: response.status, answer: (await response.json()) as any };
}

async function signIn(role: Parameters<typeof inviteUser>[0]): Promise<string> {
  const token = await inviteUser(role, Date.now() + 60_000);
  const request = new Request(`${dashboard}/api/v1/session`, {
    method: "POST",
    body: JSON.stringify({ token }),
  });
  const response = await api.fetch(request, env, createExecutionContext());
  return response.headers.get("set-cookie")!.split(";")[0]!;
}

let owner = "";
beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await prepareDatabase();
  await saveSite(env.DB, siteWith({ id: "other", hosts: ["other.example"] }));
  owner = await signIn("owner");
});
afterEach(() => void vi.useRealTimers());

async function newKey(...scopes: string[]): Promise<{ id: string; secret: string }> {
  const { answer } = await call("POST /keys?site=lumen", { name: "Till", scopes });
  return { id: answer.key.id, secret: answer.secret };
}

const refused = (code: string) => ({ error: { code, message: expect.stringMatching(/./) } });
const question = { site: "lumen" };

describe("a key", () => {
  it("is told once, and listed without what opens", async () => {
    const made = await call("POST /keys?site=lumen", { name: " Till ", scopes: ["decide", "events"] });
    expect(made).toMatchObject({
      status: 201,
      answer: {
        secret: expect.stringMatching(/^ew_[\w-]{43}$/),
        key: {
          name: "Till",
          scopes: ["decide", "events"],
          createdBy: "owner",
          lastUsedAt: null,
          revokedAt: null,
        },
      },
    });
    const { answer } = await call("GET /keys?site=lumen");
    expect(answer.keys[0]).toEqual(made.answer.key);
    expect((await call("GET /keys?site=other")).answer).toEqual({ keys: [] });
    const stored = await env.DB.prepare("SELECT * FROM api_keys").all();
    expect(JSON.stringify([answer, stored.results])).not.toContain(made.answer.secret.slice(3));
  });

  it("opens its part of the API on its site, and nothing else", async () => {
    const { secret: key } = await newKey("decide");
    // Nothing is published: the question has come through.
    expect(await call("POST /decide", question, { key })).toMatchObject({
      status: 404,
      answer: refused("not_found"),
    });
    for (const [what, body] of [
      ["POST /decide", { site: "other" }],
      ["POST /events", { ...question, events: [] }],
      ["GET /sites", undefined],
      ["GET /keys?site=lumen", undefined],
      ["POST /keys?site=lumen", { name: "More", scopes: ["events"] }],
      ["GET /profiles/x?site=lumen", undefined],
      ["POST /publish?site=lumen", {}],
      ["GET /nothing", undefined],
    ] as const)
      expect([what, await call(what, body, { key })]).toMatchObject([
        what,
        { status: 403, answer: refused("not_allowed") },
      ]);
    const { secret: profiles } = await newKey("profiles");
    for (const site of ["?site=other", "", "?site=other&site=lumen", "?%73ite=lumen&site=other"])
      expect(await call(`GET /profiles/x${site}`, undefined, { key: profiles })).toMatchObject({
        status: 403,
      });
    expect(await call("GET /profiles/x/nothing?site=lumen", undefined, { key: profiles })).toMatchObject({
      status: 404,
    });
  });

  it("opens nothing once it is revoked, though somebody is signed in", async () => {
    const { id, secret: key } = await newKey("decide");
    expect(await call(`DELETE /keys/${id}?site=other`)).toMatchObject({ status: 404 });
    expect(await call("POST /decide", question, { key })).toMatchObject({ status: 404 });
    const first = await call(`DELETE /keys/${id}?site=lumen`);
    expect(first).toMatchObject({ status: 200, answer: { key: { id, revokedAt: expect.any(String) } } });
    expect((await call(`DELETE /keys/${id}?site=lumen`)).answer).toEqual(first.answer);
    for (const bad of [key, `${key}x`, `ew_${"A".repeat(43)}`, "ew_", "'; DROP TABLE api_keys; --"])
      expect(await call("POST /decide", question, { key: bad, as: owner })).toMatchObject({
        status: 401,
        answer: refused("invalid_key"),
      });
  });

  it("is not for pages: what comes from another site's is refused", async () => {
    const { secret: key } = await newKey("decide");
    expect(await call("POST /decide", question, { key, origin: "https://shop.example" })).toMatchObject({
      status: 403,
      answer: refused("wrong_origin"),
    });
  });

  it("says when it was used last, written down at most once an hour", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const startMs = Date.parse("2026-11-22T10:00:00Z");
    const { id, secret: key } = await newKey("decide");
    const usedAt = async (afterMs: number) => {
      vi.setSystemTime(startMs + afterMs);
      await call("POST /decide", question, { key });
      const { answer } = await call("GET /keys?site=lumen");
      return answer.keys.find((one: { id: string }) => one.id === id).lastUsedAt;
    };
    vi.setSystemTime(startMs);
    owner = await signIn("owner");
    expect(await usedAt(0)).toBe("2026-11-22T10:00:00.000Z");
    expect(await usedAt(59 * 60_000)).toBe("2026-11-22T10:00:00.000Z");
    expect(await usedAt(60 * 60_000)).toBe("2026-11-22T11:00:00.000Z");
    vi.useRealTimers();
    owner = await signIn("owner");
  });
});

it.each(["marketer", "care", "viewer"] as const)("a %s does not look after keys", async (role) => {
  const as = await signIn(role);
  const { id } = await newKey("decide");
  for (const [what, body] of [
    ["GET /keys?site=lumen", undefined],
    ["POST /keys?site=lumen", { name: "Mine", scopes: ["events"] }],
    [`DELETE /keys/${id}?site=lumen`, undefined],
  ] as const)
    expect(await call(what, body, { as })).toMatchObject({ status: 403, answer: refused("not_allowed") });
});

it.each([
  {},
  { name: "", scopes: ["events"] },
  { name: "Till", scopes: [] },
  { name: "Till", scopes: ["everything"] },
  { name: "Till", scopes: Array.from({ length: 8 }, () => "events") },
])("%j is no key that can be made", async (wanted) => {
  expect(await call("POST /keys?site=lumen", wanted)).toMatchObject({
    status: 400,
    answer: refused("invalid_request"),
  });
  expect(await call("POST /keys?site=nowhere", wanted)).toMatchObject({ status: 404 });
});
