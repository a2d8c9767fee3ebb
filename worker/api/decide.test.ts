import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { SignedInUser } from "../../model/user.ts";
import { arrivalWith } from "../testing/arriving.ts";
import { askedBy } from "../profile/arrival.ts";
import { profileOf } from "../profile/profile-of.ts";
import { saveSite } from "../store/sites.ts";
import { inviteUser, prepareDatabase, ruleWith, siteWith, snapshotWith } from "../testing/shop.ts";
import { api } from "../testing/held-api.ts";

const dashboard = "https://ew.shop.example";
const visitor = "AAAAAAAAAAAAAAAAAAAAAA";

let cookies: Record<SignedInUser["role"], string>;

async function call(methodAndPath: string, body: unknown, role: SignedInUser["role"] | null = "owner") {
  const [method = "", path = ""] = methodAndPath.split(" ");
  const request = new Request(`${dashboard}/api/v1${path}`, {
    method,
    headers: role === null ? {} : { cookie: cookies[role] },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const context = createExecutionContext();
  const response = await api.fetch(request, env, context);
  await waitOnExecutionContext(context);
  // oxlint-disable-next-line typescript/no-explicit-any -- The shape is what these tests look at.
  const answer: any = await response.json();
  return { status: response.status, answer, cookie: response.headers.get("set-cookie") };
}

async function signIn(role: SignedInUser["role"]): Promise<string> {
  const token = await inviteUser(role, Date.now() + 60_000);
  return (await call("POST /session", { token }, null)).cookie?.split(";")[0] ?? "";
}

const documents: [string, { id: string }][] = [
  ["coupons", { id: "ten", name: "Ten", code: "TEN" } as { id: string }],
  [
    "offers",
    {
      id: "hello",
      name: "Hello",
      layout: "bar",
      headline: "10 % off for {{ city | default: 'you' }}",
      coupon: "ten",
      value: 1200,
      cost: 300,
      translations: { de: { headline: "10 % Rabatt", text: "", button: null } },
    } as { id: string },
  ],
  ["placements", { id: "top", name: "Top", selector: "body", position: "start" } as { id: string }],
  ["segments", { id: "vips", name: "VIPs", condition: { lifetimeValue: { $gte: 500 } } } as { id: string }],
  ["lists", { id: "dach", name: "DACH", values: ["DE", "AT", "CH"] } as { id: string }],
  ["rules", ruleWith({ id: "moved", pages: ["/old"], changes: [{ type: "redirect", to: "/new" }] })],
  [
    "rules",
    ruleWith({
      id: "hello",
      name: "Hello",
      priority: 5,
      condition: { country: { $inGroup: "dach" } },
      trigger: { type: "dwell", seconds: 5 },
      changes: [{ type: "insertOffer", placement: "top", offer: "hello" }],
    }),
  ],
  [
    "rules",
    ruleWith({
      id: "vip",
      name: "For VIPs",
      condition: { $inSegment: "vips" },
      changes: [{ type: "insertOffer", placement: "top", offer: "hello" }],
    }),
  ],
];

beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await prepareDatabase();
  cookies = { owner: "", marketer: "", care: "", viewer: "" };
  for (const role of ["owner", "marketer", "care", "viewer"] as const) cookies[role] = await signIn(role);
  await saveSite(env.DB, siteWith({ id: "decided", hosts: ["decided.example"] }));
  for (const [kind, document] of documents) {
    const { status, answer } = await call(`PUT /${kind}/${document.id}?site=decided`, { document });
    expect([status, answer]).toEqual([200, expect.anything()]);
  }
  expect((await call("POST /publish?site=decided", {})).answer).toEqual({ version: 1 });
});

const german = { context: { facts: { country: "DE" } } };

function decideFor(question: object, role: SignedInUser["role"] | null = "owner") {
  return call("POST /decide", { site: "decided", ...question }, role);
}

