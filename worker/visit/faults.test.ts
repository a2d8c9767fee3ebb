import { beforeAll, describe, expect, it, vi } from "vitest";
import { type Fault, faulty } from "../testing/faulty.ts";
import {
  cart,
  greeting,
  home,
  script,
  Shop,
  shopServer,
  tag,
  toldCart,
  viewed,
} from "../testing/shop-at-edge.ts";
import { prepareDatabase, siteWith } from "../testing/shop.ts";

let nowMs = Date.parse("2026-11-27T17:30:00Z");

beforeAll(async () => {
  vi.spyOn(Date, "now").mockImplementation(() => nowMs);
  vi.spyOn(console, "error").mockReturnValue();
  vi.spyOn(globalThis, "fetch").mockImplementation(shopServer);
  await prepareDatabase();
});

const otherBundle = { format: 1, version: 1, site: siteWith(), configuration: greeting("Another shop's") };
const garbage = {
  html: { answers: "<!doctype html><h1>Error</h1>" },
  number: { answers: 7 },
  object: { answers: { version: "two", key: 7, isOn: "perhaps", site: 7 } },
  huge: { answers: "x".repeat(3_000_000) },
  otherBundle: { answers: JSON.stringify(otherBundle) },
} satisfies Record<string, Fault>;

interface Case {
  what: string;
  bindings: Partial<FilesEnv>;
  /** Where nothing of it is said, visitors do not notice. */
  events?: 503;
  snippet?: 503;
  page?: "the shop's own";
}

const { html, object, ...ofKv } = garbage;
const every = { down: "down", "does not answer": "hangs" } as const;
const entries = (faults: Record<string, Fault>) => Object.entries(faults);

/** What a page is made of. */
const ofPages: Case[] = [
  ...entries({ ...every, html, object, ...ofKv }).map(([how, fault]) => ({
    what: `KV: ${how}`,
    bindings: { BUNDLES: faulty(fault) },
  })),
  ...entries({ ...every, html, object }).map(([how, fault]) => ({
    what: `D1: ${how}`,
    bindings: { DB: faulty(fault) },
  })),
  ...entries(every).map(([how, fault]): Case => ({
    what: `everything: ${how}`,
    bindings: {
      BUNDLES: faulty(fault),
      DB: faulty(fault),
      PROFILES: faulty(fault),
      RECORDS: faulty(fault),
      ASSETS: faulty(fault),
    },
    events: 503,
    snippet: 503,
  })),
];

const cases: Case[] = [
  ...ofPages,
  ...entries({ ...every, html, object }).map(([how, fault]): Case => ({
    what: `profiles: ${how}`,
    bindings: { PROFILES: faulty(fault) },
    events: 503,
  })),
  ...entries(every).map(([how, fault]) => ({
    what: `the queue: ${how}`,
    bindings: { RECORDS: faulty(fault) },
  })),
  ...entries({ ...every, "a page": { answers: new Response(home) } }).map(([how, fault]): Case => ({
    what: `the snippet's file: ${how}`,
    bindings: { ASSETS: faulty(fault) },
    snippet: 503,
  })),
  ...[undefined, "", "nonsense", "k1:AAAA"].map((secret): Case => ({
    what: `the cookies' keys: ${secret === undefined ? "missing" : `"${secret}"`}`,
    bindings: { COOKIE_KEYS: secret as string },
    events: 503,
    page: "the shop's own",
  })),
];

type Answer = Awaited<ReturnType<Shop["ask"]>>;

/** All cases of a group go through time together, since what they wait for is mostly that something is late. */
async function together<T>(all: readonly T[], step: (one: T) => Promise<unknown>): Promise<void> {
  await Promise.all(all.map(step));
}

const greets = (text: string) =>
  expect.stringMatching(
    new RegExp(`^<html><head>${tag.replace("></script>", "")}.*<h1>${text}</h1>.*</html>$`),
  );

