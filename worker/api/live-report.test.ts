import { env } from "cloudflare:workers";
import { beforeAll, expect, it } from "vitest";
import { saveDecisions } from "../store/decisions.ts";
import { type ApiClient, apiClient } from "../testing/api-client.ts";
import { prepareDatabase } from "../testing/shop.ts";

const minuteMs = 60_000;
let viewer: ApiClient;

beforeAll(async () => {
  await prepareDatabase();
  viewer = await apiClient("viewer");
});

it("says nothing of a shop where nobody was", async () => {
  expect((await viewer("GET /reports/live?site=lumen")).answer).toEqual({
    visitorsNow: 0,
    visitors: 0,
    views: 0,
    heardAt: null,
    hasProfiles: false,
  });
});

it("counts each visitor once, however many pages, isolates and deliveries there were", async () => {
  const nowMs = Date.now();
  const record = (id: string, minutesAgo: number, visitors: number[], heard = false) => ({
    type: "decisions" as const,
    id,
    site: "lumen",
    pages: {},
    activity: { views: visitors.length * 2, visitors, heard },
    atMs: nowMs - minutesAgo * minuteMs,
  });
  const records = [
    record("1", 1, [7, 9]),
    record("2", 2, [9]),
    record("3", 20, [7, 800], true),
    record("4", 31, [5], true),
  ];
  await saveDecisions(env.DB, records);
  await saveDecisions(env.DB, records);
  expect((await viewer("GET /reports/live?site=lumen")).answer).toEqual({
    visitorsNow: 2,
    visitors: 3,
    views: 10,
    heardAt: new Date(nowMs - 20 * minuteMs).toISOString(),
    hasProfiles: false,
  });
});
