import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { countDecisions } from "../store/decisions.ts";
import { countExposures } from "../store/exposures.ts";
import { indexRowWith } from "../testing/index-row.ts";
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
      env,
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
      env,
      nowMs,
    );
  await delivered();
  await delivered();
  expect(await countExposures(env.DB, "seen", nowMs)).toEqual(
    new Map([["welcome", { seen: 8, undone: new Map([["abc", { restored: 0, lost: 2 }]]) }]]),
  );
  expect(await countDecisions(env.DB, "seen", nowMs)).toEqual(new Map([["welcome", 5]]));
});

describe("where the database does not take it", () => {
  const decision = { type: "decisions", id: "d9", site: "other", pages: { welcome: 1 }, atMs: nowMs };
  const rowOf = (id: string, version = 1) => indexRowWith({ site: "other", id, version });
  const profiles = (...rows: unknown[]) => ({ type: "profiles", rows });

  it("a message is delivered again, and others are not", async () => {
    await env.DB.exec("ALTER TABLE decisions RENAME TO away");
    const batch = batchOf(decision, profiles(rowOf("a")), { ...decision, id: "d10" });
    await takeRecords(batch, env, nowMs);
    await env.DB.exec("ALTER TABLE away RENAME TO decisions");
    const result = await getQueueResult(batch, createExecutionContext());
    expect(result.explicitAcks).toEqual(["message-1"]);
    expect(result.retryMessages).toEqual([{ msgId: "message-0" }, { msgId: "message-2" }]);
    await takeRecords(batchOf(decision), env, nowMs);
    expect(await countDecisions(env.DB, "other", nowMs)).toEqual(new Map([["welcome", 1]]));
  });

  it("one message that it refuses holds up no other, nor does a row that is malformed", async () => {
    await env.DB.exec(
      "CREATE TRIGGER refuse BEFORE INSERT ON profiles WHEN new.id = 'bad' BEGIN SELECT RAISE(ABORT, 'no'); END",
    );
    const batch = batchOf(
      profiles(rowOf("b"), { ...rowOf("c"), version: -1 }, rowOf("d")),
      profiles(rowOf("bad"), rowOf("e")),
      profiles("nothing"),
      profiles(rowOf("f")),
      { type: "profiles" },
    );
    await takeRecords(batch, env, nowMs);
    const result = await getQueueResult(batch, createExecutionContext());
    expect(result.explicitAcks.toSorted()).toEqual(["message-0", "message-2", "message-3", "message-4"]);
    expect(result.retryMessages).toEqual([{ msgId: "message-1" }]);
    const ids = async () =>
      (await env.DB.prepare("SELECT id FROM profiles WHERE site = 'other' ORDER BY id").all<{ id: string }>())
        .results;
    expect(await ids()).toEqual([{ id: "a" }, { id: "b" }, { id: "d" }, { id: "f" }]);
    await env.DB.exec("DROP TRIGGER refuse");
    await takeRecords(batchOf(profiles(rowOf("bad"), rowOf("e"))), env, nowMs);
    expect((await ids()).length).toBe(6);
  });
});
