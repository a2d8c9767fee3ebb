import { describe, expect, it } from "vitest";
import { compileBundle } from "../../model/bundle.ts";
import type { Coupon } from "../../model/coupon/coupon.ts";
import type { SpentCoupons } from "../../model/coupon/spent.ts";
import { renderOffer } from "../../model/offer/render-offer.ts";
import { nothingRemembered } from "../../model/rule-memory.ts";
import type { Site } from "../../model/site.ts";
import type { HeldCoupon } from "../../model/snapshot.ts";
import { couponWith } from "../../model/testing/coupon.ts";
import { offerWith } from "../../model/testing/offer.ts";
import { configurationWith, ruleWith, siteWith } from "../testing/shop.ts";
import { compileRules } from "./compile-rules.ts";
import { decide } from "./decide.ts";

const nowMs = Date.parse("2026-11-25T11:00:00Z");
const facts = { behaviour: { nowMs, sessionStartedAtMs: nowMs, timesMs: {} } };
const cart = { path: "/cart", field: "#code", applied: ".applied", total: "#total" };
const pool = { kind: "generated", pattern: "GLOW-#############" } as const;

interface Given {
  coupon?: Partial<Coupon>;
  headline?: string;
  site?: Partial<Site>;
  /** Whether the visitor can hold coupons. */
  isPersonal?: boolean;
  held?: Partial<HeldCoupon>;
  spent?: SpentCoupons;
}

/** What becomes of a rule whose offer comes with a coupon, and of another one for the same place. */
function decided({
  coupon = {},
  headline = "Ten off",
  held,
  spent = new Map(),
  site = { cart },
  isPersonal = true,
}: Given) {
  const changes = (offer: string) => [{ type: "insertOffer" as const, placement: "top", offer }];
  const configuration = configurationWith({
    rules: [
      ruleWith({ id: "ten", priority: 2, changes: changes("ten") }),
      ruleWith({ id: "plain", priority: 1, changes: changes("plain") }),
    ],
    offers: [offerWith({ id: "ten", headline, coupon: "ten" }), offerWith({ id: "plain" })],
    placements: [{ id: "top", name: "Top", selector: "main", position: "start" }],
    coupons: [couponWith(coupon)],
  });
  const deciding = { ...compileRules(compileBundle(1, siteWith(site), configuration)), spent };
  const own: HeldCoupon = { id: "ten", code: null, state: "held", total: null, atMs: nowMs, ...held };
  const { chosen, lost, coupons, edits } = decide(deciding, {
    pathname: "/",
    facts,
    languages: [],
    visitor: "v",
    memory: nothingRemembered,
    ...(isPersonal ? { coupons: held === undefined ? [] : [own] } : {}),
  });
  const [edit] = edits;
  const html =
    edit?.type === "insertOffer" ? renderOffer(edit.offer, { facts, languages: [], rule: "ten" }) : null;
  return { chosen: chosen[0]?.rule, why: lost[0]?.reason, coupons: coupons.map(({ id }) => id), html };
}

describe("an offer whose coupon is spent", () => {
  const spent = new Map([["ten", null]]);

  it("leaves its place to others", () => {
    expect(decided({ spent })).toMatchObject({ chosen: "plain", why: "coupon_spent", coupons: [] });
    expect(decided({ spent, held: { state: "waiting" } }).why).toBe("coupon_spent");
  });

  it("is shown to whoever holds it still", () => {
    expect(decided({ spent, held: { code: "X" } }).chosen).toBe("ten");
    expect(decided({ spent, held: { code: "X", state: "applied" } }).chosen).toBe("ten");
    expect(decided({ spent, held: { code: "X", expiresAtMs: nowMs } }).why).toBe("coupon_spent");
  });

  it("comes back when the day is over", () => {
    expect(decided({ spent: new Map([["ten", nowMs + 1]]) }).why).toBe("coupon_spent");
    expect(decided({ spent: new Map([["ten", nowMs]]) }).chosen).toBe("ten");
  });
});

