import { env } from "cloudflare:workers";
import { beforeAll, expect, it, vi } from "vitest";
import { counterOf } from "../../model/condition/did.ts";
import { saveProfiles } from "../store/profile-index.ts";
import { saveSite } from "../store/sites.ts";
import { type ApiAnswer, apiClient } from "../testing/api-client.ts";
import { indexRowWith, profileId } from "../testing/index-row.ts";
import { prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";

const viewed = { event: "view_item", within: "7d" };
let owner: (methodAndPath: string, body?: unknown) => Promise<ApiAnswer>;
let care: typeof owner;

const count = (condition: unknown, as = care) => as("POST /segments/audience?site=counted", { condition });
const exactly = (number: number) => ({ low: number, high: number });

beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await prepareDatabase();
  await saveSite(env.DB, siteWith({ id: "counted", hosts: ["counted.example"] }));
  owner = await apiClient("owner");
  care = await apiClient("care");
  const rule = ruleWith({ condition: { $did: { ...viewed, count: { $gte: 2 } } } });
  await owner(`PUT /rules/${rule.id}?site=counted`, { document: rule });
  await owner("POST /publish?site=counted", {});
  const vips = { id: "vips", name: "VIPs", condition: { orders: { $gte: 3 } } };
  await owner("PUT /segments/vips?site=counted", { document: vips });
  const nowMs = Date.now();
  const counter = counterOf({ ...viewed, count: { $gte: 2 } }).id;
  const rows = Array.from({ length: 60 }, (_, index) =>
    indexRowWith({
      site: "counted",
      id: profileId(index),
      seenAtMs: nowMs - (index % 4) * 5 * 86_400_000,
      facts: { orders: index % 6, country: index % 2 === 0 ? "DE" : "FR" },
      times: { [counter]: Array.from({ length: index % 3 }, () => nowMs - 1000) },
    }),
  );
  await saveProfiles(env.DB, rows, nowMs);
});

it("says for how many it holds, how many of them were here in 7 days, and of how many", async () => {
  expect(await count({ country: "DE" })).toEqual({
    status: 200,
    answer: {
      now: 30,
      reachable7d: 15,
      error: { now: exactly(30), reachable7d: exactly(15) },
      sampled: 60,
      of: 60,
      unknown: [],
    },
  });
});

it("knows segments as they are being edited, and what profiles count because live rules ask", async () => {
  expect((await count({ $inSegment: "vips" })).answer).toMatchObject({ now: 30, unknown: [] });
  const twice = await count({ $did: { ...viewed, count: { $gte: 2 } } });
  expect(twice.answer).toMatchObject({ now: 20, unknown: [] });
});

it.each([
  [{ path: "/cart", country: "DE" }, 30, ["path"]],
  // Profiles keep the latest two of these times, as the live rule needs; whether there are five they cannot know.
  [{ $did: { ...viewed, count: { $gte: 5 } } }, 60, ["$did"]],
  [{ $did: { event: "search", count: { $gte: 1 } }, orders: 0 }, 10, ["$did"]],
])("counts %j as at most so many, and says what it cannot know", async (condition, now, paths) => {
  const { answer } = await count(condition);
  expect(answer.now).toBe(now);
  expect(answer.unknown.map(({ path }: { path: string }) => path)).toEqual(paths);
  expect(answer.unknown[0].reason).toMatch(/\.$/);
});

it.each([
  [{ country: { $near: 1 } }, 422, "invalid_document"],
  [{ $inSegment: "gone" }, 422, "invalid_document"],
  [{ country: { $inGroup: "gone" } }, 422, "invalid_document"],
  ["everybody", 422, "invalid_document"],
])("refuses %j", async (condition, status, code) => {
  const refused = await count(condition);
  expect([refused.status, refused.answer.error.code]).toEqual([status, code]);
  expect(refused.answer.error.details.problems[0].message).toMatch(/./);
});

it("asks for a site that is there", async () => {
  expect((await owner("POST /segments/audience?site=nowhere", { condition: {} })).status).toBe(404);
});
