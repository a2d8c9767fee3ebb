import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { askToCheckPlaces } from "../jobs/check-places.ts";
import { lostPlaces, nextNight, takeDueCheck } from "../store/place-checks.ts";
import { publish } from "../store/versions.ts";
import { apiClient } from "../testing/api-client.ts";
import { configurationWith, prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";
import { goLive } from "../testing/visiting.ts";
import { visit } from "./visit.ts";
import { offerWith } from "../../model/testing/offer.ts";

const noonMs = Date.parse("2026-11-27T12:00:00Z");
const dayMs = 24 * 60 * 60_000;
const host = "shop.example";
const site = siteWith({ hosts: [host], timeZone: "Europe/Berlin" });
const whole = "<!doctype html><title>Shop</title><h1>Shop</h1><p class=promo>Sale<main></main>";

let pages: Record<string, string | undefined> = {};
let asked: string[] = [];
const text = (selector: string) => ({ type: "setText", selector, text: "Hello" }) as const;
const configuration = configurationWith({
  rules: [
    ruleWith({ id: "headline", changes: [text("h1")] }),
    ruleWith({ id: "everywhere", pages: ["/*"], changes: [text(".promo"), text(".product-title")] }),
    ruleWith({ id: "off", on: false, pages: ["/off"] }),
    ruleWith({ id: "cart", pages: ["/cart", "/"], changes: [text(".total"), text("h1")] }),
    ruleWith({ id: "offer", changes: [{ type: "insertOffer", placement: "nowhere", offer: "ten" }] }),
  ],
  offers: [offerWith({ id: "ten" })],
  placements: [{ id: "nowhere", name: "Nowhere", selector: "#is-nowhere", position: "after" }],
});

beforeAll(async () => {
  await prepareDatabase(site);
  await goLive(site, configuration, noonMs);
});
beforeEach(() => {
  asked = [];
  pages = { "/": whole, "/cart": "<h1>Cart</h1><b class=total>1</b>" };
  vi.spyOn(console, "error").mockReturnValue();
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    const { pathname } = new URL(request.url);
    // What the jobs ask of the shop's host, its route leads to the edge.
    if (pathname.startsWith("/_ew/")) return atEdge(request);
    asked.push(`${pathname} ${request.headers.get("user-agent")}`);
    const page = pages[pathname];
    if (page === undefined) return new Response("Down", { status: 500 });
    return new Response(page, { headers: { "content-type": "text/html" } });
  });
});

async function atEdge(request: Request): Promise<Response> {
  const context = createExecutionContext();
  const response = await visit(request, env, context);
  await waitOnExecutionContext(context);
  return response;
}
const lost = async () =>
  (await lostPlaces(env.DB, site.id))
    .map(({ rule, page, selector }) => `${rule}: ${selector} on ${page}`)
    .sort();

describe("the places of live rules", () => {
  it("are looked for after a publish, one page at a time, and what is nowhere is told at its rule", async () => {
    await askToCheckPlaces(env, noonMs);
    expect(asked).toEqual(["/ Edgewise place check (bot)", "/cart Edgewise place check (bot)"]);
    expect(await lost()).toEqual(["offer: #is-nowhere on /"]);
    const owner = await apiClient("owner");
    await owner(`PUT /rules/offer?site=${site.id}`, { document: configuration.rules.at(-1) });
    const { rules } = (await owner(`GET /rules?site=${site.id}`)).answer;
    expect(rules).toMatchObject([
      { rule: { id: "offer" }, last24Hours: { missing: [{ page: "/", selector: "#is-nowhere" }] } },
    ]);
  });

  it("are not looked for again before the night, and by nobody who was not asked to", async () => {
    await askToCheckPlaces(env, noonMs + 60_000);
    await atEdge(new Request(`https://${host}/_ew/places`, { method: "POST" }));
    expect(asked).toEqual([]);
    expect((await atEdge(new Request(`https://${host}/_ew/places`))).status).toBe(405);
  });

  it("are lost once they were there and are gone, until they are there again", async () => {
    pages["/"] = whole.replace("class=promo", "class=sale");
    await askToCheckPlaces(env, noonMs + dayMs);
    expect(await lost()).toEqual(["everywhere: .promo on /", "offer: #is-nowhere on /"]);
    await askToCheckPlaces(env, noonMs + 2 * dayMs);
    expect(await lost()).toContain("everywhere: .promo on /");
    pages["/"] = whole;
    await askToCheckPlaces(env, noonMs + 3 * dayMs);
    expect(await lost()).toEqual(["offer: #is-nowhere on /"]);
  });

  it("are not lost where the shop shows no page: nobody can tell", async () => {
    pages = { "/cart": "<h1>Cart</h1>" };
    await askToCheckPlaces(env, noonMs + 4 * dayMs);
    expect(await lost()).toEqual(["cart: .total on /cart", "offer: #is-nowhere on /"]);
  });

  it("of another version are not known before they were looked for", async () => {
    const next = { ...configuration, rules: configuration.rules.slice(0, 1) };
    await publish(env, { site, over: 1, configuration: next, note: "", by: "owner", nowMs: noonMs });
    expect(await lost()).toEqual([]);
    await askToCheckPlaces(env, noonMs);
    expect(asked).toHaveLength(1);
    expect(await lost()).toEqual([]);
  });

  it("wait for the next night where the shop's host does not answer", async () => {
    await env.DB.prepare("UPDATE place_checks SET due_at_ms = ?").bind(noonMs).run();
    vi.spyOn(globalThis, "fetch").mockRejectedValue(new Error("down"));
    await askToCheckPlaces(env, noonMs);
    expect(await takeDueCheck(env.DB, noonMs + 60_000)).toBeUndefined();
  });
});

it.each([
  ["2026-11-27T01:00:00Z", "2026-11-27T02:00:00.000Z"],
  ["2026-11-27T02:00:00Z", "2026-11-28T02:00:00.000Z"],
  ["2026-03-28T12:00:00Z", "2026-03-29T01:00:00.000Z"],
])("the night after %s begins at %s in Berlin", (now, night) => {
  expect(new Date(nextNight(Date.parse(now), "Europe/Berlin")).toISOString()).toBe(night);
});
