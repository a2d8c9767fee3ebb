import { describe, expect, it } from "vitest";
import { advertisementOf, type Chosen, wantedPreview } from "./preview-as.ts";

const chosen: Chosen = {
  who: "whoever",
  device: "mobile",
  path: " /cart ",
  variant: "a",
  source: "google",
  medium: "cpc",
  campaign: " ",
  customer: { id: "AAAAAAAAAAAAAAAAAAAAAA", name: "Ada" },
};

describe("the preview that is asked for", () => {
  it("is of the variant for whoever the rule is for, whatever it asks for", () => {
    expect(wantedPreview("r", chosen, true)).toEqual({
      variants: { r: "a" },
      path: "/cart",
      drafts: ["r"],
      as: { visit: "first", device: "mobile" },
      frame: true,
    });
  });

  it.each([
    ["first", { visit: "first", device: "mobile" }],
    ["returning", { visit: "returning", device: "mobile" }],
    ["advertisement", { visit: "first", device: "mobile", source: "google", medium: "cpc", campaign: null }],
    ["customer", { visit: "first", device: "mobile", profile: "AAAAAAAAAAAAAAAAAAAAAA" }],
  ] as const)("leaves the variant open for %s", (who, as) => {
    expect(wantedPreview("r", { ...chosen, who }, false)).toMatchObject({ variants: {}, as, frame: false });
  });
});

it.each([
  [{}, { source: "google", medium: "cpc", campaign: "" }],
  [{ campaign: "winter" }, { source: "google", medium: "cpc", campaign: "winter" }],
  [
    { $and: [{ source: { $in: ["instagram", "tiktok"] } }, { $and: [{ medium: { $eq: "paid_social" } }] }] },
    { source: "instagram", medium: "paid_social", campaign: "" },
  ],
  [
    { source: { $ne: "google" }, medium: null },
    { source: "google", medium: "cpc", campaign: "" },
  ],
  [
    { $or: [{ campaign: "winter" }, { campaign: "spring" }] },
    { source: "google", medium: "cpc", campaign: "" },
  ],
])("the advertisement that %j asks for", (condition, advertisement) => {
  expect(advertisementOf(condition as never)).toEqual(advertisement);
});
