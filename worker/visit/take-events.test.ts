import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { newSession, newSnapshot, type Snapshot } from "../../model/snapshot.ts";
import { profileOf } from "../profile/profile-of.ts";
import { readSnapshot, snapshotCookie } from "../recognise/cookie.ts";
import { readKeys, toBase64Url } from "../recognise/seal.ts";
import { liveBundle } from "../store/live-bundle.ts";
import { publish } from "../store/versions.ts";
import { configurationWith, prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";
import { ownEndpoint } from "./own-endpoint.ts";

const nowMs = 1_790_000_000_000;
const event = { id: "event-0001", name: "view_item", timeMs: nowMs, params: {} };

beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  const site = siteWith();
  await prepareDatabase(site);
  const rules = [ruleWith({ condition: { $did: { event: "view_item", count: { $gte: 9 } } } })];
  await publish(env, {
    site,
    over: 0,
    configuration: configurationWith({ rules }),
    note: "",
    by: "owner",
    nowMs,
  });
  // The first page in an isolate waits for the bundle, but not for ever; these tests do.
  const work: Promise<unknown>[] = [];
  liveBundle(env, site.id, nowMs, (begun) => work.push(begun));
  await Promise.all(work);
});

function newVisitor(): Snapshot {
  const visitor = toBase64Url(crypto.getRandomValues(new Uint8Array(16)));
  return newSnapshot(visitor, nowMs - 1000, newSession(nowMs - 1000));
}

interface Sent {
  carried?: Snapshot;
  headers?: Record<string, string>;
  method?: string;
  bindings?: EdgeEnv;
}

/** Sends a body to `/_ew/e` as a visitor. */
async function send(body: unknown, { carried, headers = {}, method = "POST", bindings = env }: Sent = {}) {
  const keys = await readKeys(env.COOKIE_KEYS);
  const cookie =
    carried === undefined ? {} : { cookie: (await snapshotCookie(carried, "lumen", keys)).split(";")[0]! };
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const request = new Request("https://shop.example/_ew/e", {
    method,
    headers: { ...cookie, ...headers },
    ...(method === "GET" ? {} : { body: text }),
  });
  const context = createExecutionContext();
  const call = {
    site: "lumen",
    name: "e",
    nowMs,
    later: (work: Promise<unknown>) => context.waitUntil(work),
  };
  const response = await ownEndpoint(request, bindings, call);
  await waitOnExecutionContext(context);
  const snapshot = await readSnapshot(
    (response.headers.get("set-cookie") ?? "").split(";")[0]!,
    "lumen",
    keys,
  );
  return {
    status: response.status,
    answer: await response.json<Record<string, unknown>>(),
    snapshot,
    headers: response.headers,
  };
}

function batch(...events: unknown[]) {
  return { events, sentAtMs: nowMs };
}

function errorWith(code: string) {
  return { error: { code, message: expect.stringMatching(/./), requestId: expect.stringMatching(/./) } };
}

