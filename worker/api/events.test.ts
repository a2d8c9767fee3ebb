import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { nodeOf } from "../identity/node-of.ts";
import { readSnapshot } from "../recognise/cookie.ts";
import { readKeys } from "../recognise/seal.ts";
import { createKey } from "../store/api-keys.ts";
import { bought } from "../testing/bought.ts";
import { configurationWith, prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";
import { Browser, goLive } from "../testing/visiting.ts";
import { api } from "../testing/held-api.ts";

const site = "told";
const dayMs = 24 * 60 * 60_000;

let key = "";
beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await prepareDatabase();
  const rules = [
    ruleWith({ condition: { orders: { $gte: 1 }, $did: { event: "visit_shop", count: { $gte: 1 } } } }),
  ];
  await goLive(siteWith({ id: site, hosts: ["told.example"] }), configurationWith({ rules }), Date.now());
  key = (await createKey(env.DB, { site, name: "Till", scopes: ["events", "decide"] }, "owner", 0)).secret;
});

async function call(path: string, body: unknown, bindings: Env = env) {
  const request = new Request(`https://ew.shop.example/api/v1${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}` },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const context = createExecutionContext();
  const response = await api.fetch(request, bindings, context);
  await waitOnExecutionContext(context);
  // oxlint-disable-next-line typescript/no-explicit-any -- The shape is what these tests look at.
  return { status: response.status, answer: (await response.json()) as any };
}

const send = (events: readonly unknown[], bindings: Env = env, more: object = {}) =>
  call("/events", { site, events, ...more }, bindings);

let ids = 0;
function event(type: string, value: string, changes: object = {}) {
  return {
    id: `told-event-${++ids}`,
    name: "visit_shop",
    timeMs: Date.now(),
    identities: [{ type, value }],
    ...changes,
  };
}
const order = (value: number) => ({
  name: "purchase",
  params: { transaction_id: `order-${ids}`, currency: "EUR", value },
});

const taken = (accepted: number, duplicates = 0) => ({ accepted, duplicates, rejected: [] });

