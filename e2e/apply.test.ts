import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Browser, Page, Route } from "playwright-core";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shopHost } from "../local/serve.ts";
import type { Change } from "../model/change.ts";
import { Rule } from "../model/rule.ts";
import { offerWith } from "../model/testing/offer.ts";
import { builtLibrary } from "../snippet/testing/library.ts";
import { newVisitor, openBrowser } from "./testing/browser.ts";
import { type Edge, startEdge } from "./testing/edge.ts";
import { film, type Frame, tooSoon } from "./testing/film.ts";
import { layoutShift } from "./testing/layout-shift.ts";
import { type Origin, page as shopPage, startOrigin } from "./testing/origin.ts";
import { spa } from "./testing/spa.ts";

const text = (selector: string, words: string): Change => ({ type: "setText", selector, text: words });
const offerAt = (placement: string): Change => ({ type: "insertOffer", placement, offer: "hello" });

/** By the rule's id: where, and what. */
const rules: Record<string, Partial<v.InferInput<typeof Rule>> & { pages: string[]; changes: Change[] }> = {
  home: { pages: ["/spa"], changes: [text("h1", "Home, for you"), offerAt("below-line")] },
  one: {
    pages: ["/spa/one"],
    changes: [
      text("h1", "One, for you"),
      text("#line", "A line for you"),
      { type: "setClass", selector: "body", add: ["ours"], remove: [] },
      { type: "replaceHtml", selector: ".lead", html: "<p class='instead'>Instead</p>" },
      offerAt("below-title"),
    ],
  },
  later: { pages: ["/spa/one"], changes: [text(".later", "Later, for you")] },
  both: { pages: ["/spa/one", "/spa/two"], changes: [{ type: "addStyles", css: "h1{color:rgb(1, 2, 3)}" }] },
  led: { pages: ["/spa/led"], changes: [{ type: "redirect", to: "/spa/two" }] },
  split: {
    pages: ["/apart/usual"],
    changes: [],
    variants: [
      { id: "control", changes: [] },
      { id: "new", changes: [{ type: "redirect", to: "/apart/new" }] },
    ],
  },
  pasted: { pages: ["/pasted", "/pasted/*"], changes: [text("h1", "For you")] },
  never: { pages: ["/spa/storm"], changes: [text(".never", "Never")] },
  framework: { pages: ["/framework/one"], changes: [text("h1", "One, for you")] },
  once: {
    pages: ["/once"],
    changes: [text("h1", "For you, once"), offerAt("below-title")],
    caps: [{ times: 1, per: "ever" }],
  },
};

const preact = readFileSync(fileURLToPath(import.meta.resolve("preact")));

let origin: Origin;
let edge: Edge;
let browser: Browser;
/** Where Edgewise stands before the shop, and a host of the shop where it does not. */
let edgeUrl: string;
let apartUrl: string;

const usually = () => sleep(500);
/** When the page that comes slowly has its rest. */
let goesOn: () => Promise<unknown> = usually;

/** A component that stays, and writes into the texts that it has made once. */
const framework =
  shopPage(`<!doctype html><html><head><meta charset="utf-8"><title>Shop</title></head><body><div id="app"></div>
<script type="module">
  import { h, render } from "/preact.js";
  const show = () => render(h("h1", null, location.pathname), document.getElementById("app"));
  window.go = (path) => {
    history.pushState(null, "", path);
    show();
  };
  show();
</script></body></html>`);
const plain = (
  tag: string,
) => `<!doctype html><html><head><meta charset="utf-8"><title>Shop</title>${film}${tag}
</head><body><h1>Everybody’s</h1><p class="lead">Text</p></body></html>`;
const cover = () => `<script src="${edgeUrl}/_ew/cover.js?site=shop"></script>`;
const snippet = () => `<script async src="${edgeUrl}/_ew/s.js?site=shop" data-load="apply"></script>`;
const imported = () => `<script type="module">
  import { decide, install, track } from "/library.js";
  track("quiz_finished", { score: 7 });
  decide().then(({ decisions }) => { document.title = "Decided " + decisions[0].rule; });
  install({ src: "${edgeUrl}/_ew/s.js", site: "shop" });
</script>`;