describe("events", () => {
  it("are taken, and the visitor carries at once what follows from them", async () => {
    const carried = newVisitor();
    const { status, answer, snapshot, headers } = await send(batch(event, { ...event, id: "event-0002" }), {
      carried,
    });
    expect([status, answer]).toEqual([202, { accepted: 2, duplicates: 0, rejected: [] }]);
    expect(snapshot).toMatchObject({ visitor: carried.visitor, version: 1 });
    expect(Object.values(snapshot!.timesMs)).toEqual([[nowMs, nowMs]]);
    expect(headers.get("cache-control")).toBe("no-store");
  });

  it("are counted once, though they are sent again", async () => {
    const carried = newVisitor();
    await send(batch(event), { carried });
    const { answer, snapshot } = await send(batch(event), { carried });
    expect(answer).toEqual({ accepted: 0, duplicates: 1, rejected: [] });
    expect(Object.values(snapshot!.timesMs)).toEqual([[nowMs]]);
  });

  it("are taken though one among them is bad, which is named", async () => {
    const bad = [{ ...event, id: "event-0003", name: "not a name" }, null];
    const { status, answer } = await send(batch(event, ...bad, { ...event, id: "event-0004" }), {
      carried: newVisitor(),
    });
    expect([status, answer]).toMatchObject([
      202,
      {
        accepted: 2,
        rejected: [
          { index: 1, code: "invalid_event", message: expect.stringContaining("name") },
          { index: 2 },
        ],
      },
    ]);
  });

  it("are taken as a page gives them: a product by its JSON-LD, and nothing that no event can have", async () => {
    const carried = newVisitor();
    const jsonLd = { "@type": "Product", sku: "LIP-4", category: "Lips" };
    const params = { ew_from: "json_ld", json_ld: jsonLd, nested: { a: 1 }, long: "x".repeat(2000) };
    const { answer } = await send(batch({ ...event, params }), { carried });
    expect(answer).toEqual({ accepted: 1, duplicates: 0, rejected: [] });
    const copy = await new Response(await profileOf(env.PROFILES, "lumen", carried.profile).copy()).text();
    expect(copy).toContain('"item_id":"LIP-4"');
    expect(copy).not.toMatch(/json_ld":|nested|x{1001}/);
  });

  it("happened when they did, though the sender's clock is wrong, and never in the future", async () => {
    const hourMs = 3_600_000;
    const wrong = nowMs - 48 * hourMs;
    const events = [
      { ...event, timeMs: wrong - 5000 },
      { ...event, id: "event-0002", timeMs: wrong + hourMs },
    ];
    const { snapshot } = await send({ events, sentAtMs: wrong }, { carried: newVisitor() });
    expect(Object.values(snapshot!.timesMs)).toEqual([[nowMs, nowMs - 5000]]);
  });

  it.each<[string, unknown, number, string]>([
    ["no JSON", "view_item", 400, "invalid_json"],
    ["nothing", "", 400, "invalid_json"],
    ["no batch", [event], 400, "invalid_event"],
    ["an empty batch", batch(), 400, "invalid_event"],
    ["more than a batch holds", batch(...Array.from({ length: 201 }, () => event)), 400, "invalid_event"],
    ["a batch without its sender's time", { events: [event] }, 400, "invalid_event"],
    ["bad ones alone", batch({ ...event, id: "x" }), 400, "invalid_event"],
    [
      "more than a browser may send",
      batch({ ...event, params: { a: "x".repeat(70_000) } }),
      413,
      "too_large",
    ],
  ])("are refused as %s", async (_what, body, status, code) => {
    const refused = await send(body, { carried: newVisitor() });
    expect([refused.status, refused.answer]).toMatchObject([status, errorWith(code)]);
    expect(refused.snapshot).toBeUndefined();
  });

  it("say which of them are bad where all are", async () => {
    const { answer } = await send(batch({ ...event, id: "x" }), { carried: newVisitor() });
    expect(answer).toMatchObject({
      error: { details: { problems: [{ code: "invalid_event", path: "events[0]" }] } },
    });
  });

  it("are taken whatever is among them, and what is no batch is refused without a fault", async () => {
    const odd = fc.oneof(
      fc.jsonValue(),
      fc.record(
        {
          id: fc.oneof(fc.constant("odd-event"), fc.string()),
          name: fc.oneof(fc.constantFrom("purchase", "identify", "ew_exposed", "__proto__"), fc.string()),
          timeMs: fc.oneof(fc.constant(nowMs), fc.double()),
          params: fc.jsonValue(),
        },
        { requiredKeys: ["name"] },
      ),
    );
    const carried = newVisitor();
    let count = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(odd, { maxLength: 40 }), fc.nat({ max: 40 }), async (others, at) => {
        const good = { ...event, id: `good-event-${count++}` };
        const { status, answer } = await send(batch(...others.toSpliced(at, 0, good)), { carried });
        expect(status).toBe(202);
        const { accepted, duplicates, rejected } = answer as Record<"accepted" | "duplicates", number> & {
          rejected: unknown[];
        };
        expect(accepted + duplicates + rejected.length).toBe(others.length + 1);
      }),
      { numRuns: 8 },
    );
    const { snapshot } = await send(batch({ ...event, id: "good-event-0" }), { carried });
    expect(Object.values(snapshot!.timesMs)[0]).toHaveLength(count);
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string(), fc.jsonValue(), fc.record({ events: fc.jsonValue() })),
        async (body) => {
          const { status } = await send(body, { carried });
          expect(status).toBe(400);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("come from the shop's own pages only", async () => {
    const carried = newVisitor();
    for (const origin of [
      "https://evil.example",
      "http://shop.example",
      "https://shop.example.evil.example",
      "null",
    ])
      expect(await send(batch(event), { carried, headers: { origin } })).toMatchObject({
        status: 403,
        answer: errorWith("wrong_origin"),
      });
    expect(await send(batch(event), { carried, headers: { origin: "https://shop.example" } })).toMatchObject({
      status: 202,
      answer: { accepted: 1 },
    });
  });

  it("belong to somebody whom we know, and who wants to be remembered", async () => {
    expect(await send(batch(event))).toMatchObject({ status: 401, answer: errorWith("no_visitor") });
    const forged = await send(batch(event), {
      headers: { cookie: `__Host-ew=k1.${btoa(JSON.stringify(newVisitor()))}` },
    });
    expect(forged.status).toBe(401);
    const unwilling = await send(batch(event), { carried: newVisitor(), headers: { "sec-gpc": "1" } });
    expect(unwilling).toMatchObject({ status: 401, snapshot: undefined });
  });

  it("are posted", async () => {
    expect(await send("", { method: "GET" })).toMatchObject({
      status: 405,
      answer: errorWith("method_not_allowed"),
    });
  });

  it("stay with their sender while profiles are down", async () => {
    const bindings = {
      ...env,
      PROFILES: {
        idFromName: () => {
          throw new Error("down");
        },
      } as unknown as Env["PROFILES"],
    };
    const { status, answer, headers } = await send(batch(event), { carried: newVisitor(), bindings });
    expect([status, answer, headers.get("retry-after")]).toMatchObject([
      503,
      errorWith("temporarily_unavailable"),
      "5",
    ]);
    expect(JSON.stringify(answer)).not.toContain("down");
  });
});

it("an address below the prefix that is none of ours is not found", async () => {
  const call = { site: "lumen", name: "nothing", nowMs, later: () => undefined };
  const response = await ownEndpoint(new Request("https://shop.example/_ew/nothing"), env, call);
  expect([response.status, await response.json()]).toMatchObject([404, errorWith("not_found")]);
});
