import { beforeAll, describe, expect, it } from "vitest";
import { newSnapshot, type Snapshot } from "../../model/snapshot.ts";
import { snapshotWith } from "../testing/shop.ts";
import { cookieValue, readSnapshot, snapshotCookie, withoutOwnCookie } from "./cookie.ts";
import { deviceOf } from "./device.ts";
import { factsOf, recognise } from "./recognise.ts";
import { open, readKeys, seal, type SealingKeys } from "./seal.ts";
import { trafficSource } from "./source.ts";

const minuteMs = 60_000;
const nowMs = 1_790_000_000_000;

/** A secret of one key; the same number is the same key. */
function secret(id: string, number: number): string {
  return `${id}:${btoa(String.fromCharCode(...new Uint8Array(32).fill(number)))}`;
}

let keys: SealingKeys;
beforeAll(async () => {
  keys = await readKeys(secret("k1", 1));
});

describe("a sealed text", () => {
  it("opens for the purpose it was sealed for, and shows nothing of what it holds", async () => {
    const text = await seal(keys, "visitor:lumen", { name: "Zoë" });
    expect(text).toMatch(/^k1\.[A-Za-z0-9_-]+$/);
    expect(atob(text.slice(3).replaceAll("-", "+").replaceAll("_", "/"))).not.toContain("name");
    expect(await open(keys, "visitor:lumen", text)).toEqual({ name: "Zoë" });
  });

  it("is another one each time", async () => {
    expect(await seal(keys, "a", 1)).not.toBe(await seal(keys, "a", 1));
  });

  it("does not open for another purpose, or with another key of the same name", async () => {
    const text = await seal(keys, "visitor:lumen", 1);
    expect(await open(keys, "visitor:other", text)).toBeUndefined();
    expect(await open(await readKeys(secret("k1", 2)), "visitor:lumen", text)).toBeUndefined();
    expect(await open(await readKeys(secret("k2", 1)), "visitor:lumen", text)).toBeUndefined();
  });

  it("does not open once any character of it is another one", async () => {
    const text = await seal(keys, "a", "value");
    for (let index = 0; index < text.length - 1; index++) {
      const tampered = text.slice(0, index) + (text[index] === "A" ? "B" : "A") + text.slice(index + 1);
      expect(await open(keys, "a", tampered)).toBeUndefined();
    }
  });

  it.each(["", ".", "k1", "k1.", "k1.!!!", "k1.AAAA", "k9.AAAA", '{"visitor":"x"}'])(
    "is never %j",
    async (text) => {
      expect(await open(keys, "a", text)).toBeUndefined();
    },
  );

  it("still opens while keys rotate, and is sealed with the new one", async () => {
    const old = await seal(keys, "a", 1);
    const rotated = await readKeys(`${secret("k2", 2)}, ${secret("k1", 1)}`);
    expect(await open(rotated, "a", old)).toBe(1);
    expect(await seal(rotated, "a", 1)).toMatch(/^k2\./);
  });

  it.each([
    "",
    "k1",
    "k1:",
    "k1:c2hvcnQ=",
    secret("K1", 1),
    `${secret("k1", 1)},`,
    "k1:not base64 at all, but long enough to be one =",
  ])("needs keys that are not malformed as %j, which no message repeats", async (malformed) => {
    const error: unknown = await readKeys(malformed).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    if (malformed !== "") expect(String(error)).not.toContain(malformed);
  });
});

describe("the visitor's cookie", () => {
  it("comes back as it was, out of the shop's own cookies", async () => {
    const snapshot = snapshotWith(nowMs, { version: 7, timesMs: { abc: [nowMs] } });
    const cookie = await snapshotCookie(snapshot, "lumen", keys);
    expect(cookie).toMatch(/^__Host-ew=[^;]+; Path=\/; Max-Age=34560000; HttpOnly; Secure; SameSite=Lax$/);
    const header = `cart=1; ${cookie.split(";")[0]}; theme="dark=1"`;
    expect(await readSnapshot(header, "lumen", keys)).toEqual(snapshot);
    expect(await readSnapshot(header, "other", keys)).toBeUndefined();
  });

  it("is refused where we sealed it, but it is no snapshot", async () => {
    const text = await seal(keys, "visitor:lumen", { ...snapshotWith(nowMs), format: 2 });
    expect(await readSnapshot(`__Host-ew=${text}`, "lumen", keys)).toBeUndefined();
  });

  it("never reaches the shop, whose own cookies all do", () => {
    expect(withoutOwnCookie("__Host-ew=x")).toBe("");
    expect(withoutOwnCookie("a=1; __Host-ew=x; b=2=3;c")).toBe("a=1; b=2=3;c");
    expect(withoutOwnCookie("__Host-ew=x;a=1; __Host-ew=y")).toBe("a=1");
    expect(withoutOwnCookie("__Host-ew-other=x; my__Host-ew=1")).toBe("__Host-ew-other=x; my__Host-ew=1");
  });

  it("is found by its whole name", () => {
    expect(cookieValue("a=1; b = 2 ;c=3=4", "b")).toBe("2");
    expect(cookieValue("a=1; c=3=4", "c")).toBe("3=4");
    expect(cookieValue("aa=1; a=2; a=3", "a")).toBe("2");
    expect(cookieValue("a; =x", "a")).toBeUndefined();
  });
});

