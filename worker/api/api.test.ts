import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Problem } from "../../model/problem.ts";
import type { Site } from "../../model/site.ts";
import { couponWith } from "../../model/testing/coupon.ts";
import { offerWith } from "../../model/testing/offer.ts";
import type { SignedInUser } from "../../model/user.ts";
import { saveSite } from "../store/sites.ts";
import { inviteUser, prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";
import { api } from "../testing/held-api.ts";

const dashboard = "https://ew.shop.example";

interface Call {
  /** A session's cookie; `null` for nobody. */
  as?: string | null;
  headers?: Record<string, string>;
  bindings?: Env;
}

/** Calls the API as the dashboard does; the answer is whatever it is. */
async function call(
  methodAndPath: string,
  body?: unknown,
  { as = owner, headers = {}, bindings = env }: Call = {},
) {
  const [method = "GET", path = "/"] = methodAndPath.split(" ");
  const request = new Request(`${dashboard}/api/v1${path}`, {
    method,
    headers: { origin: dashboard, ...(as === null ? {} : { cookie: `other=1; ${as}` }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const response = await api.fetch(request, bindings, createExecutionContext());
  // oxlint-disable-next-line typescript/no-explicit-any -- The shape is what these tests look at.
  const answer: any = await response.json();
  return { status: response.status, answer, headers: response.headers };
}

/** What a save says that is over this revision. */
const over = (revision: number) => ({ headers: { "if-match": `"${revision}"` } });

async function signIn(role: SignedInUser["role"]): Promise<string> {
  const token = await inviteUser(role, Date.now() + 60_000);
  const { headers } = await call("POST /session", { token }, { as: null });
  return headers.get("set-cookie")!.split(";")[0]!;
}

let owner = "";
beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await prepareDatabase();
  owner = await signIn("owner");
});

let sites = 0;
/** A new site with nothing in it. @returns the query that names it. */
async function newSite(): Promise<string> {
  const id = `site-${++sites}`;
  await saveSite(env.DB, siteWith({ id, hosts: [`${id}.example`] }));
  return `site=${id}`;
}

function problem(code: string) {
  return { error: { code, message: expect.stringMatching(/./), requestId: expect.stringMatching(/./) } };
}

const setText = (text: string) => ruleWith({ changes: [{ type: "setText", selector: "h1", text }] });

describe("signing in", () => {
  it("takes a link's token, sets a cookie that no script and no other site can use, and says who it is", async () => {
    const token = await inviteUser("marketer", Date.now() + 60_000);
    const { status, answer, headers } = await call("POST /session", { token }, { as: null });
    expect([status, answer]).toEqual([200, { user: { id: "marketer", name: "marketer", role: "marketer" } }]);
    expect(headers.get("set-cookie")).toMatch(
      /^__Host-ew-session=[\w-]{43}; Path=\/; Max-Age=1209600; HttpOnly; Secure; SameSite=Strict$/,
    );
    const as = headers.get("set-cookie")!.split(";")[0]!;
    expect((await call("GET /session", undefined, { as })).answer).toEqual(answer);
    expect(await call("POST /session", { token }, { as: null })).toMatchObject({
      status: 401,
      answer: problem("link_expired"),
    });
  });

  it("ends when somebody signs out", async () => {
    const as = await signIn("marketer");
    const { status, headers } = await call("DELETE /session", undefined, { as });
    expect(status).toBe(200);
    expect(headers.get("set-cookie")).toContain("__Host-ew-session=; Path=/; Max-Age=0");
    expect(await call("GET /session", undefined, { as })).toMatchObject({ status: 401 });
  });

  it("refuses what is no token", async () => {
    for (const body of [{}, { token: 1 }, { token: "x".repeat(300) }, "nonsense"])
      expect(await call("POST /session", body, { as: null })).toMatchObject({ status: 400 });
  });
});

describe("who may do what", () => {
  it.each([
    "GET /session",
    "GET /sites",
    "PUT /sites/lumen",
    "GET /rules?site=lumen",
    "PUT /rules/x?site=lumen",
    "POST /rules/x/switch?site=lumen",
    "POST /rules/x/move?site=lumen",
    "POST /sites/lumen/switch",
    "GET /offers?site=lumen",
    "GET /publish?site=lumen",
    "POST /publish?site=lumen",
    "DELETE /publish?site=lumen",
    "GET /versions?site=lumen",
    "GET /nothing",
  ])("%s is for people who are signed in", async (what) => {
    for (const as of [null, "__Host-ew-session=made-up", "__Host-ew-session="])
      expect(await call(what, what.startsWith("GET") ? undefined : {}, { as })).toMatchObject({
        status: 401,
        answer: problem("not_signed_in"),
      });
  });

  it("another site's pages are refused, even with the cookie", async () => {
    for (const origin of [
      "https://shop.example",
      "http://ew.shop.example",
      "https://ew.shop.example:444",
      "null",
    ])
      for (const what of ["GET /sites", "POST /publish?site=lumen", "DELETE /session"])
        expect(await call(what, undefined, { headers: { origin } })).toMatchObject({
          status: 403,
          answer: problem("wrong_origin"),
        });
    expect(await call("GET /session")).toMatchObject({ status: 200 });
  });

  it.each(["viewer", "care"] as const)("a %s may look at everything and change nothing", async (role) => {
    const as = await signIn(role);
    const site = await newSite();
    expect(await call(`GET /rules?${site}`, undefined, { as })).toMatchObject({ status: 200 });
    for (const what of [
      `PUT /rules/welcome?${site}`,
      `POST /rules/welcome/switch?${site}`,
      `POST /sites/${site.slice(5)}/switch`,
      `POST /publish?${site}`,
      `DELETE /publish?${site}`,
    ])
      expect(await call(what, { document: ruleWith() }, { as })).toMatchObject({
        status: 403,
        answer: problem("not_allowed"),
      });
    expect((await call(`GET /rules?${site}`)).answer).toEqual({ rules: [] });
  });

  it("nothing that is answered is kept by a cache", async () => {
    for (const what of ["GET /sites", "GET /nothing", "GET /rules"])
      expect((await call(what)).headers.get("cache-control")).toBe("no-store");
  });
});

describe("a document", () => {
  it("is saved, read and saved again", async () => {
    const site = await newSite();
    const first = await call(`PUT /rules/welcome?${site}`, { document: ruleWith() });
    expect(first).toMatchObject({
      status: 200,
      answer: { draft: { document: ruleWith(), live: null, revision: 1 } },
    });
    expect(first.answer.draft.updatedAt).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
    const second = await call(`PUT /rules/welcome?${site}`, { document: setText("Two") }, over(1));
    expect(second.answer.draft.revision).toBe(2);
    expect((await call(`GET /rules/welcome?${site}`)).answer).toEqual(second.answer);
  });

  it("tells its revision by a tag, also where a proxy weakens that", async () => {
    const site = await newSite();
    const { headers } = await call(`PUT /rules/welcome?${site}`, { document: ruleWith() });
    expect(headers.get("etag")).toBe('"1"');
    const weak = { headers: { "if-match": `W/${headers.get("etag")}` } };
    expect((await call(`PUT /rules/welcome?${site}`, { document: setText("Two") }, weak)).status).toBe(200);
    expect((await call(`GET /rules/welcome?${site}`)).headers.get("etag")).toBe('"2"');
  });

  it("is not saved over what somebody else saved meanwhile, or what nobody has said they saw", async () => {
    const site = await newSite();
    await call(`PUT /rules/welcome?${site}`, { document: ruleWith() });
    await call(`PUT /rules/welcome?${site}`, { document: setText("Theirs") }, over(1));
    const saving = async (headers: Record<string, string>) => {
      const { status, answer } = await call(
        `PUT /rules/welcome?${site}`,
        { document: setText("Mine") },
        { headers },
      );
      return [status, answer.error.code];
    };
    expect(await saving({ "if-match": '"1"' })).toEqual([412, "changed_meanwhile"]);
    expect(await saving({ "if-none-match": "*" })).toEqual([412, "changed_meanwhile"]);
    expect(await saving({})).toEqual([428, "precondition_required"]);
    for (const vague of ["*", '"1", "2"', "2", '"x"'])
      expect(await saving({ "if-match": vague })).toEqual([400, "invalid_request"]);
    expect((await call(`GET /rules/welcome?${site}`)).answer.draft.document).toEqual(setText("Theirs"));
    const nothing = await call(`PUT /rules/new?${site}`, { document: ruleWith({ id: "new" }) }, over(1));
    expect([nothing.status, nothing.answer]).toMatchObject([412, problem("changed_meanwhile")]);
  });

  it("is deleted by whoever has seen it as it is, and does not come back by an old page", async () => {
    const site = await newSite();
    const path = `/rules/welcome?${site}`;
    await call(`PUT ${path}`, { document: ruleWith() });
    await call(`PUT ${path}`, { document: setText("Two") }, over(1));
    expect((await call(`DELETE ${path}`)).status).toBe(428);
    expect((await call(`DELETE ${path}`, undefined, over(1))).status).toBe(412);
    expect(await call(`DELETE ${path}`, undefined, over(2))).toMatchObject({
      status: 200,
      answer: { deleted: true },
    });
    expect((await call(`GET ${path}`)).status).toBe(404);
    expect((await call(`DELETE ${path}`, undefined, over(2))).status).toBe(404);
    expect((await call(`PUT ${path}`, { document: ruleWith() })).answer.draft.revision).toBe(3);
    expect((await call(`PUT ${path}`, { document: setText("Late") }, over(2))).status).toBe(412);
  });

  it("is not deleted while others need it, and says who does", async () => {
    const site = await newSite();
    const path = `/coupons/ten?${site}`;
    await call(`PUT ${path}`, { document: couponWith() });
    await call(`PUT /offers/ten-off?${site}`, { document: offerWith({ coupon: "ten" }) });
    const { status, answer } = await call(`DELETE ${path}`, undefined, over(1));
    expect([status, answer]).toMatchObject([409, problem("in_use")]);
    expect(answer.error.details.problems).toEqual([
      { code: "in_use", path: "offers.ten-off", message: "The offer Ten off needs it." },
    ]);
    await call(`DELETE /offers/ten-off?${site}`, undefined, over(1));
    expect((await call(`DELETE ${path}`, undefined, over(1))).status).toBe(200);
  });

  it("is not deleted while a rule is judged by it, or guards it; what judges a rule is there when it is published", async () => {
    const site = await newSite();
    const goal = (id: string) => ({ document: { id, name: `Goal ${id}`, event: "refund", better: "less" } });
    const judged = ruleWith({ goal: "leads", guardrails: ["orders", "returns"] });
    await call(`PUT /rules/welcome?${site}`, { document: judged });
    const refused = await call(`POST /publish?${site}`, {});
    expect([refused.status, refused.answer.error.details.problems]).toMatchObject([
      422,
      [
        { code: "unknown_reference", path: "rules[0].goal", message: "There is no goal called leads." },
        { code: "unknown_reference", path: "rules[0].guardrails[1]" },
      ],
    ]);
    for (const id of ["leads", "returns"]) {
      await call(`PUT /goals/${id}?${site}`, goal(id));
      const { status, answer } = await call(`DELETE /goals/${id}?${site}`, undefined, over(1));
      expect([status, answer]).toMatchObject([409, problem("in_use")]);
    }
    expect((await call(`POST /publish?${site}`, {})).status).toBe(200);
    expect((await call(`GET /goals?${site}`)).answer.goals).toMatchObject([
      { document: { id: "leads", counts: "once", within: "14d" }, live: { id: "leads", better: "less" } },
      { document: { id: "returns" } },
    ]);
    expect(
      (await call(`PUT /goals/revenue?${site}`, goal("revenue"))).answer.error.details.problems,
    ).toMatchObject([
      { path: "id", message: "Every site has these goals already: revenue, orders, order-value." },
    ]);
  });

  it("says everything that is wrong with it, and where", async () => {
    const document = {
      ...ruleWith(),
      name: "",
      pages: ["cart"],
      condition: { device: "tv" },
      variants: [
        { id: "a", changes: [{ type: "setAttribute", selector: "a", name: "href", value: "javascript:x" }] },
      ],
    };
    const { status, answer } = await call(`PUT /rules/welcome?${await newSite()}`, { document });
    expect([status, answer]).toMatchObject([422, problem("invalid_document")]);
    expect(answer.error.details.problems.map(({ path }: Problem) => path)).toEqual([
      "name",
      "pages[0]",
      "condition.device",
      "variants[0].changes[0].value",
    ]);
  });

  it("has the id of its address", async () => {
    expect(await call(`PUT /rules/other?${await newSite()}`, { document: ruleWith() })).toMatchObject({
      status: 422,
    });
  });

  it.each(["rules", "offers", "coupons", "placements"])(
    "is found among the %s of its site alone",
    async (kind) => {
      expect(await call(`GET /${kind}?${await newSite()}`)).toMatchObject({
        status: 200,
        answer: { [kind]: [] },
      });
      for (const what of [
        `GET /${kind}`,
        `GET /${kind}?site=nowhere`,
        `GET /${kind}/x?site=nowhere`,
        `GET /${kind}/x?${await newSite()}`,
      ])
        expect(await call(what)).toMatchObject({ status: 404, answer: problem("not_found") });
    },
  );
});

describe("publishing", () => {
  const offer = {
    id: "ten-off",
    name: "Ten off",
    layout: "bar",
    headline: "10 % off",
    text: "",
    button: null,
    coupon: null,
  };
  const placement = { id: "top", name: "Top", selector: "body", position: "start" };
  const withOffer = ruleWith({ changes: [{ type: "insertOffer", placement: "top", offer: "ten-off" }] });

  it("makes live what waits, and nothing waits any more", async () => {
    const site = await newSite();
    await call(`PUT /rules/welcome?${site}`, { document: ruleWith() });
    const added = { kind: "rules", id: "welcome", name: "Welcome", what: "added" };
    expect((await call(`GET /publish?${site}`)).answer).toMatchObject({
      changes: [added],
      problems: [],
      warnings: [],
      liveVersion: 0,
      planned: null,
    });
    expect(await call(`POST /publish?${site}`, { note: "Go" })).toMatchObject({
      status: 200,
      answer: { version: 1 },
    });
    expect((await call(`GET /publish?${site}`)).answer).toMatchObject({
      changes: [],
      problems: [],
      warnings: [],
      liveVersion: 1,
    });
    expect((await call(`GET /rules/welcome?${site}`)).answer.draft.live).toEqual(ruleWith());
    expect((await call(`GET /versions?${site}`)).answer).toEqual({
      versions: [
        {
          version: 1,
          note: "Go",
          publishedBy: { id: "owner", name: "owner" },
          publishedAt: expect.stringMatching(/Z$/),
          changes: { first: [added], count: 1 },
          comments: [],
        },
      ],
      next: null,
      switches: [],
    });
  });

  it("is told in pages, the newest first", async () => {
    const site = await newSite();
    for (const note of ["One", "Two", "Three"]) await call(`POST /publish?${site}`, { note });
    const first = (await call(`GET /versions?${site}&limit=2`)).answer;
    expect(first.versions.map(({ note }: { note: string }) => note)).toEqual(["Three", "Two"]);
    const last = (await call(`GET /versions?${site}&limit=2&after=${first.next}`)).answer;
    expect(last).toMatchObject({ versions: [{ note: "One" }], next: null });
    for (const wrong of ["limit=0", "limit=101", "after=1"])
      expect((await call(`GET /versions?${site}&${wrong}`)).status).toBe(400);
  });

  it("says what keeps it from going live, and everything stays as it was", async () => {
    const site = await newSite();
    await call(`PUT /rules/welcome?${site}`, { document: withOffer });
    const { status, answer } = await call(`POST /publish?${site}`, {});
    expect([status, answer]).toMatchObject([422, problem("cannot_publish")]);
    expect(answer.error.details.problems.map(({ path }: Problem) => path)).toEqual([
      "rules[0].variants[0].changes[0].placement",
      "rules[0].variants[0].changes[0].offer",
    ]);
    await call(`PUT /offers/ten-off?${site}`, { document: offer });
    await call(`PUT /placements/top?${site}`, { document: placement });
    expect(await call(`POST /publish?${site}`, {})).toMatchObject({ status: 200, answer: { version: 1 } });
  });

  it("can be undone before: drafts go back to what is live", async () => {
    const site = await newSite();
    await call(`PUT /rules/welcome?${site}`, { document: ruleWith() });
    await call(`POST /publish?${site}`, {});
    await call(`PUT /rules/welcome?${site}`, { document: setText("Two") }, over(1));
    await call(`PUT /offers/ten-off?${site}`, { document: offer });
    const { answer } = await call(`GET /publish?${site}`);
    expect(answer.changes).toMatchObject([
      { id: "welcome", what: "changed" },
      { id: "ten-off", what: "added" },
    ]);
    expect((await call(`DELETE /publish?${site}`)).answer).toMatchObject({
      changes: [],
      problems: [],
      warnings: [],
      liveVersion: 1,
    });
    expect((await call(`GET /rules/welcome?${site}`)).answer.draft.document).toEqual(ruleWith());
    expect((await call(`GET /offers?${site}`)).answer).toEqual({ offers: [] });
  });

  it("carries a site's new settings to shoppers at once", async () => {
    const site = siteWith({ id: "settings", hosts: ["settings.example"] });
    await call("PUT /sites/settings", site);
    await call("PUT /rules/welcome?site=settings", { document: ruleWith() });
    await call("POST /publish?site=settings", {});
    await call("PUT /rules/welcome?site=settings", { document: setText("Not yet") }, over(1));
    const { status, answer } = await call("PUT /sites/settings", { ...site, accent: "#ff0000" }, over(1));
    expect([status, answer.site]).toMatchObject([200, { accent: "#ff0000", liveVersion: 2 }]);
    expect((await call("GET /rules/welcome?site=settings")).answer.draft.live).toEqual(ruleWith());
  });
});

describe("a rule's switch", () => {
  const rules = async (site: string) => (await call(`GET /rules?${site}`)).answer.rules;

  it("works at once, and leaves what waits to be published waiting", async () => {
    const site = await newSite();
    await call(`PUT /rules/welcome?${site}`, { document: ruleWith() });
    await call(`PUT /rules/later?${site}`, { document: ruleWith({ id: "later", priority: 90 }) });
    expect(await rules(site)).toMatchObject([
      { status: "draft" },
      { status: "draft", last24Hours: { decided: 0, seen: 0, undone: [], missing: [] } },
    ]);
    const on = await call(`POST /rules/welcome/switch?${site}`, { on: true });
    expect(on).toMatchObject({
      status: 200,
      answer: { version: 1, rule: { status: "live", changed: false } },
    });
    const off = await call(`POST /rules/welcome/switch?${site}`, { on: false });
    expect(off).toMatchObject({
      answer: { version: 2, rule: { status: "off", changed: false, rule: { on: false } } },
    });
    expect(await rules(site)).toMatchObject([
      { rule: { id: "later" }, status: "draft" },
      { rule: { id: "welcome" }, status: "off" },
    ]);
  });

  it("keeps an edit that is not published yet out of what is live", async () => {
    const site = await newSite();
    await call(`PUT /rules/welcome?${site}`, { document: ruleWith() });
    await call(`POST /publish?${site}`, {});
    await call(`PUT /rules/welcome?${site}`, { document: setText("Two") }, over(1));
    await call(`POST /rules/welcome/switch?${site}`, { on: false });
    const { draft } = (await call(`GET /rules/welcome?${site}`)).answer;
    expect(draft).toMatchObject({
      live: { ...ruleWith(), on: false },
      document: { ...setText("Two"), on: false },
    });
  });

  it("is refused for a rule that is not there, or without a word on what to do", async () => {
    const site = await newSite();
    expect(await call(`POST /rules/nothing/switch?${site}`, { on: true })).toMatchObject({ status: 404 });
    expect(await call(`POST /rules/nothing/switch?${site}`, { on: "yes" })).toMatchObject({
      status: 400,
      answer: problem("invalid_request"),
    });
  });
});

describe("a rule's place", () => {
  const order = async (site: string) =>
    (await call(`GET /rules?${site}`)).answer.rules.map(
      ({ rule }: { rule: { id: string; priority: number } }) => `${rule.id} ${rule.priority}`,
    );
  const withRules = async (...rules: Parameters<typeof ruleWith>[0][]) => {
    const site = await newSite();
    for (const rule of rules) await call(`PUT /rules/${rule?.id}?${site}`, { document: ruleWith(rule) });
    return site;
  };

  it("is before another rule, or behind all of them, and shoppers see it after a publish", async () => {
    const site = await withRules(
      { id: "a", priority: 30 },
      { id: "b", priority: 20 },
      { id: "c", priority: 10 },
    );
    await call(`POST /publish?${site}`, {});
    const moved = await call(`POST /rules/c/move?${site}`, { before: "b" });
    expect(moved).toMatchObject({
      status: 200,
      answer: { rules: [{ rule: { id: "c", priority: 25 }, status: "live", changed: true, revision: 2 }] },
    });
    expect(await order(site)).toEqual(["a 30", "c 25", "b 20"]);
    await call(`POST /rules/a/move?${site}`, { before: null });
    expect(await order(site)).toEqual(["c 25", "b 20", "a 10"]);
    expect((await call(`GET /rules/c?${site}`)).answer.draft.live.priority).toBe(10);
  });

  it("changes nothing where it is there already, and makes room where there is none", async () => {
    const site = await withRules(
      { id: "a", priority: 10 },
      { id: "b", priority: 10 },
      { id: "c", priority: 10 },
    );
    expect((await call(`POST /rules/a/move?${site}`, { before: "b" })).answer).toEqual({ rules: [] });
    expect((await call(`POST /rules/c/move?${site}`, { before: "b" })).answer.rules).toMatchObject([
      { rule: { id: "b", priority: 9 } },
    ]);
    expect((await order(site)).map((line: string) => line[0])).toEqual(["a", "c", "b"]);
  });

  it("is in its own lane, and before a rule that there is", async () => {
    const site = await withRules({ id: "a" }, { id: "b", lane: "service" });
    for (const before of ["b", "nothing", "a"])
      expect(await call(`POST /rules/a/move?${site}`, { before })).toMatchObject({
        status: 400,
        answer: problem("invalid_request"),
      });
    expect(await call(`POST /rules/nothing/move?${site}`, { before: null })).toMatchObject({ status: 404 });
  });
});

describe("a site", () => {
  it("is refused where it is wrong, or names a host of another", async () => {
    const site = siteWith({ id: "second", hosts: ["second.example"] });
    expect(await call("PUT /sites/second", { ...site, origin: "nonsense" })).toMatchObject({
      status: 422,
      answer: problem("invalid_document"),
    });
    expect(await call("PUT /sites/third", site)).toMatchObject({ status: 422 });
    expect(
      await call("PUT /sites/second", { ...site, hosts: ["second.example", "shop.example"] }),
    ).toMatchObject({ status: 409, answer: problem("conflict") });
    expect(await call("PUT /sites/second", site)).toMatchObject({
      status: 200,
      answer: { site: { ...site, liveVersion: 0, on: true, revision: 1 } },
    });
    const { answer } = await call("GET /sites");
    expect(answer.sites).toContainEqual({ ...site, liveVersion: 0, on: true, revision: 1 });
  });

  it("keeps the settings of whoever was faster", async () => {
    const site = siteWith({ id: "two-owners", hosts: ["two-owners.example"] });
    const save = (name: string, known?: ReturnType<typeof over>) =>
      call("PUT /sites/two-owners", { ...site, name }, known);
    await save("One");
    expect((await save("Theirs", over(1))).answer.site).toMatchObject({ name: "Theirs", revision: 2 });
    expect((await save("Mine", over(1))).answer).toMatchObject(problem("changed_meanwhile"));
    expect((await save("Mine")).answer).toMatchObject(problem("precondition_required"));
    const nowhere = siteWith({ id: "nowhere", hosts: ["nowhere.example"] });
    expect((await call("PUT /sites/nowhere", nowhere, over(1))).status).toBe(412);
  });
});

describe("a site's switch", () => {
  const switchTo = (site: string, body: unknown, bindings = env) =>
    call(`POST /sites/${site.slice(5)}/switch`, body, { bindings });

  it("is told to whoever asks about the site, and who turned it is written down", async () => {
    const site = await newSite();
    const isOn = async () =>
      (await call("GET /sites")).answer.sites.find(({ id }: Site) => site === `site=${id}`).on;
    expect(await isOn()).toBe(true);
    expect(await switchTo(site, { on: false })).toMatchObject({ status: 200, answer: { on: false } });
    expect(await switchTo(site, { on: false })).toMatchObject({ status: 200, answer: { on: false } });
    expect(await isOn()).toBe(false);
    expect(await switchTo(site, { on: true })).toMatchObject({ status: 200, answer: { on: true } });
    expect(await isOn()).toBe(true);
    const turn = { switchedBy: { id: "owner", name: "owner" }, switchedAt: expect.stringMatching(/Z$/) };
    expect((await call(`GET /versions?${site}`)).answer.switches).toEqual([
      { on: true, ...turn },
      { on: false, ...turn },
    ]);
  });

  it("works though nothing can be published: KV is down, and what is stored is malformed", async () => {
    const site = await newSite();
    const broken = env.DB.prepare("UPDATE sites SET document = '{}' WHERE id = ?").bind(site.slice(5));
    const mended = env.DB.prepare("UPDATE sites SET document = ? WHERE id = ?").bind(
      JSON.stringify(siteWith({ id: site.slice(5), hosts: [`${site.slice(5)}.example`] })),
      site.slice(5),
    );
    await broken.run();
    expect(await switchTo(site, { on: false }, { ...env, BUNDLES: undefined as never })).toMatchObject({
      status: 200,
      answer: { on: false },
    });
    await mended.run();
  });

  it("is refused for a site that is not there, or without a word on what to do", async () => {
    expect(await switchTo("site=nowhere", { on: false })).toMatchObject({
      status: 404,
      answer: problem("not_found"),
    });
    expect(await switchTo("site=lumen", { on: "off" })).toMatchObject({
      status: 400,
      answer: problem("invalid_request"),
    });
  });
});

describe("what goes wrong", () => {
  it("inside of Edgewise is not told to anybody", async () => {
    const DB = {
      prepare: () => {
        throw new Error("no such table: secrets");
      },
    } as unknown as D1Database;
    const { status, answer } = await call("GET /sites", undefined, { bindings: { ...env, DB } });
    expect([status, answer]).toEqual([500, problem("internal_error")]);
    expect(JSON.stringify(answer)).not.toMatch(/secrets|table|prepare|at /);
  });

  it("with a body is told plainly", async () => {
    const site = await newSite();
    expect(await call(`PUT /rules/welcome?${site}`, "{")).toMatchObject({
      status: 400,
      answer: problem("invalid_json"),
    });
    expect(await call(`PUT /rules/welcome?${site}`, "x".repeat(200_001))).toMatchObject({
      status: 413,
      answer: problem("too_large"),
    });
    for (const body of ["null", "[]", "{}", '{"document":null}'])
      expect([400, 422]).toContain((await call(`PUT /rules/welcome?${site}`, body)).status);
  });

  it("with an address is told plainly", async () => {
    expect(await call("GET /nothing")).toMatchObject({ status: 404, answer: problem("not_found") });
  });
});
