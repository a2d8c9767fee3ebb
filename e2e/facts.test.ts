import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ConditionDocument } from "../model/condition/condition-document.ts";
import { Rule } from "../model/rule.ts";
import { type Edge, startEdge } from "./testing/edge.ts";
import { type Origin, page, startOrigin } from "./testing/origin.ts";
import { Shopper } from "./testing/shopper.ts";

const home = "<!doctype html><html><head></head><body><h1>Shop</h1><p>Hello</p></body></html>";

function headline(id: string, path: string, condition: ConditionDocument): Rule {
  const variants = [{ id: "a", changes: [{ type: "setText", selector: "h1", text: id }] }];
  return v.parse(Rule, { id, name: id, on: true, pages: [path], condition, priority: 1, variants });
}

let origin: Origin;
let edge: Edge;
beforeAll(async () => {
  origin = await startOrigin({ "/cart": page(home), "/account": page(home), "/third": page(home) });
  const rules = [
    headline("full-cart", "/cart", { cartValue: { $gte: 50 }, cartProducts: { $in: ["lipstick"] } }),
    headline("customer", "/account", { orders: { $gte: 1 }, lifetimeValue: { $gte: 59 }, cartItems: 0 }),
    headline("third-page", "/third", { pagesThisVisit: 3, previousPage: "/account" }),
  ];
  edge = await startEdge({ origin: origin.url, configuration: { rules } });
});
afterAll(async () => {
  await edge?.close();
  await origin?.close();
});

describe("what the profile works out", () => {
  it("is on the very next page, to the cent", async () => {
    const shopper = new Shopper(edge.port);
    await shopper.ask("/cart");
    const item = (quantity: number) => ({ item_id: "lipstick", price: 19.95, quantity });
    await shopper.did({ name: "add_to_cart", params: { items: [item(2)] } });
    expect((await shopper.ask("/cart")).text).toContain("<h1>Shop</h1>");
    await shopper.did({ name: "add_to_cart", params: { items: [item(1)] } });
    expect((await shopper.ask("/cart")).text).toContain("<h1>full-cart</h1>");
    const order = { transaction_id: "A-1", value: 59.85, items: [item(3)] };
    await shopper.did({ name: "purchase", params: order }, { name: "purchase", params: order });
    expect((await shopper.ask("/cart")).text).toContain("<h1>Shop</h1>");
    expect((await shopper.ask("/account")).text).toContain("<h1>customer</h1>");
    await shopper.did({ name: "refund", params: { transaction_id: "A-1" } });
    expect((await shopper.ask("/account")).text).toContain("<h1>Shop</h1>");
  });
});

describe("the pages of a visit", () => {
  it("are right without scripts", async () => {
    const shopper = new Shopper(edge.port);
    await shopper.ask("/cart");
    await shopper.ask("/account");
    expect((await shopper.ask("/third")).text).toContain("<h1>third-page</h1>");
    expect((await shopper.ask("/third")).text).toContain("<h1>Shop</h1>");
  });
});
