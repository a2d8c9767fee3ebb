import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startDemo } from "./testing/demo-shop.ts";
import type { Edge } from "./testing/edge.ts";
import { Shopper } from "./testing/shopper.ts";

const campaign = "?utm_source=instagram&utm_medium=paid_social";
const lipstick = { name: "view_item", params: { items: [{ item_id: "x", item_category: "Lips" }] } };

let edge: Edge;
beforeAll(async () => {
  edge = await startDemo();
});
afterAll(() => edge?.close());

interface Explained {
  decisions: {
    rule: string;
    variant: string;
    against: string[];
    offers: { words: { headline: string } | null }[];
  }[];
  explanation: { rules: { rule: string; outcome: string; who: string; condition: { holds: boolean } }[] };
}

async function explain(url: string, facts: object = {}, variants?: object): Promise<Explained> {
  const context = { url, facts, ...(variants === undefined ? {} : { variants }) };
  return (await edge.api("POST", "/decide", { site: "shop", context, explain: true })) as Explained;
}

function outcomes({ explanation }: Explained): Record<string, string> {
  return Object.fromEntries(explanation.rules.map(({ rule, outcome }) => [rule, outcome]));
}

describe("the demo's rules, explained by POST /api/v1/decide", () => {
  it("on the home page, for a newcomer from an advertisement", async () => {
    const answer = await explain(`/${campaign}`);
    expect(outcomes(answer)).toEqual({
      "welcome-from-ads": "chosen",
      "lipstick-hero": "condition",
      "welcome-back": "condition",
      "hero-button-words": "chosen",
    });
    expect(answer.decisions[0]).toMatchObject({
      rule: "welcome-from-ads",
      offers: [{ words: { headline: "Welcome: 10 % off your first order" } }],
    });
    expect(answer.explanation.rules[0]?.who).toBe("new visitors whose medium is cpc or paid_social");
  });

  it("on a product's page, for somebody who is just short of free delivery", async () => {
    const asked = (cartValue: number, country: string) =>
      explain("/products/signal-red-lipstick", { cartValue, country });
    const answer = await asked(20.5, "DE");
    expect(outcomes(answer)).toEqual({ "nearly-free-delivery": "chosen" });
    expect(answer.decisions[0]?.offers[0]?.words?.headline).toBe("€14.50 more, and delivery is free.");
    expect(outcomes(await asked(35, "DE"))).toEqual({ "nearly-free-delivery": "condition" });
    expect(outcomes(await asked(20, "NZ"))).toEqual({ "nearly-free-delivery": "condition" });
  });

  it("with a variant of the test that somebody wants to see", async () => {
    for (const variant of ["control", "shade"])
      expect((await explain("/", {}, { "hero-button-words": variant })).decisions).toMatchObject([
        { rule: "hero-button-words", variant, how: "forced" },
      ]);
  });
});

describe("the demo shop", () => {
  it("says how much is missing for free delivery, three times in a visit", async () => {
    const shopper = new Shopper(edge.port);
    await shopper.ask("/");
    await shopper.did({
      name: "add_to_cart",
      params: { items: [{ item_id: "x", price: 20.5, quantity: 1 }] },
    });
    const seen = [];
    for (let page = 0; page < 4; page += 1)
      seen.push((await shopper.ask("/category/lips")).text.includes("14.50 more, and delivery is free."));
    expect(seen).toEqual([true, true, true, false]);
  });

  it("tests the words on its hero's button, but not on whoever gets the lipstick hero", async () => {
    const shoppers = Array.from({ length: 30 }, () => new Shopper(edge.port));
    const words = async (shopper: Shopper) =>
      /class="hero-button[^>]*>([^<]*)/.exec((await shopper.ask("/")).text)?.[1];
    const first = await Promise.all(shoppers.map(words));
    expect(new Set(first)).toEqual(new Set(["See the lipsticks", "Find your shade"]));
    expect(await Promise.all(shoppers.map(words))).toEqual(first);
    const looker = shoppers[first.indexOf("Find your shade")];
    await looker?.did(lipstick, lipstick, lipstick);
    expect(looker && (await words(looker))).toBe("Compare the lipsticks");
  });
});
