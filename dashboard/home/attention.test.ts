import { describe, expect, it } from "vitest";
import type { CouponLedger, RuleSummary, SiteSummary } from "../../worker/api/contract.ts";
import { attentionOf } from "./attention.ts";
import type { HomeSources } from "./load-home.ts";
import { setUpSteps } from "./set-up.ts";

const nowMs = Date.parse("2031-03-10T12:00:00Z");
const site = { id: "shop", on: true, timeZone: "UTC" } as SiteSummary;
const live = {
  visitorsNow: 1,
  visitors: 3,
  views: 9,
  heardAt: "2031-03-10T11:59:00.000Z",
  hasProfiles: true,
};
const quiet: HomeSources = {
  rules: [],
  pending: { changes: [], problems: [], warnings: [], liveVersion: 3, revision: 1, planned: null },
  dropped: [],
  coupons: [],
  ledgers: { coupons: [], next: null, since: "2031-03-09T12:00:00.000Z", refused: [] },
  live,
  changes: { kind: "versions", versions: [] },
};
const said = (changes: Partial<HomeSources>, on = true) =>
  attentionOf({ ...site, on }, { ...quiet, ...changes }, nowMs).map(({ text, href }) => [text, href]);

const rule = (changes: Partial<RuleSummary["last24Hours"]>, others: object = {}) =>
  ({
    rule: { id: "welcome", name: "Welcome", schedule: null, holdout: 0, variants: [{ id: "a" }], ...others },
    status: "live",
    stopped: null,
    updatedAt: "2031-03-01T00:00:00.000Z",
    last24Hours: { decided: 0, seen: 0, undone: [], missing: [], ...changes },
  }) as unknown as RuleSummary;
type Coupons = NonNullable<HomeSources["coupons"]>;
const coupon = (changes: object = {}) =>
  [
    {
      document: { id: "ten" },
      live: {
        id: "ten",
        name: "Ten",
        limits: { total: null, perPerson: null, perDay: null },
        budget: null,
        schedule: { from: null, until: null, timeZone: null, weekly: [] },
        ...changes,
      },
    },
  ] as unknown as Coupons;
const ledger = (changes: Partial<CouponLedger>): HomeSources["ledgers"] => ({
  ...quiet.ledgers!,
  coupons: [
    {
      id: "ten",
      name: "Ten",
      ledger: {
        stock: null,
        issued: 0,
        expired: 0,
        revoked: 0,
        redeemedAmount: 0,
        isSpent: false,
        ...changes,
      } as CouponLedger,
    },
  ],
});

it("says nothing where nothing is the matter, or cannot be known", () => {
  expect(said({})).toEqual([]);
  expect(
    said({
      rules: undefined,
      pending: undefined,
      dropped: undefined,
      coupons: undefined,
      ledgers: undefined,
      live: undefined,
    }),
  ).toEqual([]);
});

it("begins with what hurts now", () => {
  const pending = {
    ...quiet.pending!,
    changes: [{ kind: "rules", id: "a", name: "A", what: "added" } as const],
  };
  expect(said({ pending }, false)).toEqual([
    ["Edgewise is switched off. Shoppers see the shop’s own pages.", "#publishing"],
    ["1 change is not live.", "#publishing"],
  ]);
});

it("what was planned and did not go live comes before what merely waits", () => {
  const planned = {
    at: "2031-03-10T11:30:00.000Z",
    plannedAt: "2031-03-01T00:00:00.000Z",
    by: { id: "ada", name: "Ada" },
    note: "",
    changes: [],
    problems: [
      { code: "missing_offer", path: "rules[0]", message: "It names an offer that is gone.", about: null },
    ],
  };
  const changes = [{ kind: "rules", id: "a", name: "A", what: "added" } as const];
  expect(said({ pending: { ...quiet.pending!, changes, planned } })).toEqual([
    ["What Ada had planned for today, 11:30 did not go live: It names an offer that is gone.", "#publishing"],
    ["1 change is not live.", "#publishing"],
  ]);
  expect(said({ pending: { ...quiet.pending!, planned: { ...planned, problems: null } } })).toEqual([]);
});

it("a rule whose element is gone leads to where it is picked anew", () => {
  const missing = [
    { page: "/", selector: ".hero" },
    { page: "/cart", selector: ".hero" },
  ];
  expect(said({ rules: [rule({ missing })] })).toEqual([
    ["Welcome is about .hero on /, which the edge does not find there any more.", "/rules/welcome/page"],
  ]);
});

describe("an install", () => {
  it("that nobody was ever heard from is to be verified", () => {
    expect(said({ live: { ...live, heardAt: null, views: 0, hasProfiles: false } })).toEqual([
      ["No browser has been heard from the shop yet.", "/install"],
    ]);
  });
  it("through which pages go, but no browser answers, is broken", () => {
    expect(said({ live: { ...live, heardAt: null } })[0]?.[0]).toContain(
      "(9 pages in 30 minutes), but no browser answers",
    );
  });
  it("that had visitors before may have a quiet half hour", () => {
    expect(said({ live: { ...live, heardAt: null, views: 0 } })).toEqual([]);
  });
});

