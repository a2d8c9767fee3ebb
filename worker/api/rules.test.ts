import { env } from "cloudflare:workers";
import { beforeAll, expect, it, vi } from "vitest";
import type { Steering } from "../../model/steering/steering.ts";
import { saveSite } from "../store/sites.ts";
import { steeringsOf } from "../store/steerings.ts";
import { apiClient, type ApiClient } from "../testing/api-client.ts";
import { prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";

let owner: ApiClient;
let viewer: ApiClient;
const of = "site=stops";
const ramp = { steps: [{ coverage: 0.1, forHours: 24 }] };

beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await prepareDatabase();
  [owner, viewer] = [await apiClient("owner"), await apiClient("viewer")];
  await saveSite(env.DB, siteWith({ id: "stops", hosts: ["stops.example"], holdout: 0 }));
  const document = ruleWith({ ramp, holdout: 0.1 });
  expect((await owner(`PUT /rules/welcome?${of}`, { document })).status).toBe(200);
  expect((await owner(`POST /publish?${of}`, { note: "" })).status).toBe(200);
});

const steering = async (): Promise<Steering | undefined> =>
  (await steeringsOf(env.DB, "stops")).get("welcome");
const listed = async () => (await owner(`GET /rules?${of}`)).answer.rules[0];

it("a rule that stopped says why, goes on where somebody wants it, and is watched from then on", async () => {
  expect((await listed()).stopped).toBeNull();
  expect((await owner(`POST /rules/welcome/resume?${of}`)).answer.error.code).toBe("conflict");
  const before = await steering();
  const atMs = Date.now() - 3_600_000;
  const stopped = { why: "guardrail", goal: "orders", variant: "a", atMs } as const;
  await env.DB.prepare("UPDATE rule_steering SET steering = ? WHERE site = 'stops'")
    .bind(JSON.stringify({ ...before, stopped }))
    .run();
  expect((await listed()).stopped).toEqual({
    why: "guardrail",
    goal: "orders",
    variant: "a",
    at: new Date(atMs).toISOString(),
  });
  expect((await viewer(`POST /rules/welcome/resume?${of}`)).status).toBe(403);
  const { status, answer } = await owner(`POST /rules/welcome/resume?${of}`);
  expect([status, answer.rule.stopped]).toEqual([200, null]);
  const now = await steering();
  expect(now).toMatchObject({ sinceMs: before?.sinceMs, coverage: 0.1 });
  expect(now?.stopped).toBeUndefined();
  expect(now?.watchedSinceMs).toBeGreaterThan(atMs);
  // The time in which it was stopped counts for no step.
  expect(now?.pausedMs).toBeGreaterThanOrEqual(3_600_000);
  const phases = await env.DB.prepare("SELECT COUNT(*) AS n FROM rule_phases WHERE rule = 'welcome'").first(
    "n",
  );
  expect(phases).toBe(2);
  const { entries } = (await owner(`GET /audit?${of}&kind=rule&about=welcome`)).answer;
  expect(entries[0]).toMatchObject({ what: "rule.resumed", before: { why: "guardrail", goal: "orders" } });
  expect((await owner(`POST /rules/welcome/resume?${of}`)).status).toBe(409);
});

it.each([
  ["no step", { ramp: { steps: [] } }],
  ["steps that go down", { ramp: { steps: [...ramp.steps, { coverage: 0.05, forHours: 1 }] } }],
  ["one variant among which visitors are shifted", { bandit: {} }],
  ["a variant that is kept for no time", { bandit: { keepFor: "0d" } }],
])("a rule with %s is not saved", async (_, part) => {
  const document = { ...ruleWith({ id: "other" }), ...part };
  expect((await owner(`PUT /rules/other?${of}`, { document })).status).toBe(422);
});