describe("POST /events", () => {
  it("takes events of several people, each to their own profile, once", async () => {
    const events = [
      event("customer", "1", order(10.1)),
      event("customer", "2", order(20)),
      event("customer", "1", order(0.2)),
      event("email", "one@example.com", order(5)),
    ];
    expect(await send(events)).toEqual({ status: 202, answer: taken(4) });
    expect((await send(events.toReversed())).answer).toEqual(taken(0, 4));
    expect(await bought(site, "customer", "1")).toEqual([2, 10.3]);
    expect(await bought(site, "customer", "2")).toEqual([1, 20]);
    expect(await bought(site, "email", "ONE@example.com")).toEqual([1, 5]);
    expect(await bought(site, "customer", "3")).toEqual([0, 0]);
  });

  it("names each bad event, and takes the others", async () => {
    const good = event("customer", "10", order(1));
    const { status, answer } = await send([
      null,
      event("customer", "10", { name: "purchase" }),
      good,
      event("visitor", "somebody"),
      event("customer", "10", { timeMs: Date.now() - 31 * dayMs }),
      event("customer", "10", { timeMs: Date.now() + dayMs }),
      event("customer", "10", { identities: [] }),
    ]);
    expect(status).toBe(202);
    expect(answer).toMatchObject({ accepted: 1, duplicates: 0 });
    expect(answer.rejected.map(({ index, code }: { index: number; code: string }) => [index, code])).toEqual([
      [0, "invalid_event"],
      [1, "invalid_event"],
      [3, "no_identity"],
      [4, "too_old"],
      [5, "in_the_future"],
      [6, "no_identity"],
    ]);
    for (const { message } of answer.rejected) expect(message).toMatch(/\w.*\.$/);
    expect(await bought(site, "customer", "10")).toEqual([1, 1]);
  });

  it("makes one person of the names that come together", async () => {
    const identities = [
      { type: "email", value: "many@example.com" },
      { type: "customer", value: "20" },
    ];
    await send([event("email", "", { identities, ...order(1) })]);
    await send([event("email", "many@example.com", order(2)), event("customer", "20", order(4))]);
    expect(await bought(site, "customer", "20")).toEqual([3, 7]);
    expect(await bought(site, "email", "many@example.com")).toEqual([3, 7]);
  });

  it("answers for one person's long list, of which all is counted", async () => {
    const events = Array.from({ length: 1000 }, () => event("customer", "30", order(1)));
    expect((await send(events)).answer).toEqual(taken(1000));
    expect(await bought(site, "customer", "30")).toEqual([1000, 1000]);
  });

  it("says which events to send again while a profile is down, and takes the others", async () => {
    const down = await nodeOf(env, site, { type: "customer", value: "41" });
    const bindings = {
      ...env,
      PROFILES: {
        idFromName: (name: string) => env.PROFILES.idFromName(name),
        get: (id: DurableObjectId) => {
          if (id.equals(env.PROFILES.idFromName(`${site}/${down.split(":")[1]}`))) throw new Error("down");
          return env.PROFILES.get(id);
        },
      } as unknown as Env["PROFILES"],
    };
    const events = [event("customer", "40", order(1)), event("customer", "41", order(1))];
    const { status, answer } = await send(events, bindings);
    expect([status, answer]).toMatchObject([
      202,
      { accepted: 1, duplicates: 0, rejected: [{ index: 1, code: "temporarily_unavailable" }] },
    ]);
    expect(JSON.stringify(answer)).not.toContain("down");
    expect((await send(events)).answer).toEqual(taken(1, 1));
  });

  it("takes of the others what needs no links while identities are down", async () => {
    const bindings = {
      ...env,
      IDENTITIES: {
        idFromName: (name: string) => env.IDENTITIES.idFromName(name),
        get: () => {
          throw new Error("down");
        },
      } as unknown as Env["IDENTITIES"],
    };
    const identities = [
      { type: "email", value: "later@example.com" },
      { type: "customer", value: "50" },
    ];
    const events = [
      event("customer", "50", order(1)),
      event("email", "later@example.com", order(1)),
      event("customer", "", { identities, ...order(1) }),
    ];
    const { answer } = await send(events, bindings);
    expect(answer).toMatchObject({ accepted: 1, rejected: [{ index: 1 }, { index: 2 }] });
    expect((await send(events)).answer).toEqual(taken(2, 1));
    expect(await bought(site, "customer", "50")).toEqual([3, 3]);
  });

  it("links by when it was so, also where that is said after a later moment", async () => {
    const link = (daysAgo: number, ...names: [string, string][]) => {
      const identities = names.map(([type, value]) => ({ type, value }));
      return event("", "", { identities, timeMs: Date.now() - daysAgo * dayMs });
    };
    const email: [string, string] = ["email", "order@example.com"];
    const phone: [string, string] = ["phone", "+4930555"];
    await send([link(1, email, phone)]);
    await send([link(3, ["customer", "55"], email), link(2, ["customer", "56"], phone)]);
    await send([link(4, email, phone), event("phone", "+4930555", order(7))]);
    expect(await bought(site, "customer", "55")).toEqual([1, 7]);
    expect(await bought(site, "phone", "+4930555")).toEqual([1, 7]);
    expect(await bought(site, "customer", "56")).toEqual([0, 0]);
  });

  it.each<[string, unknown, number, string]>([
    ["no JSON", "{", 400, "invalid_json"],
    ["no batch", [], 400, "invalid_request"],
    ["no events", { site, events: [] }, 400, "invalid_request"],
    ["too many", { site, events: Array.from({ length: 1001 }, () => null) }, 400, "invalid_request"],
    ["another site's", { site: "lumen", events: [null] }, 403, "not_allowed"],
    ["a day ahead", { site, events: [null], sentAtMs: Date.now() + 1.1 * dayMs }, 400, "invalid_request"],
    ["a day behind", { site, events: [null], sentAtMs: Date.now() - 1.1 * dayMs }, 400, "invalid_request"],
    ["too long", " ".repeat(5_000_000), 413, "too_large"],
  ])("refuses %s", async (_what, body, status, code) => {
    expect(await call("/events", body)).toMatchObject({ status, answer: { error: { code } } });
  });

  it("never loses the good events, nor fails, whatever is among them", async () => {
    const identity = fc.record({
      type: fc.oneof(fc.constantFrom("customer", "email", "visitor", "card", "constructor"), fc.string()),
      value: fc.oneof(fc.constantFrom("60", "61", "A".repeat(22), "\u0000", "٠١٢"), fc.string()),
    });
    const odd = fc.oneof(
      fc.jsonValue(),
      fc.record(
        {
          id: fc.oneof(fc.constant(`odd-event-${++ids}`), fc.string()),
          name: fc.oneof(fc.constantFrom("purchase", "identify", "__proto__"), fc.string()),
          timeMs: fc.oneof(fc.constant(Date.now()), fc.double()),
          params: fc.oneof(fc.constant({}), fc.jsonValue()),
          identities: fc.oneof(fc.array(identity, { maxLength: 12 }), fc.jsonValue()),
          traits: fc.oneof(fc.constant({}), fc.jsonValue()),
        },
        { requiredKeys: ["id", "name", "timeMs"] },
      ),
    );
    let sum = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(odd, { maxLength: 30 }), fc.nat({ max: 30 }), async (others, at) => {
        const good = event("customer", "70", order(1));
        const events = others.toSpliced(at, 0, good);
        const { status, answer } = await send(events);
        sum += 1;
        expect(status).toBe(202);
        const index = events.indexOf(good);
        expect(answer.rejected.map((one: { index: number }) => one.index)).not.toContain(index);
        expect(answer.accepted + answer.duplicates + answer.rejected.length).toBe(events.length);
      }),
      { numRuns: 12 },
    );
    expect(await bought(site, "customer", "70")).toEqual([sum, sum]);
  });
});