describe("POST /decide", () => {
  it("says what somebody would get, with the words, the coupon and what it is worth", async () => {
    const { status, answer } = await decideFor(german);
    expect(status).toBe(200);
    expect(answer).toEqual({
      version: 1,
      known: false,
      decisions: [
        {
          rule: "hello",
          name: "Hello",
          lane: "campaign",
          trigger: { type: "dwell", seconds: 5 },
          variant: "a",
          how: "hashed",
          probability: 1,
          targets: ["placement top"],
          against: [],
          offers: [
            {
              offer: "hello",
              placement: "top",
              words: { language: "en", headline: "10 % off for you", text: "", button: null },
              coupon: { id: "ten", name: "Ten", code: "TEN" },
              value: 1200,
              cost: 300,
            },
          ],
        },
      ],
      redirect: null,
      lost: [],
    });
  });

  it("says where somebody is led instead, with their parameters", async () => {
    const { answer } = await decideFor({ context: { url: "/old?utm_source=mail" } });
    expect(answer).toMatchObject({
      redirect: "/new?utm_source=mail",
      decisions: [{ rule: "moved", offers: [] }],
    });
  });

  it("speaks the person's language, and knows what the channel knows", async () => {
    const { answer } = await decideFor({ context: { ...german.context, acceptLanguage: "de-AT,de;q=0.9" } });
    expect(answer.decisions[0].offers[0].words).toMatchObject({ language: "de", headline: "10 % Rabatt" });
    const inKiel = await decideFor({ context: { facts: { country: "DE", city: "Kiel" } } });
    expect(inKiel.answer.decisions[0].offers[0].words.headline).toBe("10 % off for Kiel");
  });

  it("knows a visitor by their profile, and why each rule was chosen or lost", async () => {
    const nowMs = Date.now();
    const purchase = {
      id: "purchase-1",
      name: "purchase",
      timeMs: nowMs,
      params: { transaction_id: "1", value: 800 },
    };
    await profileOf(env.PROFILES, "decided", visitor).record(
      arrivalWith(nowMs, {
        site: "decided",
        profile: visitor,
        carried: snapshotWith(nowMs, { visitor }),
        events: [purchase],
      }),
    );
    const { answer } = await decideFor({
      identities: [{ type: "visitor", value: visitor }],
      ...german,
      explain: true,
    });
    expect(answer).toMatchObject({
      known: true,
      decisions: [{ rule: "vip", against: ["hello"] }],
      lost: [{ rule: "hello", reason: "outranked", to: ["vip"] }],
      explanation: {
        facts: { lifetimeValue: 800, country: "DE" },
        rules: [
          {
            rule: "vip",
            outcome: "chosen",
            condition: { holds: true, parts: [{ operator: "$inSegment", holds: true }] },
          },
          {
            rule: "hello",
            outcome: "outranked",
            condition: { parts: [{ operator: "$inGroup", actual: "DE", holds: true }] },
          },
        ],
      },
    });
    const stranger = await decideFor({
      identities: [{ type: "visitor", value: "B".repeat(22) }],
      ...german,
      explain: true,
    });
    expect(stranger.answer).toMatchObject({
      known: false,
      decisions: [{ rule: "hello" }],
      lost: [{ rule: "vip", reason: "condition" }],
    });
  });

  it("decides for somebody who did not agree to personalisation as for a stranger", async () => {
    const nowMs = Date.now();
    const measured = "M".repeat(22);
    const consent = { purposes: ["measurement" as const], atMs: nowMs, by: "page", gpc: false, notice: null };
    const purchase = {
      id: "purchase-2",
      name: "purchase",
      timeMs: nowMs,
      params: { transaction_id: "2", value: 800 },
    };
    await profileOf(env.PROFILES, "decided", measured).record(
      arrivalWith(nowMs, {
        site: "decided",
        profile: measured,
        carried: snapshotWith(nowMs, { visitor: measured, profile: measured, consent }),
        events: [purchase],
      }),
    );
    const { answer } = await decideFor({
      identities: [{ type: "visitor", value: measured }],
      ...german,
      explain: true,
    });
    expect(answer).toMatchObject({
      known: true,
      decisions: [{ rule: "hello" }],
      lost: [{ rule: "vip", reason: "condition" }],
      explanation: { facts: { lifetimeValue: 0 } },
    });
  });

  it("changes nothing: the same question has the same answer, and nobody holds a coupon", async () => {
    const question = { identities: [{ type: "visitor", value: visitor }], ...german };
    const [first, second] = [await decideFor(question), await decideFor(question)];
    expect(second.answer).toEqual(first.answer);
    const recalled = await profileOf(env.PROFILES, "decided", visitor).recall({
      ...askedBy(undefined),
      visitor,
      nowMs: Date.now(),
    });
    expect(recalled).toMatchObject({ coupons: [] });
  });

  it("decides with the drafts, on another page, at another time, and as a preview wants it", async () => {
    const friday = { weekly: [{ days: ["friday"], from: "00:00", to: "24:00" }] };
    const document = ruleWith({ id: "friday", name: "Friday", pages: ["/cart"], schedule: friday as never });
    await call("PUT /rules/friday?site=decided", { document });
    const asked = (context: object) =>
      decideFor({ version: "draft", context: { url: "/cart?x=1", ...context } });
    expect((await asked({ at: "2026-11-27T12:00:00Z" })).answer).toMatchObject({
      version: "draft",
      decisions: [{ rule: "friday" }],
    });
    expect((await asked({ at: "2026-11-28T12:00:00Z" })).answer.decisions).toEqual([]);
    const previewed = await asked({ at: "2026-11-28T12:00:00Z", variants: { friday: "a" } });
    expect(previewed.answer.decisions).toMatchObject([{ rule: "friday", how: "forced" }]);
    expect((await decideFor({ context: { url: "/cart" } })).answer.decisions).toEqual([]);
  });

  it("may be asked by everybody who may sign in, and by nobody else", async () => {
    for (const role of ["marketer", "care", "viewer"] as const)
      expect((await decideFor(german, role)).status).toBe(200);
    expect(await decideFor(german, null)).toMatchObject({
      status: 401,
      answer: { error: { code: "not_signed_in" } },
    });
  });

  it.each<[object, string, string | undefined]>([
    [{ site: undefined }, "invalid_request", "site"],
    [{ site: "nowhere" }, "not_found", undefined],
    [{ site: "lumen" }, "not_found", undefined],
    [{ context: { url: "https://elsewhere.example/" } }, "invalid_request", "context.url"],
    [{ context: { url: 5 } }, "invalid_request", "context.url"],
    [{ context: { userAgent: "x\r\nset-cookie: y" } }, "invalid_request", "context.userAgent"],
    [{ context: { facts: { contry: "DE" } } }, "invalid_request", "context.facts.contry"],
    [{ context: { facts: { country: 49 } } }, "invalid_request", "context.facts.country"],
    [{ context: { facts: { device: "fridge" } } }, "invalid_request", "context.facts.device"],
    [
      { context: { facts: { __proto__: null, behaviour: {} } } },
      "invalid_request",
      "context.facts.behaviour",
    ],
    [{ context: { at: "tomorrow" } }, "invalid_request", "context.at"],
    [{ context: { at: "2026-11-22T09:30:00+14" } }, "invalid_request", "context.at"],
    [{ context: { at: "0000-01-01T00:00:00Z" } }, "invalid_request", "context.at"],
    [{ identities: [{ type: "<x>", value: "a@b.example" }] }, "invalid_request", "identities[0].type"],
    [{ identities: [{ type: "visitor", value: "x".repeat(400) }] }, "invalid_request", "identities[0].value"],
    [{ version: "next" }, "invalid_request", "version"],
  ])("refuses %j with %s", async (question, code, path) => {
    const { status, answer } = await decideFor(question);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(answer.error).toMatchObject({ code, message: expect.stringMatching(/\.$/) });
    if (path !== undefined)
      expect(answer.error.details.problems).toMatchObject([{ path, message: expect.stringMatching(/\.$/) }]);
  });

  it("takes people whom it does not know for newcomers", async () => {
    for (const identity of [
      { type: "email", value: "a@b.example" },
      { type: "visitor", value: "../x" },
    ])
      expect((await decideFor({ identities: [identity], ...german })).answer).toMatchObject({
        known: false,
        decisions: [{ rule: "hello" }],
      });
  });

  it("takes every address that a shopper may be at", async () => {
    for (const url of ["//evil.example/x", "/\\evil.example", "/%", "/?%00", "/a b"])
      expect([url, (await decideFor({ context: { url } })).status]).toEqual([url, 200]);
  });
});

describe("a site that is switched off", () => {
  it("decides nothing about what is live, and drafts as ever", async () => {
    await call("POST /sites/decided/switch", { on: false });
    expect(await decideFor(german)).toMatchObject({
      status: 409,
      answer: { error: { code: "switched_off" } },
    });
    expect((await decideFor({ ...german, version: "draft" })).status).toBe(200);
    await call("POST /sites/decided/switch", { on: true });
    expect((await decideFor(german)).status).toBe(200);
  });
});

describe("GET /publish", () => {
  it("warns of what could be published, but hardly does what was meant", async () => {
    const document = ruleWith({ id: "lost", name: "Lost", condition: { $inSegment: "gone" } });
    await call("PUT /rules/lost?site=decided", { document });
    const { answer } = await call("GET /publish?site=decided", undefined);
    expect(answer.warnings).toMatchObject([
      { code: "missing_segment", rule: "lost", message: expect.stringContaining("Lost") },
    ]);
  });
});
