import * as v from "valibot";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shopHost } from "../local/serve.ts";
import { Rule } from "../model/rule.ts";
import { newVisitor, openBrowser } from "./testing/browser.ts";
import { type Edge, startEdge } from "./testing/edge.ts";
import { type Origin, page, startOrigin } from "./testing/origin.ts";
import { Shopper } from "./testing/shopper.ts";

function ruleOn(path: string, variants: object[], others: object = {}): Rule {
  const id = path.slice(1);
  return v.parse(Rule, {
    id,
    name: id,
    on: true,
    pages: [path],
    condition: {},
    priority: 1,
    variants,
    ...others,
  });
}

const leads = (to: string) => [{ id: "new", changes: [{ type: "redirect", to }] }];

let origin: Origin;
let edge: Edge;
let browser: Browser;
let hasStopped = false;
beforeAll(async () => {
  const html = (title: string) => page(`<!doctype html><html><head></head><h1>${title}</h1></html>`);
  origin = await startOrigin({
    "/old": html("Old"),
    "/new": html("New"),
    "/a": html("A"),
    "/b": html("B"),
    "/split": html("Usual"),
    "/tidy": html("Tidy"),
    "/tidy/": (_request, response) => response.writeHead(301, { location: "/tidy" }).end(),
    "/favicon.ico": page(""),
    "/slow": (_request, response) => {
      response.writeHead(200, { "content-type": "text/html" });
      const timer = setInterval(() => response.write("<p>more</p>".repeat(1000)), 5);
      response.on("close", () => {
        clearInterval(timer);
        hasStopped = true;
      });
    },
  });
  const rules = [
    ruleOn("/old", leads("/new?from=old#top")),
    ruleOn("/slow", leads("/new")),
    ruleOn("/a", leads("/b")),
    ruleOn("/b", leads("/a")),
    ruleOn("/tidy", leads("/tidy/")),
    ruleOn("/split", [{ id: "control", changes: [] }, ...leads("/new")]),
    ruleOn("/new", [{ id: "a", changes: [{ type: "setText", selector: "h1", text: "New for you" }] }], {
      condition: { source: "mail" },
    }),
  ];
  [edge, browser] = await Promise.all([
    startEdge({ origin: origin.url, configuration: { rules } }),
    openBrowser(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await edge?.close();
  await origin?.close();
});

const address = (path: string) => `http://${shopHost}:${edge.port}${path}`;

describe("a shopper who is led to another page", () => {
  it("arrives there with what the link said, and Edgewise knows where they came from", async () => {
    const { page: tab, complaints } = await newVisitor(browser);
    await tab.goto(address("/old?utm_source=mail&from=x"));
    expect(tab.url()).toBe(address("/new?from=old&utm_source=mail#top"));
    expect(await tab.textContent("h1")).toBe("New for you");
    await tab.goto(address("/new"));
    expect(await tab.textContent("h1")).toBe("New for you");
    expect(complaints).toEqual([]);
  });

  it("sees the page where rules lead in a circle, or where the shop itself leads back", async () => {
    const { page: tab } = await newVisitor(browser);
    await tab.goto(address("/a"));
    expect([tab.url(), await tab.textContent("h1")]).toEqual([address("/a"), "A"]);
    await tab.goto(address("/tidy?x=1"));
    expect(await tab.textContent("h1")).toBe("Tidy");
  });

  it("stays with the page they got when a test splits them, from visit to visit", async () => {
    const got = new Set<number>();
    for (let count = 0; count < 12; count += 1) {
      const shopper = new Shopper(edge.port);
      const { status } = await shopper.ask("/split");
      got.add(status);
      for (let again = 0; again < 2; again += 1) expect((await shopper.ask("/split")).status).toBe(status);
    }
    expect(got).toEqual(new Set([200, 302]));
  });

  it("does not wait for a page that never ends, which the shop may stop sending", async () => {
    const { status } = await new Shopper(edge.port).ask("/slow");
    expect(status).toBe(302);
    await expect.poll(() => hasStopped, { timeout: 5000 }).toBe(true);
  });
});