describe("the visitor's cookie, however much there is to carry", () => {
  it("is never so long that a browser would drop it, and keeps who they are", async () => {
    const many = Array.from({ length: 60 }, (_, index) => nowMs - index);
    const coupons = Array.from({ length: 50 }, (_, index) => ({
      id: `coupon-${index}`,
      code: `CODE-${index}`,
      state: "held" as const,
      total: null,
      atMs: nowMs + index,
    }));
    const text = "İ".repeat(100);
    const session = { startedAtMs: nowMs, source: text, medium: text, campaign: text };
    const full = {
      ...newSnapshot("A".repeat(22), nowMs, session),
      coupons,
      timesMs: { a: many, b: many, c: many },
    };
    const cookie = await snapshotCookie(full, "lumen", keys);
    expect(cookie.length).toBeLessThan(4096);
    const carried = await readSnapshot(cookie.split(";")[0]!, "lumen", keys);
    expect(carried).toMatchObject({ visitor: full.visitor, session: full.session });
  });
});

describe("where a visit came from", () => {
  it.each([
    ["?utm_source=Instagram&utm_medium=CPC&utm_campaign=Autumn", null, "instagram", "cpc", "autumn"],
    ["?utm_source=newsletter", "https://www.google.com/", "newsletter", "referral", ""],
    ["?gclid=abc", null, "google", "cpc", ""],
    ["?gclid=abc&utm_campaign=brand", null, "google", "cpc", "brand"],
    ["?msclkid=abc", null, "bing", "cpc", ""],
    ["?utm_source=&x", null, "direct", "none", ""],
    ["", "https://www.google.co.uk/search?q=x", "google", "organic", ""],
    ["", "https://duckduckgo.com/", "duckduckgo", "organic", ""],
    ["", "https://www.blog.example/post", "blog.example", "referral", ""],
    ["", "https://notgoogle.example/", "notgoogle.example", "referral", ""],
    ["", "https://www.shop.example/other", "direct", "none", ""],
    ["", "https://shop.example/other", "direct", "none", ""],
    ["", "not an address", "direct", "none", ""],
    ["", "about:blank", "direct", "none", ""],
    ["", null, "direct", "none", ""],
  ])("%s from %s is %s, %s, %s", (query, referrer, source, medium, campaign) => {
    for (const host of ["www.shop.example", "shop.example"])
      expect(trafficSource(new URL(`https://${host}/${query}`), referrer)).toEqual({
        source,
        medium,
        campaign,
      });
  });

  it("is short, however long the address is", () => {
    const { source, campaign } = trafficSource(
      new URL(`https://shop.example/?utm_source=${"İ".repeat(500)}&utm_campaign=${"y".repeat(500)}`),
      null,
    );
    expect([source.length, campaign.length]).toEqual([100, 100]);
  });
});

describe("the device", () => {
  it.each([
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1",
      "mobile",
    ],
    [
      "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36",
      "mobile",
    ],
    ["Mozilla/5.0 (Linux; Android 14; SM-X910) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36", "tablet"],
    [
      "Mozilla/5.0 (iPad; CPU OS 16_0 like Mac OS X) AppleWebKit/605.1.15 Version/16.0 Mobile/15E148 Safari/604.1",
      "tablet",
    ],
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36",
      "desktop",
    ],
    [
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15",
      "desktop",
    ],
    ["", "desktop"],
  ])("of %s is %s", (agent, device) => expect(deviceOf(new Headers({ "user-agent": agent }))).toBe(device));

  it("is what the browser's own hint says", () => {
    expect(deviceOf(new Headers({ "user-agent": "Mozilla/5.0", "sec-ch-ua-mobile": "?1" }))).toBe("mobile");
    expect(deviceOf(new Headers({ "user-agent": "Mozilla/5.0", "sec-ch-ua-mobile": "?0" }))).toBe("desktop");
  });
});