describe("a live rule", () => {
  it.each([
    [
      "that is undone",
      rule({ decided: 40, seen: 30, undone: [{ change: {} as never, restored: 0, lost: 7 }] }),
      "undid Welcome on 7 pages",
    ],
    ["that nobody sees", rule({ decided: 40 }), "was chosen on 40 pages, and nobody saw it"],
    ["that nobody gets", rule({}), "nobody got it in the last 24 hours"],
  ])("%s is named", (_what, summary, text) => expect(said({ rules: [summary] })[0]?.[0]).toContain(text));

  it("that stopped by itself comes first, and nothing else is said of it", () => {
    const stopped = {
      why: "guardrail",
      goal: "returns",
      variant: "a",
      at: "2031-03-10T09:00:00.000Z",
    } as const;
    const rules = [rule({ decided: 40 }), { ...rule({ decided: 40 }), stopped }];
    expect(said({ rules }, false)[0]).toEqual([
      "Welcome has stopped by itself: it makes a guardrail worse.",
      "/rules",
    ]);
    expect(said({ rules: rules.slice(1) })).toHaveLength(1);
  });

  it("is left in peace while nobody is there, before its time, and when it is new", () => {
    expect(said({ rules: [rule({})], live: { ...live, visitors: 0 } })).toEqual([]);
    const schedule = { from: "2031-06-01T00:00", until: null, timeZone: null, weekly: [] };
    expect(said({ rules: [rule({}, { schedule })] })).toEqual([]);
    expect(said({ rules: [{ ...rule({}), updatedAt: "2031-03-10T00:00:00.000Z" }] })).toEqual([]);
    expect(said({ rules: [rule({ decided: 5 })] })).toEqual([]);
  });
});

describe("a published coupon", () => {
  const until = (text: string) => ({ schedule: { from: null, until: text, timeZone: null, weekly: [] } });
  it.each<[string, Coupons, HomeSources["ledgers"], string]>([
    [
      "that ended",
      coupon(until("2031-03-10T11:00")),
      quiet.ledgers,
      "Ten has ended, and is still published.",
    ],
    ["that ends soon", coupon(until("2031-03-12T09:30")), quiet.ledgers, "Ten ends 12 Mar, 09:30."],
    ["that is used up", coupon(), ledger({ isSpent: true }), "Ten is used up: nobody can be given one."],
    [
      "that is nearly used up",
      coupon({ limits: { total: 100, perPerson: null, perDay: null } }),
      ledger({ issued: 98, revoked: 5 }),
      "Ten: 7 are left of 100.",
    ],
    [
      "whose budget is nearly gone",
      coupon({ budget: 10_000 }),
      ledger({ redeemedAmount: 9350 }),
      "Ten has used 93 % of its budget.",
    ],
    ["whose codes run out", coupon(), ledger({ stock: 1 }), "Ten: 1 code is left in its list."],
  ])("%s is named", (_what, coupons, ledgers, text) =>
    expect(said({ coupons, ledgers })).toEqual([[text, "/coupons/ten"]]),
  );
  it("with time and units left is not", () => {
    expect(said({ coupons: coupon(until("2031-05-01T00:00")), ledgers: ledger({ stock: 500 }) })).toEqual([]);
  });
});

it("events that were not taken are added up by why, less those that never were to be", () => {
  const dropped = [
    { source: "page", reason: "crawler", events: 900 },
    { source: "page", reason: "no_proof", events: 3 },
    { source: "api", reason: "no_proof", events: 2 },
    { source: "api", reason: "something_new", events: 1 },
  ] as const;
  expect(said({ dropped: [...dropped] })[0]?.[0]).toBe(
    "6 events were not taken in the last 24 hours: 5 claimed an identity without proof, 1 for another reason.",
  );
});

it("orders that cannot be read are counted", () => {
  const refused = [{ day: "2031-03-10", coupon: "", reason: "unreadable_order", times: 2 }] as const;
  const ledgers = { ...quiet.ledgers!, refused: [...refused] };
  expect(said({ ledgers })[0]?.[0]).toContain(
    "2 orders were told by the shop’s server in a way that is not understood.",
  );
});

it("setting up is over with a rule that can be compared and a browser that was heard", () => {
  const done = (sources: Partial<HomeSources>, holdout = 0) =>
    setUpSteps({ holdout }, { ...quiet, ...sources })
      .filter(({ isDone }) => isDone)
      .map(({ name }) => name);
  const nobody = { ...live, heardAt: null, views: 0, hasProfiles: false };
  expect(done({ live: nobody })).toEqual(["site"]);
  expect(done({ live: { ...nobody, views: 2 } })).toEqual(["site", "installed"]);
  const before = ["site", "installed", "event", "rule"];
  expect(done({ rules: [rule({})] })).toEqual(before);
  expect(done({ rules: [rule({})] }, 0.05)).toEqual([...before, "compared"]);
  expect(done({ rules: [rule({}, { holdout: 0.1 })] })).toEqual([...before, "compared"]);
  expect(done({ rules: [rule({}, { variants: [{ id: "a" }, { id: "b" }] })] })).toEqual([
    ...before,
    "compared",
  ]);
  expect(setUpSteps({ holdout: 0.05 }, { live: undefined, rules: [] })).toEqual([]);
});
