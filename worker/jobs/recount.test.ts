import { createMessageBatch } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as v from "valibot";
import { beforeAll, expect, it } from "vitest";
import { Goal } from "../../model/goal.ts";
import { visitorNode } from "../../model/identity/node.ts";
import { profileOf } from "../profile/profile-of.ts";
import { publish } from "../store/versions.ts";
import { arrivalWith } from "../testing/arriving.ts";
import { takeMessagesOf } from "../testing/messages-of.ts";
import { configurationWith, prepareDatabase, ruleWith, siteWith, snapshotWith } from "../testing/shop.ts";
import { recountDue } from "./recount.ts";
import { takeRecords } from "./take-records.ts";

const site = siteWith();
const compared = ruleWith({ holdout: 0.5 });
const visitor = "BBBBBBBBBBBBBBBBBBBBBB";

beforeAll(() => prepareDatabase(site));

async function publishWith(version: number, goals: Goal[]): Promise<void> {
  const nowMs = Date.now();
  const configuration = configurationWith({ rules: [compared], goals });
  const what = { site, configuration, over: version - 1, note: "", by: "someone", nowMs };
  expect(await publish(env, what)).toEqual({ ok: true, version });
}

const lead = v.parse(Goal, { id: "lead", name: "Lead", event: "generate_lead" });
const peopleBy = async () =>
  (
    await env.DB.prepare(
      `SELECT measures, variant, n FROM trial_totals JOIN measure_lists AS l ON measure = '#' || l.name AND l.site = trial_totals.site
       WHERE rule = 'welcome' AND dimension = '' AND n <> 0`,
    ).all<{ measures: string; variant: string; n: number }>()
  ).results.map(({ measures, ...people }) => ({
    ...people,
    // What is counted for every rule (`~carts`) is of no goal.
    goals: (JSON.parse(measures) as string[])
      .map((measure) => measure.split(".")[0] ?? "")
      .filter((goal) => !goal.startsWith("~")),
  }));
const leads = async () =>
  (
    await env.DB.prepare(
      "SELECT y FROM trial_totals WHERE measure LIKE 'lead.%' AND rule = 'welcome' AND dimension = ''",
    ).all<{ y: number }>()
  ).results.map(({ y }) => y);

it("whoever did something before a goal was made is counted by it too, though they never come again", async () => {
  await publishWith(1, []);
  const nowMs = Date.now();
  const carried = { ...snapshotWith(nowMs), visitor, profile: visitor };
  const did = (id: string, name: string, atMs: number, params = {}) => ({ id, name, timeMs: atMs, params });
  const profile = profileOf(env.PROFILES, site.id, visitor);
  await takeMessagesOf(profile, (body) => {
    const message = { id: crypto.randomUUID(), timestamp: new Date(), attempts: 1, body };
    void takeRecords(createMessageBatch("edgewise-records", [message]), env, nowMs);
  });
  await profile.record(
    arrivalWith(nowMs, {
      site: site.id,
      carried,
      source: visitorNode(visitor),
      profile: visitor,
      events: [
        did("exposed-1", "ew_exposed", nowMs - 9000, { rule: "welcome", variant: "a", device: "mobile" }),
        did("asked-001", "generate_lead", nowMs - 5000),
      ],
    }),
  );
  await profile.tellAgain();
  const standard = ["revenue", "orders", "order-value"];
  await expect.poll(peopleBy, { timeout: 10_000 }).toMatchObject([{ variant: "a", n: 1, goals: standard }]);
  expect(await leads()).toEqual([]);
  await publishWith(2, [lead]);
  // Not before every profile knows what is live.
  await recountDue(env, Date.now() + 30_000);
  expect(await leads()).toEqual([]);
  // A profile that had not heard of it yet is asked once more.
  let minutes = 1;
  const recount = async () => {
    await recountDue(env, Date.now() + ++minutes * 60_000);
    return leads();
  };
  await expect.poll(recount, { timeout: 20_000, interval: 4000 }).toEqual([1]);
  await expect.poll(peopleBy).toMatchObject([{ variant: "a", n: 1, goals: [...standard, "lead"] }]);
});
