import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { nobodySpecial } from "../../model/preview-visitor.ts";
import type { Rule } from "../../model/rule.ts";
import type { SignedInUser } from "../../model/user.ts";
import { openPreview } from "../recognise/preview.ts";
import { readKeys } from "../recognise/seal.ts";
import { saveDraft } from "../store/drafts.ts";
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
let care = "";
let marketer = "";
const preview = (body: object, cookie?: string) => call("POST /preview?site=lumen", body, cookie);

beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  const site = siteWith();
  await prepareDatabase(site);
  const rules = [ruleWith({ condition: { medium: "never" } }), ruleWith({ id: "off", on: false })];
  await goLive(site, configurationWith({ rules }), Date.now());
  const signIn = async (role: SignedInUser["role"]) => {
    const token = await inviteUser(role, Date.now() + 60_000);
    return (await call("POST /session", { token })).cookie;
  };
  viewer = await signIn("viewer");
  care = await signIn("care");
  marketer = await signIn("marketer");
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

describe("a preview of the drafts", () => {
  const save = (document: Rule) =>
    saveDraft(env.DB, { site: "lumen", kind: "rules", document, over: 0, by: "owner", nowMs: Date.now() });

  it("is of rules that are off or were never published, as somebody who is made up", async () => {
    await save(ruleWith({ id: "staged", on: false, condition: { visitor: "returning" } }));
    const body = {
      drafts: ["staged"],
      variants: { staged: "a" },
      as: { visit: "returning", device: "mobile" },
    };
    const { status, answer } = await preview(body, viewer);
    expect(status).toBe(200);
    const opened = await openPreview(answer.token, "lumen", await readKeys(env.COOKIE_KEYS), Date.now());
    expect(opened).toEqual({
      forced: { staged: "a" },
      drafts: ["staged"],
      as: { ...nobodySpecial, visit: "returning", device: "mobile", visitor: expect.any(String) },
      frame: null,
    });
    expect((await preview({ variants: { staged: "a" } }, viewer)).answer.error.code).toBe("invalid_request");
  });

  it("is not made of drafts that do not fit together", async () => {
    await save(
      ruleWith({ id: "broken", changes: [{ type: "insertOffer", placement: "gone", offer: "gone" }] }),
    );
    const { status, answer } = await preview({ drafts: ["staged"] }, viewer);
    expect([status, answer.error.code]).toEqual([422, "cannot_publish"]);
    expect(answer.error.details.problems).toHaveLength(2);
    await env.DB.prepare("DELETE FROM drafts WHERE id = 'broken'").run();
  });

  it("is seen as a customer by those alone who may know the customers", async () => {
    const body = { as: { profile: "A".repeat(22) } };
    expect((await preview(body, viewer)).answer.error.code).toBe("not_allowed");
    expect((await preview(body, care)).status).toBe(200);
    expect((await preview({ as: { profile: "x" } }, care)).status).toBe(400);
  });

  it("is for a frame of the dashboard that asked, where it says so", async () => {
    const { answer } = await preview({ frame: true }, viewer);
    expect(new URL(answer.url).searchParams.get("ew_frame")).toBe(answer.token);
    const keys = await readKeys(env.COOKIE_KEYS);
    expect(await openPreview(answer.token, "lumen", keys, Date.now())).toBeUndefined();
    expect(await openPreview(answer.token, "lumen", keys, Date.now(), "frame")).toMatchObject({
      as: { visit: "first", profile: null },
      frame: { dashboard, user: "viewer", isEdited: false },
    });
  });
});

describe("editing a page", () => {
  const edit = (body: object, cookie?: string, site = "lumen") =>
    call(`POST /edit?site=${site}`, body, cookie);

  it("is an address for a frame, given to those alone who may change rules", async () => {
    const { status, answer } = await edit({ path: "/lips" }, marketer);
    expect([status, new URL(answer.url).pathname]).toEqual([200, "/lips"]);
    const keys = await readKeys(env.COOKIE_KEYS);
    expect(await openPreview(answer.token, "lumen", keys, Date.now(), "frame")).toMatchObject({
      forced: {},
      frame: { dashboard, user: "marketer", isEdited: true },
    });
    for (const cookie of [viewer, care]) expect((await edit({}, cookie)).status).toBe(403);
    expect((await edit({})).status).toBe(401);
    expect((await edit({}, marketer, "nowhere")).status).toBe(404);
    expect((await edit({ path: "https://evil.example/" }, marketer)).status).toBe(400);
  });

  it("is refused while the site is switched off", async () => {
    await env.DB.prepare("UPDATE sites SET is_on = 0").run();
    const { status, answer } = await edit({}, marketer);
    expect([status, answer.error.code]).toEqual([409, "switched_off"]);
    await env.DB.prepare("UPDATE sites SET is_on = 1").run();
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
