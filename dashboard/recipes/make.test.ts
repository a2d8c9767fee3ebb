import { describe, expect, it } from "vitest";
import { describeCondition } from "../../model/condition/describe.ts";
import { checkConfiguration } from "../../model/configuration.ts";
import { demoConfiguration } from "../../demo/scenarios/odile-and-marsh.ts";
import { ruleWarnings } from "../../model/rule-warnings.ts";
import { contentWords, englishContent } from "./content-words.ts";
import { made, noAnswers, unanswered } from "./make.ts";
import type { Answers, Known } from "./recipe.ts";
import { type RecipeId, recipes } from "./recipes.ts";

const ids = Object.keys(recipes) as RecipeId[];
const nothing: Known = { placements: [], offers: [], coupons: [], rules: [] };
const answers: Answers = {
  amount: 3500,
  campaign: "Winter ",
  category: "Lips",
  days: 60,
  coupon: "new",
  code: "THANKS10",
  percent: 10,
};

const shop = { currency: "EUR", cart: null, snippet: true, platform: "other" } as const;
/** One whose cart is known. */
const inCart = { ...shop, platform: "shopify" } as const;

/** What was made, on a site that has what is known. */
function published(id: RecipeId, known: Known, given = answers) {
  const { coupon, placement, offer, rule } = made(id, given, known, shop, englishContent);
  const has =
    known === nothing
      ? { ...demoConfiguration, rules: [], offers: [], coupons: [], placements: [] }
      : demoConfiguration;
  return {
    ...has,
    rules: [...has.rules, rule],
    offers: [...has.offers, offer],
    coupons: coupon === null ? has.coupons : [...has.coupons, coupon],
    placements: placement === null ? has.placements : [...has.placements, placement],
  };
}

describe("what a recipe makes", () => {
  it.each(ids)("%s can be published, on a site with nothing and on one with much", (id) => {
    for (const known of [nothing, demoConfiguration]) {
      const checked = checkConfiguration(published(id, known));
      expect(checked).toMatchObject({ ok: true });
    }
  });

  it.each(ids)("%s can be published without a coupon", (id) => {
    const configuration = published(id, nothing, { ...answers, coupon: "none" });
    expect(configuration.coupons).toEqual([]);
    expect(checkConfiguration(configuration)).toMatchObject({ ok: true });
  });

  it.each(ids)("%s is doubtful in nothing, and judged by something", (id) => {
    const configuration = published(id, nothing);
    expect(ruleWarnings(configuration, "Europe/Berlin", Date.now())).toEqual([]);
    expect(configuration.rules[0]?.goal).toBe("revenue");
  });

  it("takes a coupon and a place that there are", () => {
    const given = { ...answers, coupon: "welcome10" };
    const { coupon, placement, offer, rule } = made(
      "welcome",
      given,
      demoConfiguration,
      inCart,
      englishContent,
    );
    expect([coupon, placement]).toEqual([null, null]);
    expect(offer).toMatchObject({
      coupon: "welcome10",
      text: "10 % off your order, with your coupon.",
    });
    expect(rule.variants[0]?.changes).toEqual([
      { type: "insertOffer", placement: "below-hero", offer: offer.id },
    ]);
    expect(
      made("returning", given, demoConfiguration, shop, englishContent).rule.variants[0]?.changes,
    ).toMatchObject([{ placement: "top-of-page" }]);
  });

  it("does not take an id that there is", () => {
    const { rule, offer } = made("returning", answers, demoConfiguration, shop, englishContent);
    expect([rule.id, offer.id]).toEqual(["welcome-back-2", "welcome-back-2"]);
  });

  it.each<[RecipeId, string]>([
    ["free-shipping", "visitors whose cart value is more than 0 and whose cart value is under 35"],
    ["campaign", "visitors whose campaign is winter"],
    ["category", "visitors who looked at products with category Lips at least 3 times in the last 7 days"],
    ["vip", "visitors whose lifetime value is 35 or more"],
    ["win-back", "visitors with 1 or more orders and whose time since the last order is 60 days or more"],
  ])("%s is for %s", (id, who) => {
    expect(describeCondition(made(id, answers, nothing, shop, englishContent).rule.condition)).toBe(who);
  });

  it("says what is missing until delivery is free, in each shopper's money", () => {
    expect(made("free-shipping", answers, nothing, shop, englishContent).offer.headline).toBe(
      "{{ 35 | minus: cartValue | money }} more, and delivery is free.",
    );
  });

  it("names the code where shoppers have to type it", () => {
    const textOn = (site: typeof shop | typeof inCart) =>
      made("welcome", answers, nothing, site, englishContent).offer.text;
    expect(textOn(shop)).toBe("10 % off your order with the code {{ coupon.code }}.");
    expect(textOn(inCart)).toBe("10 % off your order, with your coupon.");
  });

  it("speaks to shoppers in the shop's language, and to colleagues in the reader's", async () => {
    const words = await contentWords("it-CH");
    const { coupon, offer } = made(
      "welcome",
      { ...answers, percent: 12.5 },
      nothing,
      { ...inCart, currency: "CHF" },
      words,
    );
    expect(offer).toMatchObject({
      name: "Welcome",
      headline: "Ciao! È bello averti qui.",
      text: "12,5 % di sconto sul tuo ordine, con il tuo coupon.",
    });
    expect(coupon?.name).toBe("Welcome, 12.5 % off");
  });

  it.each(ids)("%s can be published in Italian", async (id) => {
    const { offer, rule } = made(
      id,
      { ...answers, coupon: "none" },
      demoConfiguration,
      shop,
      await contentWords("it"),
    );
    const { rules, offers } = demoConfiguration;
    const checked = checkConfiguration({
      ...demoConfiguration,
      rules: [...rules, rule],
      offers: [...offers, offer],
    });
    expect(checked).toMatchObject({ ok: true });
  });

  it("speaks the reader's language where it has no words in the shop's", async () => {
    expect(await contentWords("nl")).toBe(englishContent);
  });
});

describe("what is not answered", () => {
  it("is said, of what the recipe asks", () => {
    expect(unanswered("free-shipping", noAnswers)).toEqual(["amount"]);
    expect(unanswered("campaign", noAnswers)).toEqual(["campaign"]);
    expect(unanswered("win-back", { ...noAnswers, days: null })).toEqual(["days"]);
    expect(unanswered("welcome", { ...noAnswers, coupon: "new", percent: null })).toEqual([
      "code",
      "percent",
    ]);
    expect(ids.filter((id) => unanswered(id, answers).length > 0)).toEqual([]);
  });
});
