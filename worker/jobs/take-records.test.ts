import { createMessageBatch } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, it, vi } from "vitest";
import { countDecisions } from "../store/decisions.ts";
import { countExposures } from "../store/exposures.ts";
import { prepareDatabase } from "../testing/shop.ts";
import { takeRecords } from "./take-records.ts";

const nowMs = 1_790_000_000_000;

beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await prepareDatabase();
});

function batchOf(...bodies: unknown[]) {
  const messages = bodies.map((body, index) => ({
    id: `message-${index}`,
    timestamp: nowMs,
    attempts: 1,
    body,
  }));
  return createMessageBatch("edgewise-records", messages);
}

it("a batch is written down once, however often it is delivered, without what is malformed in it", async () => {
  const decision = {
    type: "decisions",
    id: "d1",
    site: "lumen",
    pages: { welcome: 3, gift: 1 },
    atMs: nowMs,
  };
  const delivered = () =>
    takeRecords(
      batchOf(decision, { ...decision, pages: "all" }, { ...decision, id: "d3", pages: { gift: -5 } }, null, {
        ...decision,
        id: "d2",
        pages: { gift: 1 },
      }),
      env.DB,
      nowMs,
    );
  await delivered();
  await delivered();
  expect(await countDecisions(env.DB, "lumen", nowMs)).toEqual(
    new Map([
      ["welcome", 3],
      ["gift", 2],
    ]),
  );
});

it("what browsers reported is written down once, beside decisions, without what is malformed", async () => {
  const counts = [
    { what: "seen", rule: "welcome", change: "", pages: 4 },
    { what: "lost", rule: "welcome", change: "abc", pages: 1 },
  ];
  const exposures = { type: "exposures", id: "e1", site: "seen", counts, atMs: nowMs };
  const decision = { type: "decisions", id: "d5", site: "seen", pages: { welcome: 5 }, atMs: nowMs };
  const delivered = () =>
    takeRecords(
      batchOf(
        exposures,
        decision,
        { ...exposures, id: "e2", counts: [{ what: "liked", rule: "welcome", change: "", pages: 1 }] },
        { ...exposures, id: "e3", counts: [{ what: "seen", rule: "welcome", change: "", pages: 0 }] },
        { ...exposures, id: "e4" },
      ),
      env.DB,
      nowMs,
    );
  await delivered();
  await delivered();
  expect(await countExposures(env.DB, "seen", nowMs)).toEqual(
    new Map([["welcome", { seen: 8, undone: new Map([["abc", { restored: 0, lost: 2 }]]) }]]),
  );
  expect(await countDecisions(env.DB, "seen", nowMs)).toEqual(new Map([["welcome", 5]]));
});

it("a batch is delivered again where the database did not take it", async () => {
  const decision = { type: "decisions", id: "d9", site: "other", pages: { welcome: 1 }, atMs: nowMs };
  await env.DB.exec("ALTER TABLE decisions RENAME TO away");
  await expect(takeRecords(batchOf(decision), env.DB, nowMs)).rejects.toThrow(/./);
  await env.DB.exec("ALTER TABLE away RENAME TO decisions");
  await takeRecords(batchOf(decision), env.DB, nowMs);
  expect(await countDecisions(env.DB, "other", nowMs)).toEqual(new Map([["welcome", 1]]));
});
