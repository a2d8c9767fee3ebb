import { beforeEach, expect, it, vi } from "vitest";
import { namingOf } from "./named-pages.ts";
import { sharingOf } from "./sharing.ts";
import type { Asking, ShopPage } from "./shop-page.ts";

const startMs = Date.parse("2026-11-27T17:30:00Z");
const html = { "content-type": "text/html" };
let nowMs = startMs;
let run = 0;
/** What the shop was asked. */
let asked: Asking[] = [];

beforeEach(() => {
  nowMs = startMs;
  run += 1;
  asked = [];
});

/** An isolate with nothing in its memory; all of them stand at the same cache. */
async function isolate(): Promise<typeof import("./shop-page.ts")> {
  vi.resetModules();
  return import("./shop-page.ts");
}

type Shop = (asking: Asking) => Response | Promise<Response>;
const answering = (headers: Record<string, string>, status = 200) => {
  let count = 0;
  return () =>
    new Response(status === 304 ? null : `${++count}`, { status, headers: { ...html, ...headers } });
};

/** What one visitor sees, once all that goes on behind the response is done. */
async function ask(
  { shopPage }: typeof import("./shop-page.ts"),
  shop: Shop,
  { headers = {}, names }: { headers?: Record<string, string>; names?: string[] } = {},
) {
  const naming = names && namingOf([{ pages: ["/"], freshForSeconds: 60, privateCookies: names }], "/");
  const request = new Request(`https://shop.example/?run=${run}`, { headers });
  const work: Promise<unknown>[] = [];
  const page = await shopPage({
    sharing: sharingOf(request, { site: "lumen", origin: null, naming }),
    ask: async (asking) => {
      asked.push(asking);
      return shop(asking);
    },
    nowMs,
    later: (begun) => work.push(begun),
  });
  const { headers: head } = page.shared ?? page.response;
  const bytes = await bytesOf(page);
  for (let done = 0; done < work.length; done += 1) await work[done];
  return {
    text: new TextDecoder().decode(bytes),
    headers: head,
    isShared: page.shared !== undefined,
  };
}
/** Of an answer that the shop has just given, which is kept now where it may be. */
async function bytesOf(page: ShopPage): Promise<Uint8Array> {
  if (page.shared !== undefined) return page.shared.bytes;
  const bytes = new Uint8Array(await page.response.arrayBuffer());
  page.keep?.(bytes);
  return bytes;
}

const textOf = async (...arguments_: Parameters<typeof ask>) => (await ask(...arguments_)).text;

const shared = { "cache-control": "public, max-age=60" };

it("an isolate without the page in memory finds it in the cache, with its age", async () => {
  const shop = answering(shared);
  expect(await textOf(await isolate(), answering({ ...shared, age: "20" }))).toBe("1");
  nowMs += 30_000;
  const other = await isolate();
  expect(await ask(other, shop)).toMatchObject({ text: "1", isShared: true });
  expect(asked.length).toBe(1);
  nowMs += 10_001;
  expect(await ask(await isolate(), answering(shared))).toMatchObject({ isShared: false });
  expect(asked.length).toBe(2);
});

it.each<[string, Partial<Cache>]>([
  [
    "throws",
    { match: () => Promise.reject(new Error("broken")), put: () => Promise.reject(new Error("broken")) },
  ],
  ["hangs", { match: () => new Promise(() => undefined), put: async () => undefined }],
  ["holds garbage", { match: async () => new Response("{}"), put: async () => undefined }],
  ["holds half a page", {}],
])("where the cache %s, the shop is asked", async (_what, broken) => {
  const first = await isolate();
  let cache: Partial<Cache> = broken;
  if (Object.keys(broken).length === 0) {
    await ask(first, answering(shared));
    const real = await caches.open("shared-pages");
    cache = {
      async match(...of) {
        const stored = await real.match(...of);
        return stored && new Response((await stored.arrayBuffer()).slice(0, -1));
      },
      put: async () => undefined,
    };
  }
  const open = vi.spyOn(caches, "open").mockResolvedValue(cache as Cache);
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  expect(await ask(await isolate(), answering(shared))).toMatchObject({ text: "1", isShared: false });
  open.mockRestore();
});

it("a page that is no longer fresh stays when the shop says that it is still the same", async () => {
  const here = await isolate();
  const first = answering({
    ...shared,
    etag: '"a"',
    "last-modified": "Fri, 27 Nov 2026 17:00:00 GMT",
    "x-stock": "3",
  });
  await ask(here, first);
  nowMs += 61_000;
  const same: Shop = () =>
    new Response(null, { status: 304, headers: { ...shared, etag: '"a"', "x-stock": "2" } });
  const confirmed = await ask(here, same);
  expect(asked.at(-1)).toEqual({ asNobody: true, conditions: [["if-none-match", '"a"']] });
  expect(confirmed).toMatchObject({ text: "1", isShared: true });
  expect(confirmed.headers.get("x-stock")).toBe("2");
  expect(confirmed.headers.get("content-type")).toBe("text/html");
  nowMs += 59_000;
  expect(await ask(await isolate(), same)).toMatchObject({ text: "1", isShared: true });
  expect(asked.length).toBe(2);
});

