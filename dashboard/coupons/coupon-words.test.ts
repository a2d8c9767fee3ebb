import * as v from "valibot";
import { expect, it } from "vitest";
import { Coupon } from "../../model/coupon/coupon.ts";
import { couponWords } from "./coupon-words.ts";

function words(part: object) {
  return couponWords(v.parse(Coupon, { id: "glow", name: "Glow", code: "GLOW10", ...part }), "EUR");
}

it("says a plain coupon plainly", () => {
  expect(words({})).toEqual({
    what: "A discount that your shop knows",
    lines: [
      "One code for everybody: GLOW10",
      "Without a limit",
      "At any time",
      "Not together with other coupons",
    ],
  });
});

it("says everything that limits it", () => {
  const coupon = {
    code: null,
    pool: { kind: "generated", pattern: `GLOW-${"#".repeat(13)}` },
    discount: { kind: "percent", percent: 12.5, most: 2000 },
    minimum: 3000,
    products: ["LIP-1"],
    categories: ["Lips", "Eyes", "Skin", "Nails", "Hair"],
    limits: { total: 500, perPerson: 1, perDay: 20 },
    budget: 100_000,
    schedule: { from: "2026-11-27T00:00", until: "2026-12-01T00:00" },
    hoursAfterIssue: 72,
    combining: { class: "shipping", with: ["order", "gift"] },
  };
  expect(words(coupon)).toEqual({
    what: "12.5 % off, €20.00 at most for carts from €30.00 for one product in Lips, Eyes, Skin and 2 more",
    lines: [
      "Each person gets a code of their own",
      "500 times in all, once per person, 20 times a day, until €1,000.00 are spent",
      "From 27 Nov 2026, 00:00 until 1 Dec 2026, 00:00, each for 3 days after they got it",
      "Together with coupons of order and gift",
    ],
  });
});

it.each([
  [{ kind: "amount", amount: 500 }, "€5.00 off"],
  [{ kind: "free_shipping" }, "Free shipping"],
  [{ kind: "gift", product: "MINI-1" }, "A gift: MINI-1"],
  [{ kind: "buy_get", buy: 2, get: 1 }, "Buy 2, get 1 free"],
  [{ kind: "buy_get", buy: 2, get: 1, percent: 50 }, "Buy 2, get 1 with 50 % off"],
])("says the discount %j", (discount, what) => expect(words({ discount }).what).toBe(what));

it("says what is half typed as if it were not there", () => {
  const coupon = v.parse(Coupon, { id: "glow", name: "Glow", code: "GLOW10" });
  const half = {
    ...coupon,
    code: "",
    minimum: -1,
    limits: { ...coupon.limits, total: -1 },
    hoursAfterIssue: 5,
    schedule: { ...coupon.schedule, until: "2026-12-01T00:00" },
  };
  expect(couponWords(half, "EUR").lines.slice(0, 3)).toEqual([
    "One code for everybody, still to be named",
    "Without a limit",
    "Until 1 Dec 2026, 00:00, each for 5 hours after they got it",
  ]);
});
