import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startDemo } from "./testing/demo-shop.ts";
import type { Edge } from "./testing/edge.ts";
import { Shopper } from "./testing/shopper.ts";

const fromAnAd = "/?utm_source=instagram&utm_medium=paid_social";
const welcome = "Welcome: 10 % off your first order";
/** What is promised of every publish. */
const within = { timeout: 5000, interval: 250 };

let edge: Edge;
beforeAll(async () => {
  edge = await startDemo();
});
afterAll(() => edge?.close());

async function seenFromAnAd(): Promise<string> {
  return (await new Shopper(edge.port).ask(fromAnAd)).text;
}

describe("a rule that is switched off", () => {
  it("is gone from the shop within 5 seconds, and back as fast", async () => {
    expect(await seenFromAnAd()).toContain(welcome);
    await edge.api("POST", "/rules/welcome-from-ads/switch?site=shop", { on: false });
    await expect.poll(seenFromAnAd, within).not.toContain(welcome);
    await edge.api("POST", "/rules/welcome-from-ads/switch?site=shop", { on: true });
    await expect.poll(seenFromAnAd, within).toContain(welcome);
  });
});

describe("a site that is switched off", () => {
  it("is the shop's own within 5 seconds, in every browser, and back as fast", async () => {
    const shopper = new Shopper(edge.port);
    expect((await shopper.ask(fromAnAd)).text).toContain(welcome);
    await edge.api("POST", "/sites/shop/switch", { on: false });
    const own = (text: string) => !/_ew\/|ew-offer/.test(text) && text.includes("</html>");
    await expect
      .poll(async () => own((await shopper.ask("/")).text) && own(await seenFromAnAd()), within)
      .toBe(true);
    expect((await shopper.ask("/")).headers["set-cookie"]?.join() ?? "").not.toContain("__Host-ew");
    expect(await edge.api("GET", "/sites")).toMatchObject({ sites: [{ id: "shop", on: false }] });
    await edge.api("POST", "/sites/shop/switch", { on: true });
    await expect.poll(seenFromAnAd, within).toContain(welcome);
  });
});

describe("an edited offer", () => {
  it("is seen by nobody before it is published, and by everybody within 5 seconds after", async () => {
    const { draft } = (await edge.api("GET", "/offers/welcome?site=shop")) as {
      draft: { document: { headline: string }; revision: number };
    };
    const document = { ...draft.document, headline: "A new headline" };
    const seen = { "if-match": `"${draft.revision}"` };
    await edge.api("PUT", "/offers/welcome?site=shop", { document }, seen);
    expect(await edge.api("GET", "/publish?site=shop")).toMatchObject({
      changes: [{ kind: "offers", id: "welcome", what: "changed" }],
    });
    expect(await seenFromAnAd()).toContain(welcome);
    await edge.api("POST", "/publish?site=shop", { note: "A test" });
    await expect.poll(seenFromAnAd, within).toContain("A new headline");
    expect(await edge.api("GET", "/versions?site=shop")).toMatchObject({
      versions: [
        { note: "A test", publishedBy: { id: "owner" } },
        { note: "Welcome offer switched on" },
        {},
        {},
      ],
    });
    const stale = edge.api("PUT", "/offers/welcome?site=shop", { document }, seen);
    await expect(stale).rejects.toThrow("changed_meanwhile");
  });
});

describe("a configuration that is wrong", () => {
  it("cannot be published, says where, and changes nothing", async () => {
    const { draft } = (await edge.api("GET", "/offers/welcome?site=shop")) as {
      draft: { document: object; revision: number };
    };
    const broken = { document: { ...draft.document, coupon: "no-such-coupon" } };
    const seen = { "if-match": `"${draft.revision}"` };
    await edge.api("PUT", "/offers/welcome?site=shop", broken, seen);
    const publish = edge.api("POST", "/publish?site=shop", {});
    await expect(publish).rejects.toThrow(/cannot_publish.*offers\[\d\]\.coupon.*no-such-coupon/);
    await edge.api("DELETE", "/publish?site=shop");
    expect(await edge.api("GET", "/publish?site=shop")).toMatchObject({ changes: [] });
  });
});

describe("a bundle that fails validation at the edge", () => {
  it("is refused and logged; the last good one stays, and the next good one is taken", async () => {
    const before = await seenFromAnAd();
    const database = await edge.miniflare.getD1Database("DB");
    await database.batch([
      database.prepare(
        "INSERT INTO versions (site, version, bundle, configuration, note, published_at_ms, published_by) SELECT site, version + 1, '{\"format\":99}', configuration, '', 0, '' FROM versions ORDER BY version DESC LIMIT 1",
      ),
      database.prepare("UPDATE sites SET live_version = live_version + 1, live_bundle = 'bundle:nowhere'"),
    ]);
    await expect
      .poll(async () => (await seenFromAnAd(), edge.logs.join("\n")), { timeout: 10_000 })
      .toContain("A bundle was refused; the last good one stays.");
    expect((await seenFromAnAd()).replace(/nonce-\S+/, "")).toContain(/A new headline/.exec(before)?.[0]);
    await edge.api("POST", "/rules/welcome-from-ads/switch?site=shop", { on: false });
    await expect.poll(seenFromAnAd, within).not.toContain("A new headline");
  });
});

describe("what was decided", () => {
  it("is counted for each rule", async () => {
    await edge.api("POST", "/rules/welcome-from-ads/switch?site=shop", { on: true });
    await expect.poll(seenFromAnAd, within).toContain("A new headline");
    const shown = async () => {
      const { rules } = (await edge.api("GET", "/rules?site=shop")) as {
        rules: { rule: { id: string }; last24Hours: { decided: number } }[];
      };
      return rules.find(({ rule }) => rule.id === "welcome-from-ads")?.last24Hours.decided;
    };
    await expect.poll(shown, { timeout: 15_000, interval: 500 }).toBeGreaterThan(0);
    // Records travel in batches, so wait for those of the pages above before counting.
    await new Promise((resolve) => setTimeout(resolve, 4000));
    const before = (await shown()) ?? 0;
    for (let visit = 0; visit < 5; visit++) await seenFromAnAd();
    await expect.poll(shown, { timeout: 15_000, interval: 500 }).toBe(before + 5);
  });
});
