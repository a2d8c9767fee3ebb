import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startDemo } from "./testing/demo-shop.ts";
import type { Edge } from "./testing/edge.ts";
import { Shopper } from "./testing/shopper.ts";

const lipstick = { name: "view_item", params: { items: [{ item_id: "x", item_category: "Lips" }] } };
const usual = "Colour that keeps its word";
const forLips = "Still choosing your lipstick?";

let edge: Edge;
beforeAll(async () => {
  edge = await startDemo();
});
afterAll(() => edge?.close());

async function visitor(): Promise<Shopper> {
  const shopper = new Shopper(edge.port);
  await shopper.ask("/");
  return shopper;
}

describe("what a visitor does", () => {
  it("changes the very next page", async () => {
    const shopper = await visitor();
    await shopper.did(lipstick, lipstick);
    expect((await shopper.ask("/")).text).toContain(usual);
    await shopper.did(lipstick);
    expect((await shopper.ask("/")).text).toContain(forLips);
  });

  it("counts once, however often it arrives", async () => {
    const shopper = await visitor();
    const body = JSON.stringify({
      sentAtMs: Date.now(),
      events: [{ id: "event-sent-three-times", timeMs: Date.now(), ...lipstick }],
    });
    const send = () => shopper.ask("/_ew/e", { method: "POST", body });
    expect(JSON.parse((await send()).text)).toEqual({ accepted: 1, duplicates: 0, rejected: [] });
    expect(JSON.parse((await send()).text)).toEqual({ accepted: 0, duplicates: 1, rejected: [] });
    await send();
    expect((await shopper.ask("/")).text).toContain(usual);
  });

  it("is nobody else's", async () => {
    const one = await visitor();
    const other = await visitor();
    await one.did(lipstick, lipstick, lipstick);
    await other.did({ name: "page_view" });
    expect((await other.ask("/")).text).toContain(usual);
  });

  it("is forgotten with the cookie", async () => {
    const shopper = await visitor();
    await shopper.did(lipstick, lipstick, lipstick);
    shopper.cookies.clear();
    expect((await shopper.ask("/")).text).toContain(usual);
  });
});

describe("malformed events", () => {
  it.each([
    ["no JSON", "{", "invalid_json"],
    ["no batch", "{}", "invalid_event"],
    ["no event in it", JSON.stringify({ sentAtMs: 1, events: [] }), "invalid_event"],
    ["nothing but wrong ones", JSON.stringify({ sentAtMs: 1, events: [{ id: "x" }] }), "invalid_event"],
  ])("%s: 400 with a code", async (_what, body, code) => {
    const { status, text } = await (await visitor()).ask("/_ew/e", { method: "POST", body });
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({ error: { code, requestId: expect.any(String) } });
  });

  it("do not take the good ones with them", async () => {
    const shopper = await visitor();
    const good = { id: "a-good-event", timeMs: Date.now(), ...lipstick };
    const body = JSON.stringify({ sentAtMs: Date.now(), events: [{ id: "?" }, good] });
    const { status, text } = await shopper.ask("/_ew/e", { method: "POST", body });
    expect(status).toBe(202);
    expect(JSON.parse(text)).toMatchObject({ accepted: 1, rejected: [{ index: 0, code: "invalid_event" }] });
  });

  it("from another site's page are refused", async () => {
    const shopper = await visitor();
    const { status } = await shopper.ask("/_ew/e", {
      method: "POST",
      body: "{}",
      headers: { origin: "https://evil.example" },
    });
    expect(status).toBe(403);
  });

  it("of nobody we know are refused", async () => {
    expect((await new Shopper(edge.port).did(lipstick)).status).toBe(401);
  });
});

describe("what Edgewise itself answers", () => {
  it("is the snippet, and that it is there", async () => {
    const shopper = new Shopper(edge.port);
    const snippet = await shopper.ask("/_ew/s.js");
    expect(snippet.status).toBe(200);
    expect(snippet.headers["content-type"]).toBe("text/javascript; charset=utf-8");
    expect((await shopper.ask("/_ew/ok")).text).toBe('{"ok":true}');
    expect((await shopper.ask("/_ew/other")).status).toBe(404);
  });

  it("is nothing of the dashboard on the shop's host", async () => {
    const { text } = await new Shopper(edge.port).ask("/dashboard/index.html");
    expect(text).not.toContain("Edgewise");
  });
});