beforeAll(async () => {
  const library = await builtLibrary();
  const covered = () => plain(cover() + snippet());
  origin = await startOrigin({
    "/spa": spa,
    "/spa/one": spa,
    "/spa/two": spa,
    "/spa/storm": spa,
    "/pasted": (...exchange) => shopPage(covered())(...exchange),
    // Nothing is pasted where the edge inserts: of two snippets, either may be the first.
    "/once": (request, response) =>
      shopPage(request.headers["x-forwarded-host"] ? plain("") : covered())(request, response),
    "/apart/usual": (...exchange) => shopPage(plain(snippet()))(...exchange),
    "/apart/new": (...exchange) => shopPage(plain(snippet()))(...exchange),
    "/pasted/late": (...exchange) => shopPage(plain(""))(...exchange),
    // The head is there long before there is anything to show.
    "/pasted/slowly": (_request, response) => {
      const [head = "", rest] = plain(snippet()).split("<body>");
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
      response.write(head + "<body>" + "<!-- -->".repeat(500));
      void goesOn().finally(() => response.end(rest));
    },
    // What is changed comes long before the page is over, and in two pieces.
    "/pasted/in-pieces": (_request, response) => {
      const [head = ""] = plain(snippet()).split("Everybody");
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
      response.write(head + "<!-- -->".repeat(500) + "Every");
      setTimeout(() => response.write("body’s</h1><p>Text</p>"), 700);
      setTimeout(() => response.end("</body></html>"), 3000);
    },
    // Nothing but our own scripts may run here, and no styles but those of style sheets.
    "/pasted/strict": (request, response) => {
      const policy = `default-src 'none'; script-src 'nonce-film' ${edgeUrl}; connect-src ${edgeUrl}; require-trusted-types-for 'script'`;
      const html = plain(snippet()).replace("<script>", '<script nonce="film">');
      shopPage(html, { "content-security-policy": policy })(request, response);
    },
    "/pasted/imported": (...exchange) => shopPage(plain(imported()))(...exchange),
    "/library.js": (_request, response) =>
      response.writeHead(200, { "content-type": "text/javascript" }).end(library),
    "/framework/one": framework,
    "/framework/two": framework,
    "/preact.js": (_request, response) =>
      response.writeHead(200, { "content-type": "text/javascript" }).end(preact),
    "/favicon.ico": (_request, response) => response.writeHead(204).end(),
  });
  const made = Object.entries(rules).map(([id, { changes, ...others }]) =>
    v.parse(Rule, {
      id,
      name: id,
      on: true,
      condition: {},
      priority: 10,
      variants: [{ id: "a", changes }],
      ...others,
    }),
  );
  [edge, browser] = await Promise.all([
    startEdge({
      origin: origin.url,
      site: { snippetHosts: ["apart.localhost"] },
      configuration: {
        rules: made,
        offers: [offerWith({ id: "hello", headline: "Hello & welcome", dismissible: true })],
        placements: [
          { id: "below-title", name: "Below the title", selector: "h1", position: "after" },
          { id: "below-line", name: "Below the line", selector: "#line", position: "after" },
        ],
      },
    }),
    openBrowser(),
  ]);
  edgeUrl = `http://${shopHost}:${edge.port}`;
  apartUrl = `http://apart.localhost:${new URL(origin.url).port}`;
});
afterAll(async () => {
  await browser?.close();
  await edge?.close();
  await origin?.close();
});

interface Sent {
  id: string;
  name: string;
  params: Record<string, unknown>;
}

/** A shopper on a page, and what it has reported of its changes: names and rules. */
async function shopperOn(address: string, before?: (page: Page) => Promise<unknown>) {
  const visitor = await newVisitor(browser);
  const reports: string[] = [];
  visitor.page.on("request", (request) => {
    if (!/\/_ew\/e\b/.test(request.url())) return;
    const { events } = JSON.parse(request.postData() ?? "{}") as { events: Sent[] };
    for (const { name, params } of events)
      if (name.startsWith("ew_")) reports.push(`${name} ${String(params["rule"])}`);
  });
  await before?.(visitor.page);
  await visitor.page.goto(address);
  return { ...visitor, reports };
}

