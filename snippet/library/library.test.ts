import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { openBrowser } from "../../e2e/testing/browser.ts";
import { builtScripts } from "../testing/built-scripts.ts";
import { builtLibrary } from "../testing/library.ts";
import { openShop, page, type Shop, until } from "../testing/shop.ts";

const scripts: Record<string, string> = {
  // In the place of the real one, which would ask the edge.
  "apply.js": `export const decide = async (placements) => ({ decisions: [], offers: { [placements[0]]: { rule: "spring" } } });`,
};
const names = "consent, decide, identify, install, on, track";

let browser: Browser;
let shop: Shop;
let context: BrowserContext;
let tab: Page;
let complaints: string[];

beforeAll(async () => {
  Object.assign(scripts, await builtScripts(["s.js", "c.js"]));
  scripts["library.js"] = await builtLibrary();
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser?.close());

beforeEach(async () => {
  shop = await openShop(scripts);
  shop.parts = "";
  context = await browser.newContext();
  tab = await context.newPage();
  complaints = [];
  tab.on("pageerror", (error) => complaints.push(error.message));
  tab.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
});
afterEach(async () => {
  await context.close();
  await shop.stop();
  expect(shop.malformed).toEqual([]);
});

/** The page of a script that imports the library; without the snippet's tag, unless `head` has one. */
function open(program: string, head = "", attributes = ""): Promise<unknown> {
  const script = `<script type="module"${attributes}>import { ${names} } from "/_shop/library.js"; ${program}</script>`;
  // A head that is spelled so is not given the tag.
  shop.pages.set("/", page("Shop", script, head).replace("<head>", "<HEAD>"));
  return tab.goto(`${shop.origin}/`);
}

const named = (name: string) => shop.accepted().filter((event) => event.name === name);

const loaded = () =>
  tab.waitForFunction(() => (window as { edgewise?: { q?: unknown } }).edgewise?.q === null);

/** How many tags of the snippet the page has. */
const tags = () => tab.locator(`script[src*="/s.js"]`).count();

test("importing it does nothing", async () => {
  await open("window.isRun = true");
  expect(await tab.evaluate(() => [(window as { isRun?: boolean }).isRun, "edgewise" in window])).toEqual([
    true,
    false,
  ]);
  expect(complaints).toEqual([]);
});

test("what was said before the snippet had loaded is done once it has", async () => {
  await open(
    `on("purchase", ({ transaction_id }, name) => { document.title = name + " " + transaction_id; });
     track("purchase", { transaction_id: "A-1001", currency: "EUR", value: 39.8, items: [{ item_id: "LIP-4" }] });
     identify([{ type: "customer", value: "4711" }], "v1.1.x");
     const asked = decide(["hero"]);
     setTimeout(() => install({ src: "/_shop/s.js" }), 100);
     asked.then(({ offers }) => { window.offers = offers; });`,
  );
  await until(() => named("purchase").length > 0 && named("identify").length > 0);
  expect(named("purchase").map(({ params }) => params)).toEqual([
    { transaction_id: "A-1001", currency: "EUR", value: 39.8, items: [{ item_id: "LIP-4" }] },
  ]);
  expect(named("identify")).toHaveLength(1);
  expect(await tab.title()).toBe("purchase A-1001");
  await tab.waitForFunction(() => "offers" in window);
  expect(await tab.evaluate(() => (window as { offers?: unknown }).offers)).toEqual({
    hero: { rule: "spring" },
  });
  expect(complaints).toEqual([]);
});

test("what is said afterwards is done at once", async () => {
  await open(
    `window.later = () => { track("quiz_finished", { score: 7 }); return decide(["hero"]); };
     install({ src: "/_shop/s.js" });`,
  );
  await loaded();
  const answer = await tab.evaluate(() => (window as unknown as { later: () => Promise<unknown> }).later());
  expect(answer).toMatchObject({ offers: { hero: { rule: "spring" } } });
  await until(() => named("quiz_finished").length > 0);
  expect(named("quiz_finished").map(({ params }) => params)).toEqual([{ score: 7 }]);
});

test("the snippet is loaded once, whoever asks for it", async () => {
  await open(
    `install({ src: "/_shop/s.js" }); install({ src: new URL("/_shop/s.js", location).href });
     setTimeout(() => install({ src: "/_shop/s.js" }), 300); setTimeout(() => track("done"), 400);`,
    `<script async src="/_shop/s.js"></script>`,
  );
  await until(() => named("done").length > 0);
  expect(await tags()).toBe(1);
  expect(named("page_view")).toHaveLength(1);
});

test("on a host of its own the tag names the site, and loads what makes changes there", async () => {
  await open(`install({ src: "/_shop/s.js", site: "lumen", nonce: "n1" })`);
  await loaded();
  const tag = tab.locator(`script[src*="/s.js"]`);
  expect(await tag.getAttribute("src")).toBe(`${shop.origin}/_shop/s.js?site=lumen`);
  expect(await tag.getAttribute("data-load")).toBe("apply");
});

test("a page's own stub and one of the library are the same", async () => {
  await open(
    `track("second"); edgewise.track("third"); install({ src: "/_shop/s.js" });`,
    `<script>window.edgewise = { q: [], track(...a) { this.q.push(["track", ...a]) } }; edgewise.track("first")</script>`,
  );
  await until(() => named("third").length > 0);
  expect(shop.accepted().map(({ name }) => name)).toEqual(
    expect.arrayContaining(["first", "second", "third"]),
  );
  expect(complaints).toEqual([]);
});

test("other scripts of the page may use the library's stub", async () => {
  await open(
    `track("first"); edgewise.track("second"); install({ src: "/_shop/s.js" });`,
    `<b id="edgewise"></b>`,
  );
  await until(() => named("second").length > 0);
  expect(named("first")).toHaveLength(1);
  expect(complaints).toEqual([]);
});

test("it keeps to a strict policy", async () => {
  const policy = `script-src 'nonce-n1'; require-trusted-types-for 'script'; trusted-types edgewise-install`;
  await open(
    `track("first"); install({ src: "/_shop/s.js", nonce: "n1" });`,
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    ` nonce="n1"`,
  );
  await until(() => named("first").length > 0);
  expect(named("first")).toHaveLength(1);
  expect(complaints).toEqual([]);
});

test("where the snippet is blocked, the page is not kept waiting, and hears of no error but the browser's own", async () => {
  await tab.route("**/s.js", (route) => route.abort());
  await open(
    `install({ src: "/_shop/s.js" }); track("lost");
     decide(["hero"]).then((answer) => { document.title = "Answered " + answer; });`,
  );
  await tab.waitForFunction(() => document.title === "Answered undefined");
  expect(complaints).toEqual(["Failed to load resource: net::ERR_FAILED"]);
});

test("before consent, nothing is decided and nothing recorded", async () => {
  await open(
    `install({ src: "/_shop/c.js" }); on("*", () => {});
     setTimeout(() => decide().then((answer) => { document.title = "Answered " + answer; }), 300); track("early");`,
  );
  await tab.waitForFunction(() => document.title === "Answered undefined");
  expect(shop.arrivals).toEqual([]);
  expect(complaints).toEqual([]);
});