it("a page that is somebody's own since is forgotten, and the visitor asks again themselves", async () => {
  const here = await isolate();
  await ask(here, answering({ ...shared, etag: '"a"' }));
  nowMs += 61_000;
  const own: Shop = ({ asNobody }) =>
    asNobody
      ? new Response(null, { status: 304, headers: { "cache-control": "private" } })
      : new Response("mine", { headers: html });
  expect(await textOf(here, own, { headers: { cookie: "_ga=1" } })).toBe("mine");
  expect(await textOf(await isolate(), answering({}), {})).toBe("1");
});

it("stale-while-revalidate: the stale page at once, and one visitor's request renews it", async () => {
  const here = await isolate();
  const shop = answering({ "cache-control": "public, max-age=10, stale-while-revalidate=60" });
  await ask(here, shop);
  nowMs += 30_000;
  let finish: (answer: Response) => void = () => undefined;
  const slow = ask(here, () => new Promise<Response>((resolve) => (finish = resolve)));
  expect(await textOf(here, shop)).toBe("1");
  expect(asked.length).toBe(2);
  finish(shop());
  expect((await slow).text).toBe("1");
  expect(await textOf(here, shop)).toBe("2");
});

it.each<[string, Shop]>([
  ["answers with an error", answering({}, 503)],
  [
    "does not answer",
    () => new Promise<Response>((resolve) => setTimeout(resolve, 4000, new Response("late"))),
  ],
])("stale-if-error: the stale page where the shop %s", async (_what, shop) => {
  const here = await isolate();
  await ask(here, answering({ "cache-control": "public, max-age=10, stale-if-error=60" }));
  nowMs += 30_000;
  expect(await ask(here, shop)).toMatchObject({ text: "1", isShared: true });
  nowMs += 40_001;
  expect(await ask(here, answering({}, 503))).toMatchObject({ text: "1", isShared: false });
});

it("a hard reload asks the shop, and what it says is what others get", async () => {
  const here = await isolate();
  const shop = answering({ ...shared, etag: '"a"' });
  await ask(here, shop);
  expect(await textOf(here, shop, { headers: { "cache-control": "no-cache", cookie: "_ga=1" } })).toBe("2");
  expect(asked.at(-1)).toEqual({ asNobody: true, conditions: [] });
  expect(await textOf(here, shop)).toBe("2");
  expect(await textOf(await isolate(), shop)).toBe("2");
});

it("what was asked for with cookies, or by headers that lead elsewhere, is kept for nobody", async () => {
  const here = await isolate();
  const shop = answering(shared);
  for (const headers of [
    { cookie: "_ga=1" },
    { "x-original-url": "/elsewhere" },
    { "x-host": "evil.example" },
  ])
    await ask(here, shop, { headers });
  expect(await textOf(here, shop)).toBe("4");
  expect(await textOf(here, shop, { headers: { cookie: "_ga=1" } })).toBe("4");
});

const session = { names: ["session"] };
const withCookie = (cookie: string) => ({ ...session, headers: { cookie } });

it("a page that the owner named is asked for as nobody, and its cookies go to nobody", async () => {
  const here = await isolate();
  const shop = answering({ "cache-control": "private, no-cache", "set-cookie": "lang=de" });
  const first = await ask(here, shop, withCookie("lang=en"));
  expect(asked).toEqual([{ asNobody: true, conditions: [] }]);
  expect(first.headers.getSetCookie()).toEqual([]);
  expect(await textOf(here, shop, session)).toBe("1");
  expect(await textOf(here, shop, withCookie("session=1"))).toBe("2");
  expect(asked.at(-1)).toEqual({ asNobody: false, conditions: [] });
  // Under other words of the owner's it is another page.
  expect(await textOf(here, shop, { names: ["session", "lang"] })).toBe("3");
});

it("a part of what the owner named by mistake, such as a file, is asked for by the visitor", async () => {
  await ask(await isolate(), answering({}), { names: [], headers: { range: "bytes=5-" } });
  expect(asked).toEqual([{ asNobody: false, conditions: [] }]);
});

it("a named page that begins a session is the visitor's who asked, with their own cookies", async () => {
  const here = await isolate();
  const shop = answering({ "set-cookie": "session=new" });
  const first = await ask(here, shop, session);
  expect(first.headers.getSetCookie()).toEqual(["session=new"]);
  expect(await textOf(here, shop, withCookie("lang=en"))).toBe("2");
  expect(asked.at(-1)?.asNobody).toBe(false);
  nowMs += 61_000;
  expect(await textOf(here, shop, withCookie("lang=en"))).toBe("4");
  expect(asked.map(({ asNobody }) => asNobody)).toEqual([true, false, true, false]);
});

it("a named page is shown while the shop is down", async () => {
  const here = await isolate();
  await ask(here, answering({}), session);
  nowMs += 3_600_000;
  expect(await ask(here, answering({}, 502), session)).toMatchObject({ text: "1", isShared: true });
});
