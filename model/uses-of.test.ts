import { expect, it } from "vitest";
import * as v from "valibot";
import { emptyConfiguration } from "./configuration.ts";
import { Rule } from "./rule.ts";
import { offerWith } from "./testing/offer.ts";
import { usesOf } from "./uses-of.ts";

const rule = (id: string, condition: object, changes: object[]) =>
  v.parse(Rule, {
    id,
    name: `Rule ${id}`,
    on: true,
    pages: ["/"],
    condition,
    priority: 1,
    variants: [{ id: "a", changes }],
  });

const configuration = {
  ...emptyConfiguration,
  rules: [
    { ...rule("shows", {}, [{ type: "insertOffer", placement: "top", offer: "ten-off" }]), goal: "leads" },
    rule("asks", { $or: [{ $inSegment: "vips" }, { city: { $inGroup: "towns" } }] }, [
      { type: "setText", selector: "h1", text: "Hi" },
    ]),
    {
      ...rule("guards", {}, [{ type: "setText", selector: "h1", text: "Hi" }]),
      guardrails: ["returns", "leads"],
    },
  ],
  offers: [offerWith({ coupon: "ten" })],
  segments: [
    { id: "vips", name: "VIPs", condition: { $inSegment: "buyers" } },
    { id: "buyers", name: "Buyers", condition: { city: { $notInGroup: "towns" } } },
  ],
};

const used = (kind: Parameters<typeof usesOf>[1]["kind"], id: string) =>
  usesOf(configuration, { kind, id }).map((use) => `${use.kind}/${use.id}`);

it("finds whoever names a document, and not whoever names it through another", () => {
  expect(used("offers", "ten-off")).toEqual(["rules/shows"]);
  expect(used("placements", "top")).toEqual(["rules/shows"]);
  expect(used("coupons", "ten")).toEqual(["offers/ten-off"]);
  expect(used("segments", "vips")).toEqual(["rules/asks"]);
  expect(used("segments", "buyers")).toEqual(["segments/vips"]);
  expect(used("lists", "towns")).toEqual(["rules/asks", "segments/buyers"]);
  expect(used("goals", "leads")).toEqual(["rules/shows", "rules/guards"]);
  expect(used("goals", "returns")).toEqual(["rules/guards"]);
  expect(usesOf(configuration, { kind: "coupons", id: "ten" })[0]?.name).toBe("Ten off");
});

it("finds nobody for what nothing names, though something else has that id", () => {
  expect([used("offers", "top"), used("rules", "shows"), used("lists", "vips")]).toEqual([[], [], []]);
});