describe("recognising a visitor", () => {
  interface Asked {
    path?: string;
    carried?: Snapshot;
    headers?: Record<string, string>;
    atMs?: number;
  }

  async function ask({ path = "/", carried, headers = {}, atMs = nowMs }: Asked) {
    const cookie =
      carried === undefined ? {} : { cookie: (await snapshotCookie(carried, "lumen", keys)).split(";")[0]! };
    const request = new Request(`https://shop.example${path}`, { headers: { ...cookie, ...headers } });
    const visitor = await recognise(request, "lumen", keys, atMs);
    return { ...visitor, facts: factsOf(visitor.snapshot, request.headers, atMs) };
  }

  it("gives a stranger an id of their own, and a cookie", async () => {
    const [one, other] = [await ask({ path: "/?utm_source=tiktok" }), await ask({})];
    expect(one).toMatchObject({
      changed: true,
      remembered: true,
      facts: { visitor: "new", source: "tiktok" },
    });
    expect(one.snapshot.visitor).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(one.snapshot.visitor).not.toBe(other.snapshot.visitor);
  });

  it("knows them on the second page, without a new cookie", async () => {
    const first = await ask({ path: "/?utm_source=tiktok" });
    const second = await ask({ path: "/products", carried: first.snapshot, atMs: nowMs + minuteMs });
    expect(second).toMatchObject({
      snapshot: first.snapshot,
      changed: false,
      facts: { visitor: "new", source: "tiktok" },
    });
  });

  it("keeps the visit alive while pages follow each other, however long it takes", async () => {
    let { snapshot } = await ask({ path: "/?utm_source=tiktok" });
    for (let page = 1; page <= 4; page++)
      ({ snapshot } = await ask({ carried: snapshot, atMs: nowMs + page * 20 * minuteMs }));
    expect(snapshot.session).toMatchObject({ startedAtMs: nowMs, source: "tiktok" });
  });

  it("begins a new visit after half an hour, of somebody who returns", async () => {
    const first = await ask({ path: "/?utm_source=tiktok" });
    const atMs = nowMs + 31 * minuteMs;
    const later = await ask({ carried: first.snapshot, atMs });
    expect(later).toMatchObject({
      changed: true,
      facts: { visitor: "returning", source: "direct", behaviour: { sessionStartedAtMs: atMs } },
    });
    expect(later.snapshot).toMatchObject({
      visitor: first.snapshot.visitor,
      firstSeenAtMs: nowMs,
      lastSeenAtMs: atMs,
    });
  });

  it("begins a new visit with another campaign's link, and none where the landing page is loaded again", async () => {
    const path = "/?utm_source=tiktok&utm_campaign=a";
    const first = await ask({ path });
    expect(await ask({ path, carried: first.snapshot, atMs: nowMs + 1 })).toMatchObject({ changed: false });
    const other = await ask({
      path: "/?utm_source=tiktok&utm_campaign=b",
      carried: first.snapshot,
      atMs: nowMs + 1,
    });
    expect(other).toMatchObject({ changed: true, facts: { visitor: "returning", campaign: "b" } });
    const organic = await ask({ headers: { referer: "https://www.google.com/" } });
    const empty = await ask({ path: "/?utm_source=", carried: organic.snapshot, atMs: nowMs + 1 });
    expect(empty).toMatchObject({ changed: false, facts: { source: "google" } });
  });

  it("does not remember who asked not to be, nor look at what they carry", async () => {
    const carried = snapshotWith(nowMs, { timesMs: { abc: [1] } });
    const visitor = await ask({ carried, headers: { "sec-gpc": "1" } });
    expect(visitor).toMatchObject({ changed: false, remembered: false, snapshot: { timesMs: {} } });
    expect(visitor.snapshot.visitor).not.toBe(carried.visitor);
  });

  it("never believes a cookie that it did not seal", async () => {
    const forged = newSnapshot("BBBBBBBBBBBBBBBBBBBBBB", 0, {
      startedAtMs: 0,
      source: "x",
      medium: "x",
      campaign: "x",
    });
    const plain = [
      JSON.stringify(forged),
      btoa(JSON.stringify(forged)),
      `k1.${btoa(JSON.stringify(forged))}`,
    ];
    const foreign = await seal(await readKeys(secret("k1", 9)), "visitor:lumen", forged);
    const elsewhere = await seal(keys, "visitor:other", forged);
    for (const value of [...plain, foreign, elsewhere]) {
      const visitor = await ask({ headers: { cookie: `__Host-ew=${value}` } });
      expect(visitor).toMatchObject({ changed: true, facts: { visitor: "new" } });
      expect(visitor.snapshot.visitor).not.toBe(forged.visitor);
    }
  });
});
