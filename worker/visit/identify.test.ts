import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Identity } from "../../model/identity/identity.ts";
import { ownProfile } from "../../model/identity/node.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { offerWith } from "../../model/testing/offer.ts";
import { identifySecret } from "../identity/identify-secret.ts";
import { identitiesOf } from "../identity/identities-of.ts";
import { nodeOf } from "../identity/node-of.ts";
import type { ToldRow } from "../profile/arrival.ts";
import { readSnapshot } from "../recognise/cookie.ts";
import { readKeys } from "../recognise/seal.ts";
import { rotateIdentifySecret } from "../store/identify-secrets.ts";
import { type Fault, faulty } from "../testing/faulty.ts";
import { proofOf } from "../testing/proof.ts";
import { configurationWith, prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";
import { Browser, goLive } from "../testing/visiting.ts";
import { couponWith } from "../../model/testing/coupon.ts";

const site = siteWith();
const host = "shop.example";
let secret = "";

beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await prepareDatabase(site);
  const bag = [1, 2, 3].map((pieces) =>
    ruleWith({
      id: `bag-${pieces}`,
      pages: ["/bag"],
      condition: { cartItems: pieces },
      changes: [{ type: "setText", selector: "h1", text: `${pieces} in the bag` }],
    }),
  );
  const gift = ruleWith({
    id: "gift",
    caps: [{ times: 1, per: "ever" }],
    changes: [{ type: "insertOffer", placement: "top", offer: "ten" }],
  });
  const configuration = configurationWith({
    rules: [...bag, gift],
    offers: [offerWith({ id: "ten", headline: "A gift", coupon: "ten" })],
    placements: [{ id: "top", name: "Top", selector: "main", position: "start" }],
    coupons: [couponWith({ id: "ten", name: "Ten", code: "TEN" })],
  });
  await goLive(site, configuration, Date.now());
  const { generation } = await rotateIdentifySecret(env.DB, site.id, Date.now(), 0);
  secret = await identifySecret(env, site.id, generation);
});

beforeEach(() => {
  const page = "<html><head></head><body><h1>Bag</h1><main></main></body></html>";
  vi.spyOn(globalThis, "fetch").mockImplementation(
    async () => new Response(page, { headers: { "content-type": "text/html" } }),
  );
});

/** Somebody's browser, which sends what the snippet would. */
class Device extends Browser {
  constructor(bindings: Env = env) {
    super(host, {}, bindings);
  }

  async sends(...events: { name: string; params: object }[]) {
    const nowMs = Date.now();
    const sent = events.map((event) => ({ ...event, id: crypto.randomUUID(), timeMs: nowMs }));
    const { status, text } = await this.post("/_ew/e", { sentAtMs: nowMs, events: sent });
    return {
      status,
      answer: JSON.parse(text) as { accepted?: number; rejected?: { code: string; message: string }[] },
    };
  }

  /** The shop's account page says who this is. */
  async logsIn(...identities: Identity[]) {
    const proof = await proofOf({ site: site.id, identities }, Date.now() + 60_000, secret);
    const sent = await this.sends({ name: "identify", params: { identities, proof } });
    expect(sent).toMatchObject({ status: 202, answer: { accepted: 1, rejected: [] } });
    // Slices are of milliseconds.
    await new Promise((resolve) => setTimeout(resolve, 5));
  }

  adds(item: string) {
    return this.sends({ name: "add_to_cart", params: { items: [{ item_id: item, price: 10 }] } });
  }

  /**
   * Goes on looking at pages, without any event, until what others did shows. KV takes one write a second, and the shop is
   * quicker here than any look for news, which then counts for the next page.
   */
  hears(text: string): Promise<void> {
    const looks = async () => expect(await this.sees("/bag")).toContain(text);
    return vi.waitFor(looks, { timeout: 10_000, interval: 200 });
  }

  async sees(path: string): Promise<string> {
    return (await this.ask(path)).text;
  }