describe("an offer whose coupon this visitor has had", () => {
  it.each([
    ["redeemed", { state: "redeemed" }, { perPerson: 1 }],
    ["taken back", { state: "gone", reason: "revoked" }, {}],
    ["as often as each may", { state: "gone", reason: "person_limit" }, {}],
  ] as const)("is not shown: %s", (_what, held, limits) => {
    const all = { total: null, perPerson: null, perDay: null, ...limits };
    expect(decided({ held, coupon: { limits: all } }).why).toBe("coupon_spent");
  });

  it("is shown again where each may have it again, or there is some again", () => {
    expect(decided({ held: { state: "redeemed" } })).toMatchObject({ chosen: "ten", coupons: ["ten"] });
    expect(decided({ held: { state: "gone", reason: "day_limit" } }).chosen).toBe("ten");
  });
});

it("an offer is not shown outside the times of its coupon", () => {
  const schedule = { from: "2026-12-01T00:00", until: null, timeZone: null, weekly: [] };
  expect(decided({ coupon: { schedule } })).toMatchObject({ why: "coupon_spent", coupons: [] });
});

describe("an offer that writes a code of a pool", () => {
  const headline = "Yours: {{ coupon.code }}";

  it("waits until the visitor has one, who is given one meanwhile", () => {
    expect(decided({ coupon: { pool }, headline })).toMatchObject({
      chosen: "plain",
      why: "coupon_awaited",
      coupons: ["ten"],
    });
    expect(decided({ coupon: { pool }, headline, held: {} }).why).toBe("coupon_awaited");
    expect(decided({ coupon: { pool }, headline, held: { code: "GLOW-7" } }).html).toContain("Yours: GLOW-7");
  });

  it("does not wait where it writes none, nor where all have the same", () => {
    expect(decided({ coupon: { pool } })).toMatchObject({ chosen: "ten", coupons: ["ten"] });
    expect(decided({ headline }).html).toContain("Yours: TEN");
  });
});

it("an offer says when its coupon ends for the visitor", () => {
  const headline = 'Until {{ coupon.expires | date: "short" }}';
  const held = { code: "TEN", expiresAtMs: Date.parse("2026-11-28T11:00:00Z") };
  expect(decided({ headline, held }).html).toContain("Until 11/28/26");
  expect(decided({ headline, coupon: { hoursAfterIssue: 24 } }).html).toContain("Until 11/26/26");
});

describe("an offer says of its coupon", () => {
  const comes = "No code to type: it goes into your cart by itself as soon as it applies.";
  const isThere = "Your coupon TEN is in your cart already.";

  it("that it comes by itself, to whoever holds it or will", () => {
    expect(decided({}).html).toContain(`<p class="ew-text">${comes}</p>`);
    expect(decided({ held: {} }).html).toContain(comes);
    expect(decided({ held: { state: "waiting" } }).html).toContain(comes);
    expect(decided({ site: { platform: "shopify", cart: null } }).html).toContain(comes);
  });

  it("that it is in the cart, where it was seen there in this visit", () => {
    expect(decided({ held: { code: "TEN", state: "applied" } }).html).toContain(isThere);
    const own = decided({ coupon: { pool }, held: { code: "GLOW-7", state: "applied" } });
    expect(own.html).toContain("Your coupon GLOW-7 is in your cart already.");
    const before = decided({ held: { code: "TEN", state: "applied", atMs: nowMs - 1 } });
    expect(before.html).toContain(comes);
  });

  it.each([
    ["that the shop refused", { held: { state: "refused" } }],
    ["that the shopper took out", { held: { state: "removed" } }],
    ["where nobody would put it into the cart", { site: { cart: null } }],
    ["on Shopify without the snippet", { site: { platform: "shopify", cart: null, snippet: false } }],
    ["to somebody who can hold none", { isPersonal: false }],
    [
      "where the offer speaks of it itself",
      { headline: "Ten off{% if coupon.state == 'applied' %}, done{% endif %}" },
    ],
    ["in a language that we do not speak", { site: { cart, language: "pl" } }],
  ] as const)("nothing %s", (_what, given) => {
    const { html } = decided(given);
    expect(html).toContain("Ten off");
    expect(html).not.toContain("cart");
  });

  it("what its own words say", () => {
    const headline =
      "{% if coupon.state == 'applied' %}You pay {{ coupon.off | money }} less{% else %}Ten off{% endif %}";
    expect(decided({ headline }).html).toContain(">Ten off<");
    const held = { code: "TEN", state: "applied", off: 480 } as const;
    expect(decided({ headline, held }).html).toContain(">You pay €4.80 less<");
    // What is only worked out for another cart is not said.
    expect(decided({ headline, held: { ...held, isEstimate: true } }).html).not.toContain("€");
  });
});
