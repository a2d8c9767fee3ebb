import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { forgetOldRequests } from "../store/idempotency-keys.ts";
import { saveSite } from "../store/sites.ts";
import { apiClient, type ApiClient, ask } from "../testing/api-client.ts";
import { prepareDatabase, siteWith } from "../testing/shop.ts";
import { endpoints } from "./contract.ts";
import type { Endpoint } from "./contract/endpoint.ts";
import { isRepeatable } from "./contract/is-repeatable.ts";
import { lineOf } from "./contract/line.ts";

let owner: ApiClient;
let marketer: ApiClient;
beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await prepareDatabase();
  await saveSite(env.DB, siteWith({ id: "lumen", hosts: ["lumen.example"] }));
  [owner, marketer] = [await apiClient("owner"), await apiClient("marketer")];
});

let made = 0;
const newKey = () => `"a key of this test ${++made}"`;
const makeKey = (name: string, key: string, by = owner) =>
  by("POST /keys?site=lumen", { name, scopes: ["events"] }, { "idempotency-key": key });
const keysCalled = async (name: string) =>
  (await owner("GET /keys?site=lumen")).answer.keys.filter((each: { name: string }) => each.name === name)
    .length;

describe("what is sent again with the same key", () => {
  it("is done once, and answered as it was", async () => {
    const key = newKey();
    const first = await makeKey("Till", key);
    const second = await makeKey("Till", key);
    expect(first.status).toBe(201);
    expect(second).toEqual(first);
    expect(await keysCalled("Till")).toBe(1);
  });

  it("is refused where it is something else", async () => {
    const key = newKey();
    await makeKey("One", key);
    const other = await makeKey("Another", key);
    expect(other).toMatchObject({ status: 422, answer: { error: { code: "idempotency_key_reused" } } });
    const elsewhere = await owner(
      "POST /sites/lumen/switch",
      { name: "One", scopes: ["events"] },
      { "idempotency-key": key },
    );
    expect(elsewhere.answer.error.code).toBe("idempotency_key_reused");
    expect(await keysCalled("Another")).toBe(0);
  });

  it("is done again where it failed before: nothing had come of it", async () => {
    const key = newKey();
    expect((await makeKey("", key)).status).toBe(400);
    expect((await makeKey("Mended", key)).status).toBe(201);
  });

  it("knows nothing of what others sent with it", async () => {
    const key = newKey();
    const on = (by: ApiClient, value: boolean) =>
      by("POST /sites/lumen/switch", { on: value }, { "idempotency-key": key });
    expect((await on(owner, false)).answer).toEqual({ on: false });
    expect((await on(marketer, true)).answer).toEqual({ on: true });
  });

  it("is done anew after 24 hours", async () => {
    const key = newKey();
    await makeKey("Daily", key);
    await env.DB.prepare("UPDATE idempotency_keys SET begun_at_ms = begun_at_ms - 86400000").run();
    await makeKey("Daily", key);
    expect(await keysCalled("Daily")).toBe(2);
    await env.DB.prepare("UPDATE idempotency_keys SET begun_at_ms = begun_at_ms - 86400000").run();
    await forgetOldRequests(env.DB, Date.now());
    const left = await env.DB.prepare("SELECT COUNT(*) AS count FROM idempotency_keys").first("count");
    expect(left).toBe(0);
  });

  it("is told to wait where the first has not answered, and is never done twice", async () => {
    const key = newKey();
    await makeKey("Slow", key);
    await env.DB.prepare("UPDATE idempotency_keys SET answer = NULL").run();
    const second = await makeKey("Slow", key);
    expect(second).toMatchObject({ status: 409, answer: { error: { code: "still_at_work" } } });
    expect(await keysCalled("Slow")).toBe(1);
  });

  it("is done once however many come at the same moment", async () => {
    const sent = fc.array(fc.record({ key: fc.nat(2), name: fc.constantFrom("a", "b") }), {
      minLength: 2,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(sent, async (requests) => {
        const round = ++made;
        const answers = await Promise.all(
          requests.map(async ({ key, name }) => {
            const called = `${name} ${round} ${key}`;
            return { key, called, ...(await makeKey(called, `"a key of round ${round}, ${key}"`)) };
          }),
        );
        for (const same of Map.groupBy(answers, ({ key }) => key).values()) {
          const done = same.filter(({ status }) => status === 201);
          expect(done.length).toBeGreaterThan(0);
          expect(new Set(done.map(({ answer }) => answer.secret)).size).toBe(1);
          expect(await keysCalled(done[0]?.called ?? "")).toBe(1);
          for (const { status, called, answer } of same) {
            if (called !== done[0]?.called) expect(answer.error.code).toBe("idempotency_key_reused");
            else if (status !== 201) expect(answer.error.code).toBe("still_at_work");
          }
        }
      }),
      { numRuns: 15 },
    );
  });
});

it("what is kept cannot be read without the key", async () => {
  const { answer } = await makeKey("Kept", '"a very well kept secret"');
  const { results } = await env.DB.prepare("SELECT * FROM idempotency_keys").all();
  const kept = JSON.stringify(results);
  for (const told of ["very well kept", answer.secret, "Kept"]) expect(kept).not.toContain(told);
});

it.each(["short", '"short"', "8e03978e-40d5-43dd-bc93-6894a57f9324", `"${"x".repeat(201)}"`])(
  "a key that is malformed is refused: %s",
  async (key) => {
    const { status, answer } = await makeKey("Refused", key);
    expect([status, answer.error.code]).toEqual([400, "invalid_request"]);
  },
);

it("whoever is not signed in claims nothing", async () => {
  const key = newKey();
  const { status } = await ask("POST /keys?site=lumen", {}, { "idempotency-key": key });
  expect(status).toBe(401);
  expect((await makeKey("After", key)).status).toBe(201);
});

describe("which endpoints it is for", () => {
  const posts = Object.entries<Endpoint>(endpoints).filter(
    ([key, { who }]) => key.startsWith("POST ") && who !== "anybody",
  );
  it.each(posts)("%s", async (key, endpoint) => {
    const { path, parameters } = lineOf(key);
    const query = parameters.map((name) => `${name}=lumen`).join("&");
    const line = `POST ${path.replaceAll(/:\w+/g, "a".repeat(22))}?${query}`;
    const { answer } = await owner(line, { site: "lumen" }, { "idempotency-key": "short" });
    const refused = JSON.stringify(answer).includes("An Idempotency-Key is");
    expect(refused).toBe(isRepeatable(key, endpoint));
  });
});
