import { createMessageBatch } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, it, vi } from "vitest";
import { countDecisions } from "../store/decisions.ts";
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
    type: "decision",
    id: "d1",
    site: "lumen",
    version: 1,
    rules: ["welcome", "gift"],
    atMs: nowMs,
  };
  const delivered = () =>
    takeRecords(
      batchOf(decision, { ...decision, rules: "all" }, null, { ...decision, id: "d2", rules: ["gift"] }),
      env.DB,
      nowMs,
    );
  await delivered();
  await delivered();
  expect(await countDecisions(env.DB, "lumen", nowMs)).toEqual(
    new Map([
      ["welcome", 1],
      ["gift", 2],
    ]),
  );
});

it("a batch is delivered again where the database did not take it", async () => {
  const decision = { type: "decision", id: "d9", site: "other", version: 1, rules: ["welcome"], atMs: nowMs };
  await env.DB.exec("ALTER TABLE decisions RENAME TO away");
  await expect(takeRecords(batchOf(decision), env.DB, nowMs)).rejects.toThrow(/./);
  await env.DB.exec("ALTER TABLE away RENAME TO decisions");
  await takeRecords(batchOf(decision), env.DB, nowMs);
  expect(await countDecisions(env.DB, "other", nowMs)).toEqual(new Map([["welcome", 1]]));
});