  async snapshot(): Promise<Snapshot> {
    const cookie = `__Host-ew=${this.cookies.get("__Host-ew")}`;
    return (await readSnapshot(cookie, site.id, await readKeys(env.COOKIE_KEYS)))!;
  }
}

let customers = 0;
const customer = (name = `${++customers}`) => ({ type: "customer", value: name });
const profileOfCustomer = async (identity: Identity) => ownProfile(await nodeOf(env, site.id, identity));

describe("somebody who logs in on two devices", () => {
  it("has one cart, one set of caps and one coupon", async () => {
    const mia = customer();
    const [phone, laptop] = [new Device(), new Device()];
    expect(await phone.sees("/")).toContain("A gift");
    await phone.adds("lipstick");
    expect(await phone.sees("/")).not.toContain("A gift");
    await laptop.sees("/bag");
    await laptop.adds("liner");
    expect(await laptop.sees("/bag")).toContain("1 in the bag");

    await phone.logsIn(mia, { type: "email", value: "mia@example.com" });
    await laptop.logsIn(mia);

    expect(await laptop.sees("/bag")).toContain("2 in the bag");
    expect(await laptop.sees("/")).not.toContain("A gift");
    const { profile, coupons } = await laptop.snapshot();
    expect(profile).toBe(await profileOfCustomer(mia));
    expect(coupons).toMatchObject([{ id: "ten", code: "TEN", state: "held" }]);

    await phone.hears("2 in the bag");
    await phone.adds("brush");
    expect(await phone.sees("/bag")).toContain("3 in the bag");
    expect(await phone.snapshot()).toMatchObject({ profile, coupons: [{ id: "ten" }] });
  });

  it("is two again after the link was undone, each with what came by it", async () => {
    const [mia, jo] = [customer(), customer()];
    const [phone, laptop] = [new Device(), new Device()];
    await phone.sees("/");
    await phone.adds("lipstick");
    await phone.logsIn(mia);
    await laptop.sees("/bag");
    await laptop.adds("liner");
    // Each page says who is logged in.
    for (let page = 0; page < 3; page++) await laptop.logsIn(mia);
    expect(await laptop.sees("/bag")).toContain("2 in the bag");

    const identities = identitiesOf(env.IDENTITIES, site.id);
    const { links } = await identities.describe(await profileOfCustomer(mia));
    expect(links).toHaveLength(2);
    const { visitor } = await laptop.snapshot();
    const wrong = links.find(({ nodes }) => nodes.some(({ node }) => node.endsWith(visitor)))!;
    expect(await identities.void(wrong.id, "care", Date.now())).toBe(true);

    await laptop.hears("1 in the bag");
    await phone.hears("1 in the bag");
    expect(await laptop.snapshot()).toMatchObject({ profile: visitor, coupons: [] });
    expect(await laptop.sees("/")).toContain("A gift");
    await laptop.logsIn(jo);
    expect(await laptop.sees("/bag")).toContain("1 in the bag");
    expect((await laptop.snapshot()).profile).toBe(await profileOfCustomer(jo));
  });
});

describe("father and son on one device", () => {
  it("take turns, and never become one", async () => {
    const [father, son] = [customer("father"), customer("son")];
    const tablet = new Device();
    expect(await tablet.sees("/")).toContain("A gift");
    await tablet.adds("tie");
    await tablet.logsIn(father, { type: "email", value: "father@example.com" });
    expect(await tablet.sees("/bag")).toContain("1 in the bag");

    await tablet.logsIn(son, { type: "email", value: "son@example.com" });
    expect(await tablet.sees("/bag")).toContain("<h1>Bag</h1>");
    expect(await tablet.snapshot()).toMatchObject({ profile: await profileOfCustomer(son), coupons: [] });
    await tablet.adds("game");
    await tablet.adds("comic");
    expect(await tablet.sees("/bag")).toContain("2 in the bag");
    expect(await tablet.sees("/")).toContain("A gift");

    await tablet.logsIn(father);
    expect(await tablet.sees("/bag")).toContain("1 in the bag");
    expect(await tablet.snapshot()).toMatchObject({
      profile: await profileOfCustomer(father),
      coupons: [{ id: "ten" }],
    });
    const elsewhere = new Device();
    await elsewhere.sees("/bag");
    await elsewhere.logsIn(son);
    expect(await elsewhere.sees("/bag")).toContain("2 in the bag");
  });
});