describe("a dependency that fails", () => {
  interface Course extends Case {
    shop: Shop;
    cookie: string;
    during: Record<"stranger" | "known" | "cart" | "events" | "snippet", Answer>;
    after: Record<"page" | "events", Answer>;
  }
  const courses = new Map<string, Course>();

  beforeAll(async () => {
    for (let first = 0; first < cases.length; first += 6) {
      const group = cases.slice(first, first + 6).map((one) => ({ ...one, shop: new Shop() }) as Course);
      await together(group, async (course) => {
        courses.set(course.what, course);
        await course.shop.open("One");
        course.cookie = await course.shop.knownVisitor();
        await course.shop.ask("/");
        await course.shop.publish("Two");
      });
      // Whatever this isolate remembers is due to be asked for again.
      nowMs += 60_000;
      await together(group, async (course) => {
        const { shop, bindings, cookie } = course;
        const headers = { cookie };
        const [stranger, again, atCart, sent, file] = await Promise.all([
          shop.ask("/", bindings),
          shop.ask("/", bindings, { headers }),
          shop.ask("/cart", bindings, { headers }),
          shop.ask("/_ew/e", bindings, viewed(cookie, "event-0001")),
          shop.ask("/_ew/s.js", bindings),
        ]);
        course.during = { stranger, known: again, cart: atCart, events: sent, snippet: file };
      });
      nowMs += 6000;
      await together(group, async (course) => {
        const { shop, cookie } = course;
        await shop.ask("/");
        const [page, sent] = await Promise.all([
          shop.ask("/"),
          shop.ask("/_ew/e", {}, viewed(cookie, "event-0001")),
        ]);
        course.after = { page, events: sent };
      });
    }
  }, 180_000);

  it.each(cases)("$what", ({ what, events: taken = 202, snippet = 200, page }) => {
    const { during, after } = courses.get(what)!;
    const own = page !== undefined;
    for (const { status, text } of [during.stranger, during.known])
      expect([status, text]).toEqual([200, own ? home : greets("(One|Two)")]);
    expect([during.cart.status, during.cart.text]).toEqual([
      200,
      own ? cart : toldCart.replace("<head>", `<head>${tag}`),
    ]);
    expect([during.events.status, during.events.headers.get("retry-after")]).toEqual([
      taken,
      taken === 503 ? "5" : null,
    ]);
    expect([during.snippet.status, during.snippet.text === script]).toEqual([snippet, snippet === 200]);
    if (snippet === 503) expect(during.snippet.headers.get("cache-control")).toBe("no-store");
    // Once it is there again, all is as before, and what was sent twice is counted once.
    expect(after.page.text).toEqual(greets("Two"));
    expect([after.events.status, JSON.parse(after.events.text)]).toMatchObject([
      202,
      taken === 503 ? { accepted: 1, duplicates: 0 } : { accepted: 0, duplicates: 1 },
    ]);
  });
});

describe("a dependency that fails while the isolate has seen nothing yet", () => {
  interface Course extends Case {
    shop: Shop;
    during: Record<"page" | "next" | "cart", Answer>;
    after: Answer;
  }
  const courses = new Map<string, Course>();

  beforeAll(async () => {
    for (let first = 0; first < ofPages.length; first += 6) {
      const group = ofPages.slice(first, first + 6).map((one) => ({ ...one, shop: new Shop() }) as Course);
      await together(group, async (course) => {
        const { shop, bindings, what } = course;
        courses.set(what, course);
        await shop.open("One");
        const headers = { cookie: await shop.knownVisitor() };
        const [page, atCart] = await Promise.all([
          shop.ask("/", bindings, { headers }),
          shop.ask("/cart", bindings, { headers }),
        ]);
        course.during = { page, cart: atCart, next: await shop.ask("/", bindings, { headers }) };
      });
      nowMs += 6000;
      await together(group, async (course) => {
        await course.shop.ask("/");
        course.after = await course.shop.ask("/");
      });
    }
  }, 120_000);

  it.each(ofPages)("$what", ({ what }) => {
    const { during, after } = courses.get(what)!;
    // Whatever is not known by then, the shop's page is there.
    for (const { status, text } of [during.page, during.next])
      expect([status, text === home ? greeted : text]).toEqual([200, greets("One")]);
    const isTold = during.cart.text.includes("ew-coupon");
    expect([during.cart.status, during.cart.text.replace(tag, "")]).toEqual([200, isTold ? toldCart : cart]);
    // D1 knows all that KV does not say, from the second page on at the latest.
    if (what.startsWith("KV")) expect(during.next.text).toEqual(greets("One"));
    expect(after.text).toEqual(greets("One"));
  });
});

const greeted = home.replace("<head>", `<head>${tag}`).replace("Shop", "One");
