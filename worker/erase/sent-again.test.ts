import { createExecutionContext, createMessageBatch, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { ownProfile } from "../../model/identity/node.ts";
import { nodeOf } from "../identity/node-of.ts";
import { takeIn, type TakingIn } from "../intake/take-in.ts";
import { takeRecords } from "../jobs/take-records.ts";
import { liveBundle } from "../store/live-bundle.ts";
import { findErasure, keepErasure } from "../store/erasures.ts";
import { everythingStored } from "../testing/everything-stored.ts";
import { configurationWith, prepareDatabase, siteWith } from "../testing/shop.ts";
import { goLive } from "../testing/visiting.ts";
import { copyOf } from "./copy-of.ts";
import { beginErasure, carryOut } from "./erase-person.ts";

const site = siteWith();
const hourMs = 3_600_000;
let nowMs = Date.parse("2026-11-27T17:30:00Z");

beforeAll(async () => {
  await prepareDatabase(site);
  await goLive(site, configurationWith({}), nowMs);
});

beforeEach(() => {
  vi.spyOn(Date, "now").mockImplementation(() => nowMs);
  vi.spyOn(console, "error").mockReturnValue();
});

const queued: unknown[] = [];
const RECORDS = { send: async (message: unknown) => void queued.push(message) };
const bindings = { ...env, RECORDS } as unknown as Env;

async function deliver(own: Env = bindings): Promise<void> {
  const messages = queued
    .splice(0)
    .map((body, index) => ({ id: `m${index}`, timestamp: new Date(nowMs), attempts: 1, body }));
  await takeRecords(createMessageBatch("edgewise-records", messages), own, nowMs);
}

/** The shop's server tells of somebody. */
async function told(event: object, by: TakingIn["by"] = "api") {
  const context = createExecutionContext();
  const later = (work: Promise<unknown>) => context.waitUntil(work);
  const deciding = await liveBundle(env, site.id, nowMs, later).settle();
  const taken = await takeIn(bindings, { site: site.id, deciding, by, nowMs, later }, [event]);
  await waitOnExecutionContext(context);
  return taken;
}

/** An order of somebody with a customer's number and an e-mail address. */
function orderOf(name: string, timeMs = nowMs) {
  const identities = [
    { type: "customer", value: `number-of-${name}` },
    { type: "email", value: `${name}@example.com` },
  ];
  const params = { transaction_id: `order-of-${name}`, currency: "EUR", value: 5 };
  return { id: `order-of-${name}`, name: "purchase", timeMs, params, identities, traits: { name } };
}

async function idOf(name: string): Promise<string> {
  return ownProfile(await nodeOf(env, site.id, { type: "customer", value: `number-of-${name}` }));
}

async function erase(name: string): Promise<void> {
  const begun = await beginErasure(bindings, { site: site.id, profile: await idOf(name), by: "care", nowMs });
  expect((await carryOut(bindings, begun!.id))?.doneAtMs).toBe(nowMs);
}

/** What is written down anywhere of somebody. */
async function tracesOf(name: string): Promise<string[]> {
  const email = ownProfile(await nodeOf(env, site.id, { type: "email", value: `${name}@example.com` }));
  const traces = [await idOf(name), email, `order-of-${name}`, `${name[0]}…${name.at(-1)}@example.com`];
  const all = await everythingStored([env.PROFILES, env.IDENTITIES]);
  return traces.filter((trace) => all.includes(trace));
}

it.each(["api", "import"] as const)(
  "what is sent again by %s of somebody who was erased brings nothing of them back",
  async (by) => {
    const name = `annamaria-${by}`;
    const order = orderOf(name);
    expect(await told(order, by)).toMatchObject({ accepted: 1 });
    await deliver();
    expect(await tracesOf(name)).toHaveLength(4);
    nowMs += hourMs;
    await erase(name);
    await deliver();
    expect(await tracesOf(name)).toEqual([]);
    nowMs += 2 * hourMs;
    expect(await told(order, by)).toEqual({ accepted: 0, duplicates: 1, rejected: [] });
    await deliver();
    expect(await tracesOf(name)).toEqual([]);
    // Who orders once more is a new customer under the same number.
    expect(await told({ ...orderOf(name), id: `second-order-of-${name}` })).toMatchObject({ accepted: 1 });
    await deliver();
    expect(await tracesOf(name)).toHaveLength(4);
  },
);

it("what the index was being told while somebody was erased does not stay in it", async () => {
  await told(orderOf("carola"));
  // The erasure as a whole comes between the consumer's look at erasures and its writing.
  let isErased = false;
  const DB = new Proxy(env.DB, {
    get(db, name) {
      if (name === "batch" && !isErased)
        return async (statements: D1PreparedStatement[]) => {
          isErased = true;
          await erase("carola");
          return db.batch(statements);
        };
      const value = Reflect.get(db, name) as unknown;
      return typeof value === "function" ? (value as (...all: unknown[]) => unknown).bind(db) : value;
    },
  });
  await deliver({ ...bindings, DB });
  expect(isErased).toBe(true);
  expect(await tracesOf("carola")).toEqual([]);
});

it("an erasure goes on by itself, however often it fails, and when it is done its plan does not come back", async () => {
  await told(orderOf("dagmar"));
  const wish = { site: site.id, profile: await idOf("dagmar"), by: "care", nowMs };
  const { id } = (await beginErasure(bindings, wish))!;
  const plan = (await findErasure(env.DB, id))!;
  const get = () => {
    throw new Error("It is down.");
  };
  const PROFILES = { idFromName: () => "", get };
  for (let attempt = 0; attempt < 20; attempt++) await deliver({ ...bindings, PROFILES } as unknown as Env);
  expect((await findErasure(env.DB, id))?.erasure.doneAtMs).toBeNull();
  await deliver();
  expect((await findErasure(env.DB, id))?.erasure.doneAtMs).toBe(nowMs);
  // Somebody else who carried it out at the same time was slower.
  await keepErasure(env.DB, plan.erasure, plan.plan!, nowMs);
  expect((await findErasure(env.DB, id))?.plan).toBeNull();
  expect(await tracesOf("dagmar")).toEqual([]);
  expect(queued).toEqual([]);
});

it("what is known already makes nobody look as if they had been here again", async () => {
  const order = orderOf("beate");
  await told(order);
  const copy = async () => {
    const { known } = await new Response(await copyOf(env, site.id, await idOf("beate"))).json<{
      known: object;
    }>();
    return known;
  };
  const before = await copy();
  expect(JSON.stringify(before)).toContain(`"seenAtMs":${nowMs}`);
  nowMs += 30 * 24 * hourMs;
  expect(await told(order, "import")).toMatchObject({ accepted: 0, duplicates: 1 });
  expect(await copy()).toEqual(before);
});