const go = async (page: Page, path: string) => {
  await page.evaluate(`go(${JSON.stringify(path)})`);
};
const settled = { timeout: 12_000, interval: 100 };

const shown = (page: Page) =>
  page.evaluate(() => {
    const visible = [...document.querySelectorAll<HTMLElement>("body > *, main > *, #late *")].filter(
      (element) => element.checkVisibility() && !element.matches("main, #late, script"),
    );
    return [
      ...visible.map((element) => (element.matches(".ew-offer") ? "offer" : element.textContent)),
      document.body.className,
      getComputedStyle(document.querySelector("h1") as Element).color,
    ];
  });

const none = "rgb(0, 0, 0)";
const styled = "rgb(1, 2, 3)";
const home = ["Line at /spa", "offer", "Home, for you", "Text", "Later", "", none];
const one = ["A line for you", "One, for you", "offer", "Instead", "Later, for you", "ours", styled];
const two = ["Line at /spa/two", "Page /spa/two", "Text", "Later", "", styled];

describe("pages that scripts make one after the other", () => {
  it("are each as this visitor is to see them, and nothing of the page before stays", async () => {
    const { page, complaints, reports, context } = await shopperOn(`${edgeUrl}/spa`);
    await expect.poll(() => shown(page), settled).toEqual(home);
    await go(page, "/spa/one");
    await expect.poll(() => shown(page), settled).toEqual(one);
    await expect
      .poll(() => reports, settled)
      .toEqual(expect.arrayContaining(["ew_exposed one", "ew_exposed later"]));
    await go(page, "/spa/two");
    await expect.poll(() => shown(page), settled).toEqual(two);
    await page.goBack();
    await expect.poll(() => shown(page), settled).toEqual(one);
    await go(page, "/spa/none");
    await expect
      .poll(async () => (await shown(page)).slice(0, 2), settled)
      .toEqual(["Line at /spa/none", "Page /spa/none"]);
    expect([complaints, reports.filter((report) => /ew_re/.test(report))]).toEqual([
      [],
      // The script put its own headline in the place of what the edge had made of an empty page.
      ["ew_reapplied home"],
    ]);
    await context.close();
  });

  it("are as the last of them is to be, however soon they follow each other", async () => {
    const { page, context } = await shopperOn(`${edgeUrl}/spa`);
    for (const path of ["/spa/one", "/spa/two", "/spa/one", "/spa/two"]) await go(page, path);
    await expect.poll(() => shown(page), settled).toEqual(two);
    await context.close();
  });

  it("have offers that can be closed, and stay closed", async () => {
    let giveOffers = () => {};
    const given = new Promise<void>((resolve) => (giveOffers = resolve));
    const { page, reports, context } = await shopperOn(`${edgeUrl}/spa/two`, (opened) =>
      opened.route("**/_ew/offer.js", (route) => given.then(() => route.continue())),
    );
    await go(page, "/spa/one");
    await page.locator(".ew-offer").waitFor();
    // Nobody would listen to its button yet.
    expect(await page.locator(".ew-close").isVisible()).toBe(false);
    giveOffers();
    await page.locator(".ew-close").waitFor();
    const heard = page.waitForResponse((response) =>
      /ew_dismissed/.test(response.request().postData() ?? ""),
    );
    await page.locator(".ew-close").click();
    expect(await page.locator(".ew-offer").count()).toBe(0);
    await heard;
    await expect.poll(() => reports, settled).toContain("ew_dismissed one");
    await go(page, "/spa/two");
    await go(page, "/spa/one");
    await expect.poll(() => page.textContent(".later"), settled).toBe("Later, for you");
    expect(await page.locator(".ew-offer").count()).toBe(0);
    await context.close();
  });

  it("have no offer again that was closed as soon as it had come", async () => {
    const { page, reports, context } = await shopperOn(`${edgeUrl}/spa`);
    await page.locator(".ew-close").waitFor();
    await page.evaluate(() => {
      const observer = new MutationObserver(() => {
        const button = document.querySelector<HTMLElement>("[data-ew-dismiss=one]:not([hidden])");
        if (button) observer.disconnect();
        button?.click();
      });
      observer.observe(document, { attributes: true, childList: true, subtree: true });
    });
    await go(page, "/spa/one");
    await expect.poll(() => reports, settled).toContain("ew_dismissed one");
    await page.waitForTimeout(2000);
    expect(await page.locator(".ew-offer").count()).toBe(0);
    expect(reports.filter((report) => /ew_re.* one/.test(report))).toEqual([]);
    await context.close();
  });

  it("go on as their framework writes them, which holds on to what a change took off the page", async () => {
    const { page, complaints, context } = await shopperOn(`${edgeUrl}/framework/two`);
    for (const [path, headline] of [
      ["/framework/one", "One, for you"],
      ["/framework/two", "/framework/two"],
      ["/framework/one", "One, for you"],
    ] as const) {
      await go(page, path);
      await expect.poll(() => page.textContent("h1"), settled).toBe(headline);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("lead elsewhere", async () => {
    const { page, context } = await shopperOn(`${edgeUrl}/spa`);
    await go(page, "/spa/led");
    await page.waitForURL("**/spa/two");
    await expect.poll(() => shown(page), settled).toEqual(two);
    await context.close();
  });

  it("may change ten thousand times in a second, and are looked at no more than twice in a frame", async () => {
    const { page, context } = await shopperOn(`${edgeUrl}/spa`);
    await page.evaluate(() => {
      const counted = { looks: 0, frames: 0, changes: 0 };
      Object.assign(window, { counted });
      const original = document.querySelector.bind(document);
      document.querySelector = (selector: string) => {
        if (selector === ".never") counted.looks++;
        return original(selector);
      };
      const frame = () => {
        counted.frames++;
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
    const answered = page.waitForResponse("**/_ew/decide");
    await go(page, "/spa/storm");
    await (await answered).finished();
    await page.waitForTimeout(300);
    const counts = await page.evaluate(async () => {
      const counted = Reflect.get(window, "counted") as Record<"looks" | "frames" | "changes", number>;
      Object.assign(counted, { looks: 0, frames: 0 });
      for (let task = 0; task < 100; task++) {
        await new Promise((resolve) => setTimeout(resolve));
        for (let change = 0; change < 100; change++) {
          document.querySelector("main")?.append("x");
          counted.changes++;
          // What observes the page is told of each by itself.
          await Promise.resolve();
        }
      }
      return counted;
    });
    expect([counts.changes, counts.looks > 0]).toEqual([10_000, true]);
    expect(counts.looks).toBeLessThanOrEqual(2 * (counts.frames + 2));
    await context.close();
  });

  it("are the shop's own where nobody answers, without what belonged to the page before", async () => {
    const { page, complaints, context } = await shopperOn(`${edgeUrl}/spa`, (opened) =>
      opened.route("**/_ew/decide*", () => undefined),
    );
    await expect.poll(() => shown(page), settled).toEqual(home);
    await go(page, "/spa/one");
    const own = ["Line at /spa/one", "Page /spa/one", "Text", "Later", "", none];
    await expect.poll(() => shown(page), settled).toEqual(own);
    // Whoever wants to know is not kept waiting.
    expect(await page.evaluate('edgewise.decide(["below-title"]).catch(() => "nobody")')).toBe("nobody");
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe("a pasted page", () => {
  const filmOf = (page: Page) => page.evaluate<Frame[]>("film");

  it.each(["/pasted", "/pasted/slowly", "/pasted/strict"])(
    "is changed without a complaint on %s",
    async (path) => {
      const { page, complaints, context } = await shopperOn(apartUrl + path);
      await expect.poll(() => page.textContent("h1"), settled).toBe("For you");
      expect(complaints).toEqual([]);
      await context.close();
    },
  );

  it.each(["/pasted", "/pasted/slowly"])(
    "never shows what is changed as it was, and moves nothing, on %s",
    async (path) => {
      const { page, reports, context } = await shopperOn(apartUrl + path, async (opened) => {
        // What a busy machine has shown before the scripts came is not hidden.
        const asked = opened.waitForRequest("**/_ew/decide*");
        goesOn = () => asked;
      });
      goesOn = usually;
      await expect.poll(() => reports, settled).toEqual(["ew_exposed pasted"]);
      const frames = await filmOf(page);
      expect(frames.at(-1)?.[0]).toBe("For you");
      expect(tooSoon(frames, "Everybody’s")).toEqual([]);
      expect(await layoutShift(page)).toBe(0);
      await context.close();
    },
  );

  it("is hidden by the script in its head alone for as long as any other is on its way, and not for longer", async () => {
    const { page, reports, context } = await shopperOn(`${apartUrl}/pasted`, (opened) =>
      opened.route("**/_ew/apply.js*", async (route) => {
        await sleep(600);
        await route.continue();
      }),
    );
    await expect.poll(() => reports, settled).toEqual(["ew_exposed pasted"]);
    const frames = await filmOf(page);
    // Hidden, given up, changed before their eyes.
    expect([...new Set(frames.map(([seen]) => seen))]).toEqual(["", "Everybody’s", "For you"]);
    expect(tooSoon(frames, "Everybody’s")).toEqual([]);
    await context.close();
  });

  it("is changed as soon as what is changed is there, though the page goes on, and not before it is whole", async () => {
    const { page, reports, context } = await shopperOn("about:blank");
    const opened = page.goto(`${apartUrl}/pasted/in-pieces`);
    const now = () => page.evaluate(() => [document.querySelector("h1")?.textContent, document.readyState]);
    await expect.poll(now, { timeout: 2800, interval: 50 }).toEqual(["For you", "loading"]);
    await opened;
    await expect.poll(() => reports, settled).toEqual(["ew_exposed pasted"]);
    await page.waitForTimeout(6000);
    expect([await now(), reports]).toEqual([["For you", "complete"], ["ew_exposed pasted"]]);
    await context.close();
  });

  it("may import the snippet instead", async () => {
    const { page, complaints, context } = await shopperOn("about:blank");
    const taken = page.waitForResponse((response) =>
      /"quiz_finished"/.test(response.request().postData() ?? ""),
    );
    await page.goto(`${apartUrl}/pasted/imported`);
    await expect.poll(() => page.textContent("h1"), settled).toBe("For you");
    await expect.poll(() => page.title(), settled).toBe("Decided pasted");
    const reply = await taken;
    expect([reply.status(), await reply.json(), complaints]).toEqual([
      202,
      expect.objectContaining({ rejected: [], visitor: expect.any(String) }),
      [],
    ]);
    await context.close();
  });

  it("hides nothing that somebody has seen already", async () => {
    const { page, context } = await shopperOn(`${apartUrl}/pasted/late`);
    await page.waitForTimeout(500);
    await page.addScriptTag({ type: "module", url: `${edgeUrl}/_ew/apply.js?site=shop` });
    await expect.poll(() => page.textContent("h1"), settled).toBe("For you");
    expect((await filmOf(page)).filter(([seen]) => seen === "")).toEqual([]);
    await context.close();
  });

  it.each<[string, string, (route: Route) => unknown]>([
    ["never answers", "decide*", () => undefined],
    ["cannot be reached", "decide*", (route) => route.abort()],
    ["answers garbage", "decide*", (route) => route.fulfill({ body: "<p>" })],
    ["never gives the part that makes changes", "apply.js*", () => undefined],
    ["cannot be reached at all", "*.js*", (route) => route.abort()],
    ["cannot give the part that looks after them", "keep.js*", (route) => route.abort()],
  ])("is the shop's own, and whole, where the edge %s", async (_what, file, handle) => {
    for (const path of ["/pasted", "/pasted/slowly"]) {
      const { page, context } = await shopperOn(apartUrl + path, (opened) =>
        opened.route(`**/_ew/${file}`, handle),
      );
      await expect.poll(async () => (await filmOf(page)).at(-1)?.[0], settled).toBe("Everybody’s");
      await context.close();
    }
  });

  it.each(["/pasted", "/pasted/slowly"])("is one new visitor's, whoever asks first, on %s", async (path) => {
    const tokens: Record<string, boolean[]> = { decide: [], e: [] };
    const { page, reports, context } = await shopperOn(apartUrl + path, async (opened) => {
      // Whom the server refuses for now it gives no token, and is asked anew.
      opened.on("response", (response) => {
        const request = response.request();
        const [, name = ""] = /\/_ew\/(decide|e)\?/.exec(request.url()) ?? [];
        if (!response.ok()) return;
        tokens[name]?.push(!!(JSON.parse(request.postData() ?? "{}") as { visitor?: string }).visitor);
      });
    });
    await expect.poll(() => reports, settled).toEqual(["ew_exposed pasted"]);
    await expect
      .poll(() => [tokens["decide"]?.length, Number(tokens["e"]?.length) > 1], settled)
      .toEqual([1, true]);
    expect(
      Object.values(tokens)
        .flat()
        .filter((isThere) => !isThere),
    ).toHaveLength(1);
    await page.close();
    await context.close();
  });

  it("tells that a rule led to it, whatever takes back who the visitor was, and its control tells where it was asked for", async () => {
    const seen = new Set<string>();
    while (seen.size < 2) {
      // By id: what was under way as a page was left is sent again.
      const exposures = new Map<string, string>();
      const told = () => [...exposures.values()];
      const { page, context } = await shopperOn(`${apartUrl}/pasted`, (tab) => {
        tab.on("request", (request) => {
          if (!/\/_ew\/e\b/.test(request.url())) return;
          const { events } = JSON.parse(request.postData() ?? "{}") as { events: Sent[] };
          for (const { id, name, params } of events)
            if (name === "ew_exposed" && params["rule"] === "split" && !exposures.has(id))
              exposures.set(id, `${String(params["variant"])} ${new URL(page.url()).pathname}`);
        });
        return Promise.resolve();
      });
      await page.waitForFunction("localStorage.ew_visitor");
      // Another tab hears the answer to something that it had sent before.
      const other = await context.newPage();
      await other.goto(`${apartUrl}/pasted/late`);
      await other.evaluate("before = localStorage.ew_visitor");
      await page.route("**/apart/new", async (route) => {
        await other.evaluate("localStorage.ew_visitor = before");
        await route.continue();
      });
      await page.goto(`${apartUrl}/apart/usual`);
      await expect.poll(told, settled).toHaveLength(1);
      await page.goto(`${apartUrl}/apart/new`);
      await page.waitForLoadState("networkidle");
      const [only = "", ...others] = told();
      expect(["control /apart/usual", "new /apart/new"]).toContain(only);
      expect(others).toEqual([]);
      seen.add(only);
      await context.close();
    }
  });

  it("is remembered as the visitor's by what the browser keeps", async () => {
    const { page, context } = await shopperOn(`${apartUrl}/once`);
    await expect.poll(() => page.textContent("h1"), settled).toBe("For you, once");
    expect(await page.locator(".ew-offer").count()).toBe(1);
    await page.reload();
    await page.waitForTimeout(1500);
    expect((await filmOf(page)).at(-1)?.[0]).toBe("Everybody’s");
    await context.close();
  });
});

describe("a page with a look of its own", () => {
  it.each([
    ["made at the edge", () => edgeUrl],
    ["pasted", () => apartUrl],
  ])("is told what the visitor is offered there, where it is %s", async (_how, url) => {
    const { page, context } = await shopperOn(`${url()}/once`);
    await expect.poll(() => page.textContent("h1"), settled).toBe("For you, once");
    const offered = (placement: string) => page.evaluate(`edgewise.decide(["${placement}"])`);
    expect(await offered("below-title")).toMatchObject({
      decisions: [{ rule: "once", variant: "a" }],
      offers: { "below-title": { rule: "once", offer: "hello", words: { headline: "Hello & welcome" } } },
    });
    expect(await offered("none")).toMatchObject({ offers: {} });
    await context.close();
  });
});
