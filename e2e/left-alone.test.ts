import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Configuration } from "../model/configuration.ts";
import { addToCart, startDemo } from "./testing/demo-shop.ts";
import type { Edge } from "./testing/edge.ts";
import { Shopper } from "./testing/shopper.ts";

const rule = (id: string, pages: string[], html: string) => ({
  id,
  name: id,
  on: true,
  pages,
  condition: {},
  priority: 1,
  variants: [{ id: "a", changes: [{ type: "insertHtml", selector: "main", position: "start", html }] }],
});
const configuration = v.parse(Configuration, {
  rules: [
    rule("everywhere", ["/*"], "<b>Everywhere</b>"),
    rule("named", ["/register"], "<b>Register and win</b>"),
  ],
  offers: [],
  coupons: [],
  placements: [],
});

let edge: Edge;
beforeAll(async () => {
  edge = await startDemo({ configuration });
});
afterAll(() => edge?.close());

const email = "zoe@shop.example";
const password = "a long enough password";

/** Sends the form of a page that is sent to the page's own address. */
async function fill(shopper: Shopper, path: string, fields: Record<string, string>) {
  const { text } = await shopper.ask(path);
  const form = new RegExp(`<form[^>]*action="${path}"[^]*?</form>`).exec(text)?.[0] ?? "";
  const hidden = [...form.matchAll(/<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g)];
  const kept = Object.fromEntries(hidden.map(([, name = "", value = ""]) => [name, value]));
  return shopper.submit(path, { ...kept, ...fields });
}

describe("the demo shop's checkout and account", () => {
  it("stay as they are, whatever rules say of all pages; but purchases can be seen", async () => {
    const shopper = new Shopper(edge.port);
    expect((await shopper.ask("/")).text).toContain("Everywhere");
    await addToCart(shopper, "signal-red-lipstick");
    expect((await shopper.ask("/cart")).text).toContain("Everywhere");
    for (const path of ["/checkout", "/sign-in", "/register"]) {
      const { status, text } = await shopper.ask(path);
      expect(status).toBe(200);
      expect(text).not.toContain("Everywhere");
      expect(text).toContain("/_ew/s.js");
    }
    await fill(shopper, "/register", { name: "Zoe", email, password });
    const account = await shopper.ask("/account");
    expect([account.status, account.text.includes("Everywhere")]).toEqual([200, false]);
  });

  it("are changed by rules that name them", async () => {
    const { text } = await new Shopper(edge.port).ask("/register");
    expect(text).toContain("Register and win");
  });

  it("are given as the reason where somebody asks", async () => {
    const context = { url: "/checkout" };
    const answer = (await edge.api("POST", "/decide", { site: "shop", context, explain: true })) as {
      lost: object[];
      explanation: { rules: object[] };
    };
    expect(answer.lost).toEqual([{ rule: "everywhere", reason: "left_alone", to: [] }]);
    expect(answer.explanation.rules).toMatchObject([{ rule: "everywhere", outcome: "left_alone" }]);
  });
});
