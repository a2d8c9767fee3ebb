import { beforeAll, describe, expect, it } from "vitest";
import { newSession, newSnapshot, type Snapshot } from "../../model/snapshot.ts";
import { snapshotWith } from "../testing/shop.ts";
import { cookieValue, readSnapshot, snapshotCookie, withoutOwnCookie } from "./cookie.ts";
import { gatherFacts } from "./facts.ts";
import { recognise } from "./recognise.ts";
import { open, readKeys, seal, type SealingKeys } from "./seal.ts";

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
    const text = await seal(keys, "visitor:lumen", { ...snapshotWith(nowMs), format: 1 });
    expect(await readSnapshot(`__Host-ew=${text}`, "lumen", keys)).toBeUndefined();
  });

  it("never reaches the shop, whose own cookies all do", () => {
    expect(withoutOwnCookie("__Host-ew=x")).toBe("");
    expect(withoutOwnCookie("__Host-ew-preview=x; a=1; __Host-ew-consent=denied")).toBe("a=1");
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
    const session = newSession(nowMs, { source: text, medium: text, campaign: text });
    const full = {
      ...newSnapshot("A".repeat(22), nowMs, session),
      coupons,
      timesMs: { a: many, b: many, c: many },
    };
    const cookie = await snapshotCookie(full, "lumen", keys);
    expect(cookie.length).toBeLessThan(3584);
    const carried = await readSnapshot(cookie.split(";")[0]!, "lumen", keys);
    expect(carried).toMatchObject({ visitor: full.visitor, session: full.session });
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
    return {
      ...visitor,
      facts: gatherFacts(["source", "campaign", "visitor"], {
        request,
        snapshot: visitor.snapshot,
        purposes: visitor.purposes,
        timeZone: "UTC",
        nowMs: atMs,
      }),
    };
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
      session: { number: 2, previousVisitAtMs: nowMs, landingPage: "/" },
    });
  });

  it("remembers where the visit began, whatever page follows", async () => {
    const referer = "https://www.google.com/search?q=lips";
    const first = await ask({ path: "/lips?utm_term=red&utm_content=b", headers: { referer } });
    const second = await ask({
      path: "/cart",
      carried: first.snapshot,
      headers: { referer: "https://shop.example/lips" },
    });
    expect(second.snapshot.session).toMatchObject({
      number: 1,
      previousVisitAtMs: null,
      source: "google",
      term: "red",
      content: "b",
      searchEngine: "google",
      referrer: "https://www.google.com/search",
      landingPage: "/lips",
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
    const forged = newSnapshot("BBBBBBBBBBBBBBBBBBBBBB", 0, newSession(0, { source: "x" }));
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