describe("what a page says of who somebody is", () => {
  it("links nobody without a good proof, and takes the other events all the same", async () => {
    const device = new Device();
    await device.sees("/bag");
    const identities = [customer()];
    const proof = await proofOf({ site: site.id, identities }, Date.now() + 60_000, "a guess");
    const { answer } = await device.sends(
      { name: "add_to_cart", params: { items: [{ item_id: "tie" }] } },
      { name: "identify", params: { identities, proof } },
    );
    expect(answer).toMatchObject({
      accepted: 1,
      rejected: [{ index: 1, code: "no_proof", message: expect.stringContaining("signature") }],
    });
    const { visitor, profile } = await device.snapshot();
    expect(profile).toBe(visitor);
  });

  it("names no other visitor, and says what is wrong with it", async () => {
    const device = new Device();
    await device.sees("/bag");
    const identities = [{ type: "visitor", value: "AAAAAAAAAAAAAAAAAAAAAA" }];
    const proof = await proofOf({ site: site.id, identities }, Date.now() + 60_000, secret);
    for (const params of [
      { identities, proof },
      { identities: [], proof },
      { identities: "42", proof },
      { identities },
    ])
      expect(await device.sends({ name: "identify", params })).toMatchObject({
        status: 400,
        answer: { error: { code: "invalid_event" } },
      });
  });

  it("costs nothing when pages say it on and on", async () => {
    let asked = 0;
    const counted = new Proxy(env.IDENTITIES, {
      get: (target, name: "get" | "idFromName") => {
        if (name === "get") asked++;
        return target[name].bind(target);
      },
    });
    const device = new Device({ ...env, IDENTITIES: counted });
    await device.sees("/bag");
    const mia = customer();
    for (let page = 0; page < 5; page++) await device.logsIn(mia);
    expect(asked).toBe(2);
    expect((await device.snapshot()).profile).toBe(await profileOfCustomer(mia));
  });

  it.each<Fault>(["down", { answers: {} }, { answers: "nobody" }])(
    "is kept by its sender while the object of identities is %j",
    async (fault) => {
      const device = new Device({ ...env, IDENTITIES: faulty(fault) });
      await device.sees("/bag");
      const identities = [customer()];
      const proof = await proofOf({ site: site.id, identities }, Date.now() + 60_000, secret);
      const sent = await device.sends({ name: "identify", params: { identities, proof } });
      expect(sent).toMatchObject({ status: 503, answer: { error: { code: "temporarily_unavailable" } } });
      expect(await device.sees("/bag")).toContain("<h1>Bag</h1>");
    },
  );

  it("is told to the index with each of their identities", async () => {
    const rows: ToldRow[] = [];
    const told = async ({ type, rows: some }: { type: string; rows: ToldRow[] }) =>
      void (type === "profiles" && rows.push(...some));
    const device = new Device({ ...env, RECORDS: { send: told } as unknown as Env["RECORDS"] });
    await device.sees("/bag");
    await device.adds("tie");
    const ann = customer();
    await device.logsIn(ann, { type: "email", value: "ann@example.com" });
    const { visitor, profile } = await device.snapshot();
    const latest = rows.filter(({ id }) => id === profile).at(-1)!;
    const nodes = [
      await nodeOf(env, site.id, ann),
      await nodeOf(env, site.id, { type: "email", value: "ann@example.com" }),
      `visitor:${visitor}`,
    ];
    expect(new Set(latest.nodes)).toEqual(new Set(nodes));
  });
});
