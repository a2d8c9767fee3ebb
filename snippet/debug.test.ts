import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openBrowser } from "../e2e/testing/browser.ts";
import type { Reason } from "../model/reason.ts";
import { builtScripts } from "./testing/built-scripts.ts";

const origin = "http://shop.test";
const friday: Reason = {
  rule: "friday",
  name: "Friday's <b>offer</b>",
  outcome: "chosen",
  to: [],
  who: "visitors from DE",
  clauses: [{ path: "country", operator: "$eq", expected: "DE", actual: "DE", holds: true }],
};
const others: Reason[] = [
  {
    ...friday,
    rule: "vip",
    name: "VIPs",
    outcome: "condition",
    clauses: [{ path: "orders.$gte", operator: "$gte", expected: 3, actual: null, holds: false }],
  },
  { ...friday, rule: "late", name: "Late", outcome: "outranked", to: ["friday"], clauses: [] },
];

let browser: Browser;
let script: string;
let context: BrowserContext;
let tab: Page;
let complaints: string[];
let asked: { page_location: string; again: number; debug: boolean }[];

beforeAll(async () => {
  script = (await builtScripts(["debug.js"]))["debug.js"] ?? "";
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser?.close());
afterEach(() => context?.close());

/** In the place of the snippet: it makes the calls that waited, and records by `record(name, params)`. */
const standIn = `const heard = window.edgewise?.q ?? [];
  const handlers = heard.filter(([method]) => method == "on").map(([, , handler]) => handler);
  window.edgewise = { track() {}, q: null, on: (name, handler) => handlers.push(handler) };
  window.record = (name, params) => handlers.forEach((handle) => handle(params, name));`;
const debugTag = '<script src="/_ew/debug.js?site=lumen"></script>';

interface Opening {
  width?: number;
  answer?: { status: number; body: string };
  head?: string;
}

async function open({ width = 1440, answer, head = debugTag + `<script>${standIn}</script>` }: Opening = {}) {
  context = await browser.newContext({ viewport: { width, height: 800 } });
  tab = await context.newPage();
  complaints = [];
  asked = [];
  tab.on("pageerror", (error) => complaints.push(error.message));
  const html = `<!doctype html><html><head><title>Shop</title>${head}</head><body><h1>Shop</h1></body></html>`;
  const policy = "style-src 'none'; require-trusted-types-for 'script'";
  await context.route(`${origin}/**`, (route) => {
    const { pathname, search } = new URL(route.request().url());
    if (pathname === "/_ew/s.js") return route.fulfill({ contentType: "text/javascript", body: "" });
    if (pathname === "/_ew/debug.js")
      return route.fulfill({ contentType: "text/javascript; charset=utf-8", body: script });
    if (pathname + search !== "/_ew/decide?site=lumen")
      return route.fulfill({
        contentType: "text/html",
        body: html,
        headers: { "content-security-policy": policy },
      });
    asked.push(route.request().postDataJSON());
    return route.fulfill(answer ?? { json: { decisions: [], reasons: [friday, ...others] } });
  });
  await tab.goto(`${origin}/lips?a=1`);
}

function record(name: string, params: object = {}): Promise<void> {
  return tab.evaluate(([event, given]) => Reflect.get(window, "record")(event, given), [
    name,
    params,
  ] as const);
}

test.each([360, 1440])("the panel lists events and decisions, at %i pixels", async (width) => {
  await open({ width });
  await record("page_view", { page_location: `${origin}/lips` });
  await record("view_item", { items: [{ item_id: "<i>LIP-4</i>" }], odd: "<script>" });
  const panel = tab.getByRole("region", { name: "Edgewise" });
  await expect.poll(() => panel.innerText()).toContain("Edgewise · 2 events · 1 of 3 rules");
  expect(await panel.getByRole("button").getAttribute("aria-expanded")).toBe(String(width > 600));
  if (width < 600) await panel.getByRole("button", { name: "Show" }).click();
  const text = await panel.innerText();
  for (const words of ["Friday's <b>offer</b>", "chosen", "does not match", "outranked: friday", "view_item"])
    expect(text).toContain(words);
  expect(text.indexOf("view_item")).toBeLessThan(text.indexOf("page_view"));
  await panel.getByText("VIPs").click();
  await panel.getByText("view_item").click();
  const opened = await panel.innerText();
  expect(opened).toContain("✗ orders.$gte 3: is null");
  expect(opened).toContain("For visitors from DE.");
  expect(opened).toContain('"item_id": "<i>LIP-4</i>"');
  const box = await panel.boundingBox();
  expect(box!.x).toBeGreaterThan(0);
  expect(box!.x + box!.width).toBeLessThan(width);
  expect(box!.y + box!.height).toBeLessThan(800);
  expect(complaints).toEqual([]);
});

test("a page is asked about once it is looked at, and another one again, without being counted", async () => {
  await open();
  await record("scroll");
  expect(asked).toEqual([]);
  await record("page_view");
  await tab.evaluate(() => history.pushState({}, "", "/eyes"));
  await record("page_view");
  await expect
    .poll(() => asked)
    .toEqual(
      [`${origin}/lips?a=1`, `${origin}/eyes`].map((page_location) => ({
        page_location,
        page_referrer: "",
        again: expect.any(Number),
        debug: true,
      })),
    );
});

test.each([
  ["an error", { status: 404, body: '{"error":{}}' }, "could not be asked for"],
  ["no JSON", { status: 200, body: "<h1>" }, "could not be asked for"],
  ["no rule", { status: 200, body: '{"reasons":[]}' }, "No rule is about this page."],
])("events are listed though the answer is %s", async (_what, answer, words) => {
  await open({ answer });
  await record("page_view");
  const panel = tab.getByRole("region", { name: "Edgewise" });
  await expect.poll(() => panel.innerText()).toContain(words);
  expect(await panel.innerText()).toContain("1 event");
  expect(complaints).toEqual([]);
});

test("it hears the snippet also where that was there before, stays as open as it was, and can be left", async () => {
  const head = `<script>${standIn}</script><script async data-load="vitals debug" src="/_ew/s.js?site=lumen"></script>`;
  await open({ head: head + `<script type="module" src="/_ew/debug.js"></script>` });
  const panel = tab.getByRole("region", { name: "Edgewise" });
  await panel.getByRole("button", { name: "Hide" }).click();
  await record("page_view");
  await expect.poll(() => asked.length).toBe(1);
  await tab.reload();
  expect(await panel.getByRole("button").innerText()).toBe("Show");
  expect(await panel.getByRole("link", { name: "Leave" }).getAttribute("href")).toBe(
    `${origin}/lips?a=1&ew_debug=off`,
  );
});

test("values that are no JSON are shown as far as they go, and only the latest hundred events", async () => {
  await open();
  await tab.evaluate(() => {
    const odd: Record<string, unknown> = {};
    odd["self"] = odd;
    for (let nth = 0; nth < 120; nth++) Reflect.get(window, "record")(`event_${nth}`, odd);
  });
  const text = await tab.getByRole("region", { name: "Edgewise" }).innerText();
  expect(text).toContain("120 events");
  expect(text).toContain("event_119");
  expect(text).toContain("event_20");
  expect(text).not.toContain("event_19\n");
  expect(complaints).toEqual([]);
});

test("what was decided for the page before is not shown as if it were this one's", async () => {
  await open();
  let answerFirst = () => {};
  await context.route(`${origin}/_ew/decide*`, (route) => {
    asked.push(route.request().postDataJSON());
    const name = `Rule ${asked.length}`;
    const answer = () => void route.fulfill({ json: { decisions: [], reasons: [{ ...friday, name }] } });
    if (asked.length === 1) answerFirst = answer;
    else answer();
  });
  await record("page_view");
  await expect.poll(() => asked.length).toBe(1);
  await record("page_view");
  const panel = tab.getByRole("region", { name: "Edgewise" });
  await expect.poll(() => panel.innerText()).toContain("Rule 2");
  const late = tab.waitForResponse("**/_ew/decide*");
  answerFirst();
  await (await late).finished();
  await tab.waitForTimeout(100);
  expect(await panel.innerText()).toContain("Rule 2");
});
