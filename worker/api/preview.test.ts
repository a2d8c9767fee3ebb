import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { configurationWith, inviteUser, prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";
import { Browser, goLive } from "../testing/visiting.ts";
import { api } from "../testing/held-api.ts";

const dashboard = "https://ew.shop.example:8443";

async function call(methodAndPath: string, body: unknown, cookie?: string) {
  const [method = "", path = ""] = methodAndPath.split(" ");
  const request = new Request(`${dashboard}/api/v1${path}`, {
    method,
    headers: cookie === undefined ? {} : { cookie },
    body: JSON.stringify(body),
  });
  const response = await api.fetch(request, env, createExecutionContext());
  // oxlint-disable-next-line typescript/no-explicit-any -- The shape is what these tests look at.
  const answer: any = await response.json();
  return { status: response.status, answer, cookie: response.headers.get("set-cookie")?.split(";")[0] ?? "" };
}

let viewer = "";
const preview = (body: object, cookie?: string) => call("POST /preview?site=lumen", body, cookie);

beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  const site = siteWith();
  await prepareDatabase(site);
  const rules = [ruleWith({ condition: { medium: "never" } }), ruleWith({ id: "off", on: false })];
  await goLive(site, configurationWith({ rules }), Date.now());
  const token = await inviteUser("viewer", Date.now() + 60_000);
  viewer = (await call("POST /session", { token })).cookie;
});

describe("a preview", () => {
  it("is an address on the shop, which shows what was asked for to whoever opens it", async () => {
    const { status, answer } = await preview({ variants: { welcome: "a" }, path: "/?a=1&b=2" }, viewer);
    expect(status).toBe(200);
    const url = new URL(answer.url);
    expect(url.href).toBe(`https://shop.example:8443/?a=1&b=2&ew_preview=${answer.token}`);
    vi.spyOn(globalThis, "fetch").mockImplementation(
      async () => new Response("<h1>Shop</h1>", { headers: { "content-type": "text/html" } }),
    );
    const browser = new Browser("shop.example");
    expect((await browser.ask("/")).text).toContain("<h1>Shop");
    await browser.ask(url.pathname + url.search);
    expect((await browser.ask("/")).text).toContain("<h1>Hello");
  });

  it("never leads to another host", async () => {
    const { answer } = await preview({ path: "//evil.example/x" }, viewer);
    expect(new URL(answer.url).host).toBe("shop.example:8443");
  });

  it.each([
    ["a rule that is off", { variants: { off: "a" } }, ["variants.off"]],
    ["a rule that is not there", { variants: { gone: "a" } }, ["variants.gone"]],
    ["a variant that is not there", { variants: { welcome: "z" } }, ["variants.welcome"]],
    ["another address", { path: "https://evil.example/" }, ["path"]],
    [
      "too many rules",
      { variants: Object.fromEntries([...Array(16).keys()].map((n) => [`r${n}`, "a"])) },
      ["variants"],
    ],
  ])("is not made of %s", async (_what, body, paths) => {
    const { status, answer } = await preview(body, viewer);
    expect([status, answer.error.code]).toEqual([400, "invalid_request"]);
    expect(answer.error.details.problems.map(({ path }: { path: string }) => path)).toEqual(paths);
  });

  it("is for those who may sign in, on a site that is there", async () => {
    expect((await preview({})).status).toBe(401);
    expect((await call("POST /preview?site=nowhere", {}, viewer)).status).toBe(404);
  });
});

describe("debugging", () => {
  it("is an address on the shop, whose pages then show what happens on them", async () => {
    const { status, answer } = await call("POST /debug?site=lumen", { path: "/lips?a=1" }, viewer);
    expect([status, answer.url]).toEqual([
      200,
      `https://shop.example:8443/lips?a=1&ew_debug=${answer.token}`,
    ]);
    const browser = new Browser("shop.example");
    await browser.ask(new URL(answer.url).pathname + new URL(answer.url).search);
    expect((await browser.ask("/")).text).toContain("/_ew/debug.js");
  });

  it("is for those who may sign in, on a page of a site that is there", async () => {
    expect((await call("POST /debug?site=lumen", {})).status).toBe(401);
    expect((await call("POST /debug?site=nowhere", {}, viewer)).status).toBe(404);
    const { status, answer } = await call(
      "POST /debug?site=lumen",
      { path: "https://evil.example/" },
      viewer,
    );
    expect([status, answer.error.code]).toEqual([400, "invalid_request"]);
  });
});