it("whoever is known by any name is decided for by what they did", async () => {
  const identities = [
    { type: "customer", value: "80" },
    { type: "card", value: "1234567890" },
  ];
  await send([event("card", "", { identities, ...order(1) }), event("customer", "80")]);
  for (const [type, value, known] of [
    ["card", "1234567890", true],
    ["customer", "80", true],
    ["customer", "81", false],
    ["visitor", "nobody", false],
  ] as const) {
    const { status, answer } = await call("/decide", { site, identities: [{ type, value }] });
    expect([type, status, answer.known, answer.decisions.length]).toEqual([type, 200, known, known ? 1 : 0]);
  }
});

it.each([
  ["the customer that the event also names", [{ type: "customer", value: "90" }]],
  ["nobody but themself", []],
])("a visitor's pages know without a beacon what was told of %s", async (_whom, others) => {
  vi.stubGlobal("fetch", async () => {
    // A shop takes longer than KV.
    await new Promise((resolve) => setTimeout(resolve, 150));
    return new Response("<h1>Shop</h1>", { headers: { "content-type": "text/html" } });
  });
  const browser = new Browser("told.example");
  await browser.ask("/");
  await browser.did("page_view", Date.now());
  const cookie = `__Host-ew=${browser.cookies.get("__Host-ew")}`;
  const { visitor } = (await readSnapshot(cookie, site, await readKeys(env.COOKIE_KEYS)))!;
  expect((await browser.ask("/")).text).toContain("Shop");
  const identities = [...others, { type: "visitor", value: visitor }];
  const events = [
    event("visitor", visitor, { identities, ...order(1) }),
    event("visitor", visitor, { identities }),
  ];
  expect((await send(events)).answer).toEqual(taken(2));
  // KV takes one write a second, and a merge was the first.
  const isGreeted = async () => expect((await browser.ask("/")).text).toContain("Hello");
  await vi.waitFor(isGreeted, { timeout: 10_000, interval: 500 });
  vi.unstubAllGlobals();
});
