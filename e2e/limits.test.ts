import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Configuration } from "../model/configuration.ts";
import { Rule } from "../model/rule.ts";
import { type Edge, startEdge } from "./testing/edge.ts";
import { type Origin, page, startOrigin } from "./testing/origin.ts";
import { Shopper } from "./testing/shopper.ts";

const html = "<!doctype html><html><head><title>Shop</title></head><body><h1>Usual</h1></body></html>";
const says = (text: string) => [{ type: "setText", selector: "h1", text }];
const shows = (offer: string) => [{ type: "insertOffer", placement: "top", offer }];

function rule(id: string, path: string, part: object): Rule {
  return v.parse(Rule, { id, name: id, on: true, pages: [path], condition: {}, priority: 10, ...part });
}

const only = (changes: object[]) => ({ variants: [{ id: "a", changes }] });
const test = (red: number, blue: number) => ({
  variants: [
    { id: "red", changes: says("Red"), weight: red },
    { id: "blue", changes: says("Blue"), weight: blue },
  ],
});

const configuration = v.parse(Configuration, {
  rules: [
    rule("twice", "/twice", { ...only(says("Twice")), caps: [{ times: 2, per: "ever" }] }),
    rule("test", "/test", test(1, 1)),
    rule("closed", "/closed", only(shows("gift"))),
    rule("first", "/group", {
      ...only(says("First")),
      exclusiveGroup: "g",
      condition: { "query.who": "first" },
    }),
    rule("second", "/group", {
      ...only(says("Second")),
      exclusiveGroup: "g",
      priority: 20,
      condition: { "query.late": "1" },
    }),
    rule("vips", "/vips", { ...only(says("VIP")), condition: { $inSegment: "spenders" } }),
  ],
  offers: [{ id: "gift", name: "Gift", layout: "bar", headline: "A gift for you" }],
  coupons: [],
  placements: [{ id: "top", name: "Top", selector: "body", position: "start" }],
  segments: [{ id: "spenders", name: "Spenders", condition: { lifetimeValue: { $gte: 100 } } }],
});

let origin: Origin;
let edge: Edge;
beforeAll(async () => {
  const paths = ["/twice", "/test", "/closed", "/group", "/vips"];
  origin = await startOrigin(Object.fromEntries(paths.map((path) => [path, page(html)])));
  edge = await startEdge({ origin: origin.url, configuration });
});
afterAll(async () => {
  await edge?.close();
  await origin?.close();
});

async function headline(
  shopper: Shopper,
  path: string,
  headers: Record<string, string> = {},
): Promise<string> {
  const { text } = await shopper.ask(path, { headers });
  return /<h1>([^<]*)/.exec(text)?.[1] ?? text;
}

describe("a rule", () => {
  it("with a cap is shown as often as that, without any script, to each visitor apart", async () => {
    const shopper = new Shopper(edge.port);
    const seen = [];
    for (let visit = 0; visit < 4; visit += 1) seen.push(await headline(shopper, "/twice"));
    expect(seen).toEqual(["Twice", "Twice", "Usual", "Usual"]);
    expect(await headline(new Shopper(edge.port), "/twice")).toBe("Twice");
  });

  it("is not used up by a page that is only fetched ahead", async () => {
    const shopper = new Shopper(edge.port);
    for (let visit = 0; visit < 3; visit += 1)
      expect(await headline(shopper, "/twice", { "sec-purpose": "prefetch" })).toBe("Twice");
    expect(await headline(shopper, "/twice")).toBe("Twice");
  });

  it("stays away from whoever closed its offer, from the next page on", async () => {
    const shopper = new Shopper(edge.port);
    expect((await shopper.ask("/closed")).text).toContain("A gift for you");
    await shopper.did({ name: "ew_dismissed", params: { rule: "closed" } });
    expect((await shopper.ask("/closed")).text).not.toContain("A gift for you");
    expect((await new Shopper(edge.port).ask("/closed")).text).toContain("A gift for you");
  });

  it("of an exclusive group stays for the visit, though a higher one could be shown by now", async () => {
    const shopper = new Shopper(edge.port);
    expect(await headline(shopper, "/group?who=first")).toBe("First");
    expect(await headline(shopper, "/group?who=first&late=1")).toBe("First");
    expect(await headline(new Shopper(edge.port), "/group?who=first&late=1")).toBe("Second");
  });

  it("of a segment is shown once the visitor belongs to it", async () => {
    const shopper = new Shopper(edge.port);
    expect(await headline(shopper, "/vips")).toBe("Usual");
    await shopper.did({ name: "purchase", params: { transaction_id: "1", value: 60 } });
    expect(await headline(shopper, "/vips")).toBe("Usual");
    await shopper.did({ name: "purchase", params: { transaction_id: "2", value: 40 } });
    expect(await headline(shopper, "/vips")).toBe("VIP");
  });
});

describe("a variant", () => {
  it("stays with its visitor when the weights change, while new visitors get the new ones", async () => {
    const shoppers = Array.from({ length: 30 }, () => new Shopper(edge.port));
    const before = await Promise.all(shoppers.map((shopper) => headline(shopper, "/test")));
    expect(new Set(before)).toEqual(new Set(["Red", "Blue"]));
    const changed = rule("test", "/test", test(0, 1));
    await edge.api("PUT", "/rules/test?site=shop", { document: changed }, { "if-match": '"1"' });
    await edge.api("POST", "/publish?site=shop", {});
    const newcomers = async () => {
      const seen = await Promise.all(
        Array.from({ length: 8 }, () => headline(new Shopper(edge.port), "/test")),
      );
      return [...new Set(seen)];
    };
    await expect.poll(newcomers, { timeout: 6000, interval: 300 }).toEqual(["Blue"]);
    expect(await Promise.all(shoppers.map((shopper) => headline(shopper, "/test")))).toEqual(before);
  });
});
