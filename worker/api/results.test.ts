import { env } from "cloudflare:workers";
import * as v from "valibot";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { wholeSite } from "../../model/exposure-event.ts";
import { Goal } from "../../model/goal.ts";
import { type KeptTotals, keptTotals } from "../../model/results/testing/kept-totals.ts";
import { lists, spending, totalsOf } from "../../model/results/testing/totals.ts";
import { type ApiClient, apiClient, ask } from "../testing/api-client.ts";
import { configurationWith, prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";
import { publish } from "../store/versions.ts";
import { goLive } from "../testing/visiting.ts";

const site = siteWith({ id: "earning", hosts: ["earning.example"] });
const of = "site=earning";
const shares = { a: 0.5, "held-out": 0.5 };
let owner: ApiClient;
let viewer: ApiClient;

const bought = (variant: string, people: number, buyers: number, day = "2026-11-20") => ({
  variant,
  people,
  spent: spending(buyers, 4000),
  day,
});

const keepTotals = (kept: KeptTotals) =>
  keptTotals(kept).map(({ sql, values }) => env.DB.prepare(sql).bind(...values));

beforeAll(async () => {
  await prepareDatabase();
  owner = await apiClient("owner");
  viewer = await apiClient("viewer");
  const others = Array.from({ length: 12 }, (_, at) => ({
    id: `a${at}`,
    name: `Other ${at}`,
    condition: {},
  }));
  const loyal = { id: "loyal", name: "Loyal customers", condition: { orders: { $gte: 2 } } };
  const segments = [...others, loyal];
  const rules = [
    ruleWith({ id: "welcome", name: "Welcome 10 %", holdout: 0.5 }),
    ruleWith({
      id: "quiet",
      name: "Quiet",
      holdout: 0.1,
      condition: { $inSegment: "loyal" },
      ramp: { steps: [{ coverage: 0.25, forHours: 48 }] },
    }),
    ruleWith({ id: "for-all", name: "For all" }),
    ruleWith({ id: "uneven", name: '=HYPERLINK("x")', holdout: 0.5 }),
  ];
  await goLive(site, configurationWith({ rules, segments }), Date.now());
  const welcome = totalsOf(
    { ...bought("a", 1000, 100, "2026-11-19"), foreign: 2 },
    bought("held-out", 1000, 60, "2026-11-19"),
    { ...bought("a", 3000, 500), carts: 1100, costs: 120_000 },
    { ...bought("held-out", 3000, 240), carts: 800, foreign: 1 },
    bought("~mixed", 4, 0),
    bought("~staff", 2, 0),
  );
  const phone = totalsOf(bought("a", 2500, 400), bought("held-out", 2500, 200));
  const desk = totalsOf(bought("a", 1500, 200), bought("held-out", 1500, 100));
  const uneven = totalsOf(bought("a", 1000, 100), bought("held-out", 700, 100));
  const all = totalsOf(bought("treated", 9500, 900), bought("held-out", 500, 20));
  const at = { site: "earning" };
  await env.DB.batch([
    ...keepTotals({ ...at, rule: "welcome", totals: welcome, shares }),
    ...keepTotals({ ...at, rule: "welcome", totals: phone, dimension: "device", value: "mobile" }),
    ...keepTotals({ ...at, rule: "welcome", totals: desk, dimension: "device", value: "=cmd" }),
    ...keepTotals({ ...at, rule: "welcome", totals: phone, dimension: "segment", value: "loyal" }),
    ...keepTotals({ ...at, rule: "welcome", totals: desk, dimension: "segment", value: "gone-by-now" }),
    ...keepTotals({ ...at, rule: "uneven", totals: uneven, shares }),
    ...keepTotals({
      ...at,
      rule: wholeSite,
      totals: all,
      shares: { treated: 0.95, "held-out": 0.05 },
    }),
  ]);
});

async function steer(steering: object): Promise<void> {
  const put = "REPLACE INTO rule_steering (site, rule, steering, at_ms) VALUES (?, 'quiet', ?, 2)";
  await env.DB.prepare(put).bind(site.id, JSON.stringify(steering)).run();
}

describe("the results of a site", () => {
  it("are the gist of each rule that compares, and of all of them, for whoever may look", async () => {
    const { status, answer } = await viewer(`GET /reports/results?${of}`);
    expect(status).toBe(200);
    expect(answer.rules.map(({ id, verdict }: { id: string; verdict: object }) => [id, verdict])).toEqual([
      ["welcome", { code: "better", variant: "a" }],
      ["quiet", { code: "nobody" }],
      ["uneven", { code: "uneven" }],
    ]);
    const [welcome] = answer.rules;
    expect(welcome).toMatchObject({ people: 8000, status: "live", control: { variant: "held-out" } });
    expect(welcome.best.difference.value).toBeCloseTo(3, 1);
    expect(answer.all).toMatchObject({ people: 10_000, verdict: { variant: "treated" } });
    expect(welcome.stopped).toBeNull();
    expect(answer.all.best.added.value).toBeCloseTo(answer.all.best.difference.value * 9500, 4);
  });

  it("say of a live rule that few take part yet, and who gets what, until all do as published", async () => {
    const steered = async (sinceMs: number, parts: object = {}) => {
      await steer({ sinceMs, ...parts });
      const { answer } = await viewer(`GET /reports/results/quiet?${of}`);
      return answer.steered;
    };
    const [sinceMs, hourMs] = [Date.now() - 1000, 3_600_000];
    const step = { share: 0.25, until: new Date(sinceMs + 48 * hourMs).toISOString() };
    expect(await steered(sinceMs, { coverage: 0.25 })).toEqual({ step, shares: null });
    const weights = { a: 1 };
    expect(await steered(sinceMs - 48 * hourMs, { weights })).toEqual({ step: null, shares: weights });
    expect(await steered(sinceMs - 48 * hourMs)).toBeNull();
    // Of one that stopped, nobody gets anything.
    expect(await steered(sinceMs, { stopped: { why: "sample_ratio", atMs: 2 } })).toBeNull();
  });

  it("say of a live rule that it stopped by itself, and why", async () => {
    await steer({ sinceMs: 1, stopped: { why: "sample_ratio", atMs: 2 } });
    const { answer } = await viewer(`GET /reports/results?${of}`);
    const [, quiet] = answer.rules;
    const at = new Date(2).toISOString();
    expect(quiet.stopped).toEqual({ why: "sample_ratio", goal: null, variant: null, at });
    const { answer: alone } = await viewer(`GET /reports/results/quiet?${of}`);
    expect(alone.stopped).toEqual(quiet.stopped);
    await env.DB.prepare("DELETE FROM rule_steering WHERE site = ?").bind(site.id).run();
  });

  it("have each rule in full: verdict, funnel, days, other goals, who is set aside", async () => {
    const { answer } = await viewer(`GET /reports/results/welcome?${of}`);
    expect(answer.result).toMatchObject({
      people: 8000,
      setAside: { mixed: 4, staff: 2 },
      evenness: { p: 1, isBroken: false },
    });
    expect(answer.funnel).toMatchObject([
      { variant: "a", people: 4000, carts: 1100, buyers: 600, orders: 600, costs: 1200 },
      { variant: "held-out", people: 4000, carts: 800, buyers: 300, orders: 300, costs: 0 },
    ]);
    expect(answer.funnel[0].orderValue).toBeCloseTo(40, 0);
    expect(answer).toMatchObject({ foreignOrders: 3, stopped: null });
    expect(answer.days.map(({ day, people }: { day: string; people: number }) => [day, people])).toEqual([
      ["2026-11-19", 2000],
      ["2026-11-20", 8000],
    ]);
    expect([answer.firstDay, answer.lastDay]).toEqual(["2026-11-19", "2026-11-20"]);
    expect(answer.goals.map(({ goal, role }: { goal: string; role: string }) => [goal, role])).toEqual([
      ["revenue", "judges"],
      ["orders", "other"],
      ["order-value", "other"],
    ]);
  });

  it("are asked for by goal, by days, and by what people are split by", async () => {
    const orders = (await viewer(`GET /reports/results/welcome?${of}&goal=orders`)).answer;
    expect(orders.result.variants[0]).toMatchObject({ total: 600, value: 0.15 });
    const day = (await viewer(`GET /reports/results/welcome?${of}&from=2026-11-20&to=2026-11-20`)).answer;
    expect([day.result.people, day.days.length]).toEqual([6000, 1]);
    const split = (await viewer(`GET /reports/results/welcome?${of}&by=device`)).answer;
    expect(split.segments.map(({ value }: { value: string }) => value)).toEqual(["mobile", "=cmd"]);
    expect(split.segments[0].result.alpha).toBe(0.025);
    const { segments, uncounted } = (await viewer(`GET /reports/results/welcome?${of}&by=segment`)).answer;
    expect([split.uncounted, uncounted]).toEqual([[], ["Other 11"]]);
    expect(segments.map(({ name }: { name: string }) => name)).toEqual(["Loyal customers", "gone-by-now"]);
    const only = (await viewer(`GET /reports/results/welcome?${of}&by=device&value=mobile`)).answer;
    expect([only.value, only.result.people, only.result.alpha, only.segments.length]).toEqual([
      "mobile",
      5000,
      0.025,
      2,
    ]);
    expect(only.funnel).toMatchObject([
      { variant: "a", people: 2500, buyers: 400 },
      { variant: "held-out", people: 2500, buyers: 200 },
    ]);
    expect(only.days.at(-1).people).toBe(5000);
    const nobody = (await viewer(`GET /reports/results/welcome?${of}&by=device&value=fridge`)).answer;
    expect(nobody.result.verdict).toEqual({ code: "nobody" });
    expect((await viewer(`GET /reports/results/welcome?${of}&value=mobile`)).status).toBe(400);
    const none = (await viewer(`GET /reports/results/welcome?${of}&from=2027-01-01`)).answer;
    expect(none.result.verdict).toEqual({ code: "nobody" });
  });

  it("of a goal that was changed are of the new one, and say how many people came before", async () => {
    const then = totalsOf(bought("a", 500, 40, "2026-11-01"), bought("held-out", 500, 40, "2026-11-01"));
    const older = then.map((total) => ({
      ...total,
      measure: total.measure.replace("#now", "#then").replace(/\.\w+$/, ".000000"),
    }));
    const measures = lists.now.map((measure) => measure.replace(/\.\w+$/, ".000000"));
    await env.DB.batch([
      env.DB.prepare("INSERT INTO measure_lists VALUES ('earning', 'then', ?)").bind(
        JSON.stringify(measures),
      ),
      ...keepTotals({ site: "earning", rule: "quiet", totals: older }),
      ...keepTotals({
        site: "earning",
        rule: "quiet",
        totals: totalsOf(bought("a", 30, 4), bought("held-out", 30, 3)),
      }),
    ]);
    const { answer } = await viewer(`GET /reports/results/quiet?${of}`);
    expect(answer.result).toMatchObject({ people: 60, countedBefore: 1000, verdict: { code: "too_early" } });
  });

  it("are refused where there are none, or nobody could say what was meant", async () => {
    const codeOf = async (line: string) => (await viewer(`GET /reports/results/${line}`)).answer.error.code;
    expect(await codeOf(`nothing?${of}`)).toBe("not_found");
    for (const part of ["goal=nothing", "goal=A.b", "from=yesterday", "from=2026-13-40", "by=name"])
      expect([part, await codeOf(`welcome?${of}&${part}`)]).toEqual([part, "invalid_request"]);
    expect(await codeOf(`welcome?${of}&from=2026-11-20&to=2026-11-19`)).toBe("invalid_request");
  });

  it("are a table too, in which no spreadsheet sees a formula", async () => {
    const { answer } = await viewer(`GET /reports/results/welcome/csv?${of}&by=device`);
    const rows: string[] = answer.split("\r\n");
    expect(rows[0]).toMatch(
      /^rule,goal,from,to,split_by,value,variant,people,total,per_person,carts,buyers,orders,revenue,offer_costs,/,
    );
    expect(rows[1]).toMatch(/^welcome,revenue,,,,,a,4000,[\d.]+,[\d.]+,1100,600,600,[\d.]+,1200,/);
    expect(rows.filter((row) => row.includes(",until,2026-11-"))).toHaveLength(2);
    expect(rows.find((row) => row.includes("cmd"))).toContain(",device,'=cmd,");
    expect(rows.at(-1)).toBe("");
    expect((await viewer(`GET /reports/results/${wholeSite}/csv?${of}`)).status).toBe(200);
  });
});

describe("a rule that compares no more", () => {
  const past = siteWith({ id: "past", hosts: ["past.example"] });
  const asked = "site=past";
  const endedAtMs = Date.UTC(2026, 10, 22);

  beforeAll(async () => {
    const rules = ["gone", "rolled-out", "untouched"].map((id) => ruleWith({ id, name: id, holdout: 0.5 }));
    const goals = [v.parse(Goal, { id: "lead", name: "Lead", event: "generate_lead" })];
    await goLive(
      past,
      configurationWith({ rules: [{ ...rules[0]!, goal: "lead" }, ...rules.slice(1)], goals }),
      1,
    );
    const totals = totalsOf(bought("a", 1000, 100), bought("held-out", 1000, 60));
    await env.DB.batch([
      ...keepTotals({ site: "past", rule: "gone", totals, shares }),
      ...keepTotals({ site: "past", rule: "rolled-out", totals, shares }),
    ]);
    const [, rolledOut, untouched] = rules;
    const configuration = configurationWith({
      rules: [{ ...rolledOut!, name: "For all now", holdout: 0 }, untouched!],
    });
    const what = { site: past, over: 1, configuration, note: "", by: "owner", nowMs: endedAtMs };
    expect(await publish(env, what)).toMatchObject({ ok: true });
  });

  it("keeps its result, by its own goals as they were and under the name that it had last", async () => {
    const at = new Date(endedAtMs).toISOString();
    const gone = (await viewer(`GET /reports/results/gone?${asked}&goal=orders`)).answer;
    expect(gone).toMatchObject({
      rule: { id: "gone", name: "gone" },
      ended: { at, isPublished: false },
      result: { people: 2000 },
    });
    expect((await viewer(`GET /reports/results/gone?${asked}`)).answer.goal.goal).toBe("lead");
    const rolledOut = (await viewer(`GET /reports/results/rolled-out?${asked}`)).answer;
    expect(rolledOut).toMatchObject({
      rule: { name: "For all now" },
      ended: { isPublished: true },
      result: { people: 2000, control: { variant: "held-out" } },
    });
    expect((await viewer(`GET /reports/results/gone/csv?${asked}`)).status).toBe(200);
    const shared = (await owner(`POST /result-links?${asked}`, { rule: "gone" })).answer;
    const opened = await ask("POST /shared-result", { token: shared.url.split("#")[1] });
    expect(await opened.json()).toMatchObject({ report: { ended: { isPublished: false } } });
  });

  it("is listed apart, until it compares again", async () => {
    const listed = async () => {
      const { rules, ended } = (await viewer(`GET /reports/results?${asked}`)).answer;
      return [rules, ended].map((list: { id: string }[]) => list.map(({ id }) => id));
    };
    expect(await listed()).toEqual([["untouched"], ["gone", "rolled-out"]]);
    const configuration = configurationWith({ rules: [ruleWith({ id: "gone", holdout: 0.1 })] });
    const what = { site: past, over: 2, configuration, note: "", by: "owner", nowMs: endedAtMs + 1 };
    expect(await publish(env, what)).toMatchObject({ ok: true });
    expect(await listed()).toEqual([["gone"], ["rolled-out"]]);
    expect((await viewer(`GET /reports/results/gone?${asked}`)).answer.ended).toBeNull();
  });
});

describe("what is known before a test starts", () => {
  const today = new Date().toISOString().slice(0, 10);

  it("is what people do of a goal, and how many come to a rule", async () => {
    const planned = siteWith({ id: "planned", hosts: ["planned.example"] });
    await goLive(planned, configurationWith(), 1);
    const people = totalsOf(
      bought("treated", 1900, 95, today),
      bought("held-out", 100, 5, today),
      bought("treated", 5000, 5000, "2020-01-01"),
    );
    await env.DB.batch([
      ...keepTotals({ site: "planned", rule: wholeSite, totals: people }),
      ...keepTotals({ site: "planned", rule: "welcome", totals: totalsOf(bought("a", 70, 0, today)) }),
    ]);
    const asked = async (rule: string, query: string) =>
      (await viewer(`GET /reports/results/${rule}?site=planned&from=2026-01-01&${query}`)).answer;
    const orders = await asked(wholeSite, "goal=orders");
    expect(orders.result.variants[0]).toMatchObject({ variant: "treated", people: 1900, value: 0.05 });
    expect(orders.result.variants[0].variance).toBeCloseTo(0.05 * 0.95, 9);
    const revenue = (await asked(wholeSite, "goal=revenue")).result.variants[0];
    expect(revenue.value).toBeCloseTo(2, 1);
    expect(revenue.variance).toBeGreaterThan(70);
    expect((await asked("welcome", "")).perDay).toBe(70);
  });
});

describe("a link to a result", () => {
  const open = async (token: string) => {
    const response = await ask("POST /shared-result", { token });
    // oxlint-disable-next-line typescript/no-explicit-any -- The shape is what is looked at.
    return { status: response.status, answer: await response.json<any>() };
  };
  const tokenIn = (url: string) => url.split("#")[1] ?? "";

  it("opens that result without signing in, and nothing else, until it is taken back", async () => {
    const wanted = {
      rule: "welcome",
      goal: "orders",
      from: "2026-11-20",
      by: "device",
      value: "mobile",
      days: 7,
    } as const;
    const { status, answer } = await owner(`POST /result-links?${of}`, wanted);
    expect(status).toBe(201);
    const token = tokenIn(answer.url);
    expect(token).toMatch(/^[\w-]{43}$/);
    const opened = await open(token);
    expect(opened.answer).toMatchObject({
      site: { name: "Lumen" },
      report: {
        rule: { name: "Welcome 10 %" },
        goal: { goal: "orders" },
        from: "2026-11-20",
        by: "device",
        value: "mobile",
      },
    });
    const asKey = await ask(`GET /reports/results?${of}`, undefined, { authorization: `Bearer ${token}` });
    expect(asKey.status).toBe(401);
    const { links } = (await owner(`GET /result-links?${of}`)).answer;
    expect(links).toMatchObject([{ id: answer.link.id, rule: { id: "welcome", name: "Welcome 10 %" } }]);
    expect(JSON.stringify(links)).not.toContain(token);
    const kept = await env.DB.prepare("SELECT * FROM result_links").all();
    expect(JSON.stringify(kept.results)).not.toContain(token);

    expect((await owner(`DELETE /result-links/${answer.link.id}?site=lumen`)).status).toBe(404);
    expect(
      (await owner(`DELETE /result-links/${answer.link.id}?${of}`)).answer.link.revokedAt,
    ).not.toBeNull();
    expect((await open(token)).answer.error.code).toBe("link_expired");
    expect((await owner(`GET /result-links?${of}`)).answer.links).toEqual([]);
  });

  it("opens nothing once its days are over, nor with another token", async () => {
    const { answer } = await owner(`POST /result-links?${of}`, { rule: wholeSite, days: 1 });
    const token = tokenIn(answer.url);
    expect((await open(token)).answer.report.rule.id).toBe(wholeSite);
    vi.setSystemTime(Date.now() + 86_400_001);
    expect((await open(token)).answer.error.code).toBe("link_expired");
    vi.useRealTimers();
    for (const other of ["", "x", `${token.slice(0, -1)}-`])
      expect((await open(other)).answer.error.code).toBe("link_expired");
  });

  it("is made of what there is, by whoever may tell others", async () => {
    expect((await viewer(`POST /result-links?${of}`, { rule: "welcome" })).answer.error.code).toBe(
      "not_allowed",
    );
    expect((await viewer(`GET /result-links?${of}`)).answer.error.code).toBe("not_allowed");
    for (const [wanted, code] of [
      [{ rule: "nothing" }, "not_found"],
      [{ rule: "welcome", days: 0 }, "invalid_request"],
      [{ rule: "site:other" }, "invalid_request"],
      [{ rule: "welcome", goal: "nothing" }, "invalid_request"],
    ] as const)
      expect((await owner(`POST /result-links?${of}`, wanted)).answer.error.code).toBe(code);
  });

  it("shows nothing of a rule that is gone and never compared", async () => {
    const { answer } = await owner(`POST /result-links?${of}`, { rule: "for-all" });
    // As before the first publish.
    await env.DB.prepare("UPDATE sites SET live_version = 0 WHERE id = 'earning'").run();
    expect((await open(tokenIn(answer.url))).answer.error.code).toBe("not_found");
  });
});
