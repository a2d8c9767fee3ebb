import type { ServerResponse } from "node:http";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { dashboardHost, shopHost } from "../local/serve.ts";
import { openBrowser } from "./testing/browser.ts";
import { type Edge, startEdge } from "./testing/edge.ts";
import { type Origin, startOrigin } from "./testing/origin.ts";
import { signIn } from "./testing/signed-in-page.ts";

const blogHost = "blog.localhost";
let edge: Edge;
let shop: Origin;
let blog: Origin;
let browser: Browser;

const line = (site = "shop") =>
  `<script async src="http://${shopHost}:${edge.port}/_ew/s.js?site=${site}" data-load="apply"></script>`;
const html = (head: string) =>
  `<!doctype html><html><head>${head}<title>Lamps</title></head><body>Lamps</body></html>`;

function answer(response: ServerResponse, head: string, headers: Record<string, string> = {}): void {
  response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...headers }).end(html(head));
}

beforeAll(async () => {
  shop = await startOrigin({}, (_request, response) => answer(response, ""));
  blog = await startOrigin({
    "/right": (_request, response) => answer(response, line()),
    "/without": (_request, response) => answer(response, ""),
    "/other-key": (_request, response) => answer(response, line("another")),
    "/policy": (_request, response) =>
      answer(response, line(), { "content-security-policy": "script-src 'self'" }),
    "/held": (_request, response) =>
      answer(response, line().replace("async", 'type="text/plain" data-category="statistics"')),
    "/cached": (request, response) =>
      answer(response, request.url?.includes("?") === true ? line() : "", { age: "612" }),
    "/away": (_request, response) => {
      response.writeHead(302, { location: "http://elsewhere.localhost:1/" }).end();
    },
    "/consent-tool": (_request, response) =>
      answer(response, `${line()}<script src="https://consent.cookiebot.com/uc.js"></script>`),
  });
  [edge, browser] = await Promise.all([
    startEdge({ origin: shop.url, site: { snippetHosts: [blogHost] } }),
    openBrowser(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await Promise.all([edge?.close(), shop?.close(), blog?.close()]);
});

async function openInstall(): Promise<Page> {
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await signIn(page, edge);
  await page.goto(`http://${dashboardHost}:${edge.port}/install`);
  return page;
}

async function verify(page: Page, address: string): Promise<void> {
  await page.getByLabel("Page to look at").fill(address);
  await page.getByRole("button", { name: "Verify now" }).click();
}

const onBlog = (path: string) => `http://${blogHost}:${new URL(blog.url).port}${path}`;

it("what is to be copied is of this shop", async () => {
  const page = await openInstall();
  await page.getByLabel("the line", { exact: true }).getByText(line()).waitFor();
  await page.getByLabel("the route", { exact: true }).getByText(`${shopHost}/*`).waitFor();
  await page.getByLabel("the command").getByText(`npm start -- --origin ${shop.url}`).waitFor();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy the line", exact: true }).click();
  await page.getByText("Copied.").waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(line());
  await page
    .getByLabel("the line that goes above it", { exact: true })
    .getByText(`/_ew/cover.js?site=shop"></script>`)
    .waitFor();
});

it("a page with a fault has it named, with what was seen of it", async () => {
  const page = await openInstall();
  const cases = [
    ["/without", "The page does not have the line.", onBlog("/without")],
    ["/other-key", "The line is of another shop.", "site=another"],
    ["/policy", "The page’s Content-Security-Policy forbids the script.", "script-src 'self'"],
    ["/held", "The line is there, but something keeps it from running", 'type="text/plain"'],
    ["/cached", "A cache gives out an old copy of the page.", "age: 612"],
    ["/gone", "The page answers with an error.", "404"],
  ] as const;
  for (const [path, fault, evidence] of cases) {
    await verify(page, onBlog(path));
    const finding = page.getByRole("listitem").filter({ hasText: fault });
    await finding.getByText(evidence).first().waitFor();
    expect(await page.locator(".findings > li").count(), path).toBe(1);
  }
  await verify(page, "http://elsewhere.localhost:1/");
  await page.getByText("This page is on none of the shop's own hosts.").waitFor();
});

it("a shop whose host leads to something else is told so, and a redirect that leads away is not followed", async () => {
  const stray = {
    id: "stray",
    name: "Stray",
    hosts: ["stray.localhost"],
    snippetHosts: [blogHost],
    origin: shop.url,
  };
  await edge.api("PUT", "/sites/stray", stray, { "if-none-match": "*" });
  await edge.api("POST", "/publish?site=stray", {});
  const routes = await edge.miniflare.getKVNamespace("BUNDLES");
  const { keys } = await routes.list();
  const route = keys.find(({ name }) => name.includes("stray.localhost"));
  // As where the host's record leads past Edgewise.
  await routes.delete(route?.name ?? "");
  const page = await openInstall();
  await page.goto(`http://${dashboardHost}:${edge.port}/install?site=stray`);
  await verify(page, "http://stray.localhost:" + edge.port + "/");
  await page.getByText("It is not Edgewise that answers on the shop’s host.").waitFor();
  await page.getByText("/_ew/ok → 404").waitFor();
  await verify(page, onBlog("/away"));
  await page.getByText("The page leads to a host that this shop does not name.").waitFor();
  await page.getByText("http://elsewhere.localhost:1/").waitFor();
});

it("where nothing is wrong to see and nobody is heard, it says after 15 seconds what it may be", async () => {
  const page = await openInstall();
  await verify(page, onBlog("/consent-tool"));
  await page.getByText("The page has what it needs.", { exact: true }).waitFor();
  await page.getByText("no browser was heard within 15 seconds").waitFor();
  expect(await page.locator(".findings h3").allInnerTexts()).toEqual([
    "A consent tool on the page may hold the script back until somebody agrees.",
    "An ad blocker, or Global Privacy Control, in the browser that you tried.",
  ]);
  await page.getByText("Cookiebot (consent.cookiebot.com)").waitFor();
});

it("a shop that is added is led to install, and is verified once a browser came", async () => {
  const page = await openInstall();
  const home = `http://${dashboardHost}:${edge.port}`;
  await page.goto(`${home}/sites/new`);
  await page.getByLabel("Shop name").fill("Lamps");
  await page.getByLabel("Hosts shoppers use").fill("lamps.localhost");
  await page.getByLabel("Origin (optional)").fill(shop.url);
  await page.getByRole("button", { name: "Add shop" }).click();
  await page.waitForURL(`${home}/install?site=lamps`);
  await page.getByText("No browser has been heard yet.").waitFor();
  await page.getByRole("button", { name: "Verify now" }).click();
  const opened = page.context().waitForEvent("page");
  await page.getByRole("link", { name: "Open the page" }).click();
  const shopper = await opened;
  await shopper.getByText("Lamps").waitFor();
  await page.getByText("It works. The page has what it needs, and a browser was heard").waitFor();
  await page.getByRole("link", { name: "Make a rule" }).click();
  await page.getByRole("link", { name: "Welcome", exact: true }).click();
  await page.getByRole("button", { name: "Make the draft" }).click();
  // This shop is on no host beside the dashboard's: an empty frame would say nothing.
  await page.getByText("The shop cannot be shown in here").waitFor();
  await page.getByRole("button", { name: "Make a link" }).click();
  expect(await page.getByLabel("Link to the preview").inputValue()).toContain("//lamps.localhost:");

  await page.goto(`${home}/?site=lamps`);
  await page.getByRole("heading", { name: "Lamps", level: 1 }).waitFor();
  await page.getByText("3 of 5 done").waitFor();
  await page.getByText("1 visitor in the last 5 minutes").waitFor();
  expect(await page.getByText("No browser has been heard").count()).toBe(0);
});
