import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shopHost } from "../local/serve.ts";
import type { Change } from "../model/change.ts";
import { changeId } from "../model/change-id.ts";
import { Rule } from "../model/rule.ts";
import { offerWith } from "../model/testing/offer.ts";
import { apartHost, startApart } from "./testing/apart.ts";
import { newVisitor, openBrowser } from "./testing/browser.ts";
import { layoutShift } from "./testing/layout-shift.ts";
import { type Edge, startEdge } from "./testing/edge.ts";
import { type Origin, page as shopPage, startOrigin } from "./testing/origin.ts";
import { Shopper } from "./testing/shopper.ts";
import { signIn } from "./testing/signed-in-page.ts";

const preact = readFileSync(fileURLToPath(import.meta.resolve("preact")));

const title = { type: "setText", selector: "h1", text: "Made for <you> & yours" } as const;
const bottom = { type: "setText", selector: "#bottom", text: "Seen at last" } as const;
const offer = { type: "insertOffer", placement: "below-title", offer: "hello" } as const;

const modal = { type: "insertOffer", placement: "below-title", offer: "modal" } as const;
const raw = '<p class="raw"><a href="/sale?a=1&utm_medium=page">Q&A</a></p>';

const plain = (script: string, body = '<h1>Everybody’s</h1><p class="lead">Text</p>') =>
  `<!doctype html><html><head><meta charset="utf-8"><title>Shop</title></head><body>${body}<script>${script}</script></body></html>`;
const afterLoad = (script: string, waitMs = 200) =>
  `addEventListener("load", () => setTimeout(() => { ${script} }, ${waitMs}))`;

/** A component that hydrates the page’s markup with the text that its server had sent. */
const hydrating = `<!doctype html><html><head><meta charset="utf-8"><title>Shop</title></head><body><div id="app"><main><h1>Everybody’s</h1><p class="lead">Text</p></main></div>
<script type="module">
  import { h, hydrate, render } from "/preact.js";
  const App = ({ again }) => h("main", null, h("h1", null, "Everybody’s" + again), h("p", { class: "lead" }, "Text"));
  hydrate(h(App, { again: "" }), document.getElementById("app"));
  // As an effect with new data does, right after.
  render(h(App, { again: "!" }), document.getElementById("app"));
</script></body></html>`;

const tall = '<h1>Everybody’s</h1><div style="height:4000px"></div><p id="bottom">Everybody’s</p>';

/** Each page of the shop, and what a rule changes on it. */
interface ShopPage {
  html: string;
  changes: Change[];
  headers?: Record<string, string>;
  /** Everybody is in the control group. */
  isControl?: true;
}
const pages: Record<string, ShopPage> = {
  "/plain": { html: plain(""), changes: [title, offer] },
  "/reset": {
    html: plain(afterLoad('document.querySelector("h1").textContent = "Everybody’s"')),
    changes: [title],
  },
  // However late the change is made.
  "/reset-once": {
    html: plain(
      `const h1 = document.querySelector("h1");
       new MutationObserver((_records, observer) => {
         observer.disconnect();
         setTimeout(() => { h1.textContent = "Everybody’s"; }, 200);
       }).observe(h1, { childList: true });`,
    ),
    changes: [title],
  },
  "/early": { html: plain('document.querySelector("h1").textContent = "Everybody’s"'), changes: [title] },
  "/loop": {
    html: plain(
      `window.sets = 0;
       const h1 = document.querySelector("h1");
       new MutationObserver(() => { if (h1.textContent.startsWith("Made")) window.sets++; }).observe(h1, { childList: true });
       setInterval(() => { h1.textContent = "Everybody’s"; }, 50);`,
    ),
    changes: [title],
  },
  "/removed": { html: plain(afterLoad('document.querySelector("h1").remove()')), changes: [title] },
  "/offer-gone": {
    html: plain(afterLoad('document.querySelector(".ew-offer").remove()')),
    changes: [offer],
  },
  "/policy": {
    html: plain(afterLoad('document.querySelector(".ew-offer").remove()')).replace(
      "<script>",
      '<script nonce="c2VjcmV0">',
    ),
    changes: [offer, { type: "setStyle", selector: "h1", property: "color", value: "red", important: false }],
    headers: { "content-security-policy": "script-src 'nonce-c2VjcmV0'; style-src 'nonce-c2VjcmV0'" },
  },
  "/translated": {
    html: plain(""),
    changes: [offer, { type: "insertHtml", selector: "h1", position: "after", html: raw }],
  },
  "/modal": { html: plain(""), changes: [modal] },
  "/raw": {
    html: plain(""),
    changes: [
      { type: "insertHtml", selector: "h1", position: "after", html: raw },
      { type: "setHtml", selector: ".lead", html: "H&M for <b>you</b>" },
    ],
  },
  "/preact": { html: hydrating, changes: [title] },
  "/twice": {
    html: plain("").replace(
      "<head>",
      `<head><script async src="/_ew/keep.js" data-changes='${JSON.stringify([
        {
          rule: "twice",
          variant: "a",
          changes: [{ id: "x", type: "text", selector: "h1", text: title.text }],
        },
      ])}'></script>`,
    ),
    changes: [title],
  },
  // None of these can be seen until the page's script makes it so; then each can.
  ...Object.fromEntries(
    Object.entries({
      "below-a-dialog":
        "<h1>Everybody’s</h1><dialog>Cookies?</dialog><script>document.querySelector('dialog').showModal()</script>",
      "below-an-overlay":
        "<h1>Everybody’s</h1><div class=over style='position:fixed;inset:0'><p>Cookies?</p></div>",
      "below-a-panel":
        "<h1>Everybody’s</h1><div class=over style='position:absolute;inset:0;height:200px;background:#fff'><p style='margin:0'>Menu</p></div>",
      transparent: "<div style='opacity:0'><h1>Everybody’s</h1></div>",
      invisible: "<div style='visibility:hidden'><h1>Everybody’s</h1></div>",
      "for-voices":
        "<h1 style='position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)'>Everybody’s</h1>",
      "without-size": "<h1 style='height:0;overflow:hidden'>Everybody’s</h1>",
    }).map(([name, body]) => {
      const uncover = `window.uncover = () => {
        for (const element of document.querySelectorAll("dialog,.over")) element.remove();
        document.querySelector("[style]")?.removeAttribute("style");
      }`;
      return [`/${name}`, { html: plain(uncover, body), changes: [title] }];
    }),
  ),
  // What lies over these hides nothing: a link, a caption that is not shown, a shade, and a label that is smaller.
  "/below-nothing": {
    html: plain(
      "",
      `<div style="position:relative;height:80px"><h1 style="margin:0;height:80px">Everybody’s</h1>
<p class="cover" style="background:#fff;width:60px;height:20px;inset:auto;left:calc(50% - 30px);top:30px;z-index:1">New</p>
${["background:#0008", "background:oklch(0% 0 0 / 0.5)", "background:#fff;opacity:0"].map((style) => `<a class="cover" href="/" style="${style}"></a>`).join("")}
</div><style>.cover { position: absolute; margin: 0; inset: 0 }</style>`,
    ),
    changes: [title],
  },
  "/tall": { html: plain("", tall), changes: [bottom] },
  "/tall-for-none": { html: plain("", tall), changes: [bottom], isControl: true },
  "/offer-for-none": { html: plain(""), changes: [offer], isControl: true },
  "/trusted": {
    html: plain(afterLoad('document.querySelector(".lead").textContent = "Everybody’s"')),
    changes: [{ type: "setHtml", selector: ".lead", html: "For <b>you</b>" }],
    headers: { "content-security-policy": "require-trusted-types-for 'script'" },
  },
  "/all": {
    html: plain(
      `window.undo = () => {
        const q = (s) => document.querySelector(s);
        q("#html").innerHTML = "Shop";
        q("#attribute").setAttribute("title", "Shop");
        q("#class").className = "shop";
        q("#style").removeAttribute("style");
        q("#image").src = "/shop.png";
        q("#link").href = "/shop";
        q("#hide").hidden = false; q("#hide").removeAttribute("style");
        q("#into").innerHTML = "<p>Shop</p>";
        q("#replaced").outerHTML = "<p class=old>Shop</p>";
        q("#place").insertAdjacentHTML("beforeend", "<p class=gone>Shop</p>");
        q("#place").prepend(q("#moved"));
        [...document.querySelectorAll("style")].at(-1).remove();
        return q("#html").innerHTML + q("#place").textContent.replace(/\\s/g, "");
      };`,
      `<p id="html">Shop</p><p id="attribute" title="Shop">a</p><p id="class" class="shop">c</p><p id="style">s</p>
       <img id="image" src="/shop.png" alt=""><a id="link" href="/shop">l</a><p id="hide">h</p><div id="into"><p>Shop</p></div>
       <p class="old">Shop</p><div id="place"><p id="moved">m</p><p class="gone">g</p></div><div id="target"><p>t</p></div>`,
    ),
    changes: [
      { type: "setHtml", selector: "#html", html: "<b>Ours</b> caf&eacute;" },
      { type: "setAttribute", selector: "#attribute", name: "title", value: 'Ours & "theirs"' },
      { type: "setClass", selector: "#class", add: ["ours"], remove: ["shop"] },
      { type: "setStyle", selector: "#style", property: "color", value: "red", important: true },
      { type: "setImage", selector: "#image", src: "/ours.png", alt: "Ours", srcset: null },
      { type: "setLink", selector: "#link", href: "/ours?a=1&b=2" },
      { type: "hide", selector: "#hide" },
      { type: "insertHtml", selector: "#into", position: "end", html: "<p>One</p><p>Two</p>" },
      { type: "replaceHtml", selector: ".old", html: '<p id="replaced">Ours instead</p>' },
      { type: "remove", selector: ".gone" },
      { type: "move", selector: "#moved", to: "#target", position: "end" },
      { type: "addStyles", css: "#target{outline:1px solid rgb(1, 2, 3)}" },
    ],
  },
};

let origin: Origin;
/** The same pages on a host that Edgewise does not stand before, with the snippet pasted into them. */
let apart: Origin;
let edge: Edge;
let browser: Browser;

beforeAll(async () => {
  const answers = Object.entries(pages).map(
    ([path, { html, headers }]) => [path, shopPage(html, headers)] as const,
  );
  origin = await startOrigin({
    ...Object.fromEntries(answers),
    "/unchanged": shopPage(plain("")),
    "/favicon.ico": (_request, response) => response.writeHead(204).end(),
    "/preact.js": (_request, response) =>
      response.writeHead(200, { "content-type": "text/javascript" }).end(preact),
  });
  apart = await startApart(origin.url, () => edge, "apply");
  const rules = Object.entries(pages).map(([path, { changes, isControl }]) => {
    const id = path.slice(1);
    const rule = { id, name: id, on: true, pages: [path], condition: {}, priority: 10 };
    const variants = isControl
      ? [
          { id: "a", changes: [] },
          { id: "b", changes, weight: 0 },
        ]
      : [{ id: "a", changes }];
    return v.parse(Rule, { ...rule, variants });
  });
  [edge, browser] = await Promise.all([
    startEdge({
      origin: origin.url,
      site: { snippetHosts: [apartHost] },
      configuration: {
        rules,
        offers: [
          offerWith({ id: "hello", headline: "Hello & welcome", dismissible: true }),
          offerWith({ id: "modal", layout: "modal", headline: "Hello", dismissible: true }),
        ],
        placements: [{ id: "below-title", name: "Below the title", selector: "h1", position: "after" }],
      },
    }),
    openBrowser(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await edge?.close();
  await apart?.close();
  await origin?.close();
});

interface Sent {
  name: string;
  params: Record<string, unknown>;
}

const ways = {
  inserted: () => `http://${shopHost}:${edge.port}`,
  pasted: () => apart.url,
};
type Way = keyof typeof ways;

/** A shopper on a page, and what the page has reported of its changes. */
async function shopperOn(
  path: string,
  way: Way = "inserted",
  before?: (page: Page) => Promise<unknown>,
  waitUntil: "load" | "commit" = "load",
) {
  const visitor = await newVisitor(browser);
  const reports: Sent[] = [];
  visitor.page.on("request", (request) => {
    if (!/\/_ew\/e(\?|$)/.test(request.url())) return;
    const { events } = JSON.parse(request.postData() ?? "{}") as { events: (Sent & { id: string })[] };
    for (const { name, params } of events) if (name.startsWith("ew_")) reports.push({ name, params });
  });
  await before?.(visitor.page);
  await visitor.page.goto(ways[way]() + path, { waitUntil });
  return { ...visitor, reports };
}

const exposed = (rule: string) => ({ name: "ew_exposed", params: { rule, variant: "a" } });
const settled = { timeout: 30_000, interval: 200 };
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("a change that stays", () => {
  it("is reported once it was seen, and moves nothing", async () => {
    const { page, reports, complaints, context } = await shopperOn("/plain");
    await expect.poll(() => reports, settled).toEqual([exposed("plain")]);
    await wait(6500);
    expect(reports).toHaveLength(1);
    expect(await layoutShift(page)).toBe(0);
    expect(complaints).toEqual([]);
    expect(
      await page.evaluate(() => Object.keys(window).filter((name) => /edgewise|^ew/i.test(name))),
    ).toEqual(["edgewise"]);
    await context.close();
  });

  it("is reported once, though a copy of the script is on the page already", async () => {
    const { reports, complaints, context } = await shopperOn("/twice");
    await wait(4000);
    expect([reports, complaints]).toEqual([[exposed("twice")], []]);
    await context.close();
  });

  it("is seen when it is scrolled to, and not before", async () => {
    const { page, reports, context } = await shopperOn("/tall");
    await wait(2500);
    expect(reports).toEqual([]);
    await page.evaluate(() => document.getElementById("bottom")?.scrollIntoView());
    await expect.poll(() => reports, settled).toEqual([exposed("tall")]);
    await context.close();
  });

  it("would have been seen where somebody in a control group comes to see its place, and changes nothing there", async () => {
    const { page, reports, complaints, context } = await shopperOn("/tall-for-none");
    await wait(2500);
    expect(reports).toEqual([]);
    const before = await page.locator("body").innerHTML();
    await page.evaluate(() => document.getElementById("bottom")?.scrollIntoView());
    await expect.poll(() => reports, settled).toEqual([exposed("tall-for-none")]);
    expect(await page.locator("body").innerHTML()).toBe(before);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it.for<Way>(["inserted", "pasted"])("would have been seen where an offer would stand, %s", async (way) => {
    const { page, reports, context } = await shopperOn("/offer-for-none", way);
    await expect.poll(() => reports, settled).toEqual([exposed("offer-for-none")]);
    expect(await page.locator(".ew-offer").count()).toBe(0);
    await context.close();
  });

  it.for([
    "below-a-dialog",
    "below-an-overlay",
    "below-a-panel",
    "transparent",
    "invisible",
    "for-voices",
    "without-size",
  ])("is not seen while it is %s, and is seen then", async (rule) => {
    const { page, reports, context } = await shopperOn(`/${rule}`);
    await wait(2500);
    expect(reports).toEqual([]);
    await page.evaluate("uncover()");
    await expect.poll(() => reports, settled).toEqual([exposed(rule)]);
    await context.close();
  });

  it("is seen where what lies over it lets it through, or hides little of it", async () => {
    const { reports, context } = await shopperOn("/below-nothing");
    await expect.poll(() => reports, settled).toEqual([exposed("below-nothing")]);
    await context.close();
  });

  it.for<[string, boolean]>([
    ["in a tab that nobody looks at", false],
    ["while the page is prerendered", true],
  ])("is not seen %s", async ([_where, prerendering]) => {
    const hide = (page: Page) =>
      page.addInitScript((isPrerendering) => {
        const shown = () => (window as never)["shown"] as string | undefined;
        Object.defineProperty(document, "hidden", { get: () => !shown() });
        Object.defineProperty(document, "prerendering", { get: () => isPrerendering && !shown() });
      }, prerendering);
    const { page, reports, context } = await shopperOn("/plain", "inserted", hide);
    await wait(2500);
    expect(reports).toEqual([]);
    await page.evaluate(() => {
      Object.assign(window, { shown: "visible" });
      document.dispatchEvent(new Event("prerenderingchange"));
      document.dispatchEvent(new Event("visibilitychange"));
    });
    await expect.poll(() => reports, settled).toEqual([exposed("plain")]);
    await context.close();
  });

  it("leaves pages without changes with the snippet alone", async () => {
    const { page, context } = await shopperOn("/unchanged");
    expect(await page.locator("script[src]").count()).toBe(1);
    await context.close();
  });

  it("is watched on nobody's page who asks for privacy, though it is made there", async () => {
    const { text } = await new Shopper(edge.port).ask("/plain", { headers: { "sec-gpc": "1" } });
    expect(text).toContain("Made for &lt;you&gt; &amp; yours");
    expect(text).not.toMatch(/keep\.js|data-changes|s\.js/);
    const remembered = (await new Shopper(edge.port).ask("/plain")).text;
    expect(remembered).toMatch(
      /^<!doctype html><html><head><script async src="\/_ew\/s\.js" data-load="offer"><\/script><script async src="\/_ew\/keep\.js" data-changes='[^'<>&]+'><\/script><meta /,
    );
  });

  it.for<[string, string]>([
    ["/plain", "click"],
    ["/modal", "Escape"],
  ])("is not put back once the shopper has closed it, on %s by %s", async ([path, way]) => {
    const { page, reports, context } = await shopperOn(path);
    await page.locator(".ew-close").waitFor();
    // Only what was there at a look can have been closed.
    await wait(500);
    if (way === "click") await page.locator(".ew-close").click();
    else await page.keyboard.press("Escape");
    await wait(3000);
    expect(await page.locator(".ew-offer").count()).toBe(0);
    expect(reports.filter(({ name }) => name === "ew_reapplied" || name === "ew_reverted")).toEqual([]);
    await context.close();
  });

  it.for(["/plain", "/modal"])(
    "is not put back that was closed before anybody looked, on %s",
    async (path) => {
      let look = () => {};
      const { page, reports, context } = await shopperOn(
        path,
        "inserted",
        (opened) => opened.route("**/_ew/keep.js", (route) => void (look = () => void route.continue())),
        "commit",
      );
      await page.locator(".ew-close").click();
      await expect.poll(() => page.locator(".ew-offer").count(), settled).toBe(0);
      look();
      await wait(1500);
      expect(await page.locator(".ew-offer").count()).toBe(0);
      expect(reports.filter(({ name }) => /ew_re/.test(name))).toEqual([]);
      await context.close();
    },
  );

  it("is known again as its author wrote it, with signs that browsers write otherwise", async () => {
    const { page, reports, context } = await shopperOn("/raw");
    await wait(6500);
    expect(await page.locator(".raw").count()).toBe(1);
    expect(reports).toEqual([exposed("raw")]);
    await context.close();
  });
});

describe("a change that the shop's scripts undo", () => {
  it.for<[string, string, Way]>([
    ["after the page has loaded", "/reset", "inserted"],
    ["once it was made", "/reset-once", "pasted"],
    ["before anybody could look", "/early", "inserted"],
    ["by hydrating the page with Preact", "/preact", "inserted"],
  ])("%s, is made again, once, on %s where the snippet is %s", async ([_when, path, way]) => {
    const { page, reports, complaints, context } = await shopperOn(path, way);
    const again = {
      name: "ew_reapplied",
      params: { rule: path.slice(1), variant: "a", change: changeId(title), times: 1 },
    };
    await expect.poll(() => reports, settled).toEqual([exposed(path.slice(1)), again]);
    expect(await page.locator("h1").textContent()).toBe("Made for <you> & yours");
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("again and again, is given up, and the page stays at work", async () => {
    const { page, reports, complaints, context } = await shopperOn("/loop");
    const lost = {
      name: "ew_reverted",
      params: { rule: "loop", variant: "a", change: changeId(title), times: 3 },
    };
    await expect.poll(() => reports, settled).toEqual([lost]);
    await wait(2000);
    expect(await page.evaluate(() => (window as never)["sets"])).toBe(3);
    // The browser still has time for others: timers run, and idle moments come.
    expect(
      await page.evaluate(
        () =>
          new Promise((resolve) =>
            requestIdleCallback((deadline) => resolve(deadline.didTimeout), { timeout: 2000 }),
          ),
      ),
    ).toBe(false);
    expect(reports).toEqual([lost]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("by taking its element away, is reported as lost, and was not seen", async () => {
    const { reports, context } = await shopperOn("/removed");
    const params = { rule: "removed", variant: "a", change: changeId(title), times: 0 };
    await expect.poll(() => reports, settled).toEqual([{ name: "ew_reverted", params }]);
    await context.close();
  });

  it("by deleting an offer, is made again, and the offer can be closed", async () => {
    const { page, reports, context } = await shopperOn("/offer-gone");
    await expect.poll(() => reports.map(({ name }) => name), settled).toEqual(["ew_exposed", "ew_reapplied"]);
    expect(await page.locator(".ew-offer").count()).toBe(1);
    await page.locator(".ew-close").click();
    expect(await page.locator(".ew-offer").count()).toBe(0);
    await context.close();
  });

  it("by translating it, is neither made twice nor reported", async () => {
    const { page, reports, context } = await shopperOn("/translated");
    await expect.poll(() => reports.length, settled).toBe(1);
    const elements = () => page.locator("body *").count();
    const before = await elements();
    await page.evaluate(() => {
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let text = texts.nextNode(); text; text = texts.nextNode())
        text.nodeValue = (text.nodeValue ?? "").replaceAll(/[a-z]+/gi, "mot");
    });
    await page.waitForTimeout(6000);
    expect([await elements(), reports]).toEqual([before, [exposed("translated")]]);
    await context.close();
  });

  it("is made again with its look on a page with a strict policy, and with nothing else", async () => {
    const { page, reports, complaints, context } = await shopperOn("/policy");
    await expect
      .poll(() => reports.map(({ name, params }) => [name, params["change"]]), settled)
      .toEqual([
        ["ew_exposed", undefined],
        ["ew_reapplied", changeId(offer)],
      ]);
    const display = () => getComputedStyle(document.querySelector(".ew-offer") as Element).display;
    expect([await page.evaluate(display), complaints]).toEqual(["flex", []]);
    await context.close();
  });

  it("means the same as at the edge, whatever kind it is of", async () => {
    const read = () => {
      const q = (selector: string) => document.querySelector<HTMLElement>(selector);
      return {
        html: q("#html")?.innerHTML,
        attribute: q("#attribute")?.title,
        class: q("#class")?.classList.value.trim(),
        style: q("#style")?.style.cssText,
        image: [q("#image")?.getAttribute("src"), q("#image")?.getAttribute("alt")],
        link: q("#link")?.getAttribute("href"),
        isHidden: q("#hide")?.offsetParent === null,
        into: q("#into")?.textContent?.replace(/\s/g, "").replace("Shop", ""),
        replaced: [...document.querySelectorAll<HTMLElement>(".old, #replaced")]
          .filter((element) => element.offsetParent !== null)
          .map((element) => element.outerHTML),
        shown: [...document.querySelectorAll<HTMLElement>(".gone")].filter(
          (element) => element.offsetParent !== null,
        ).length,
        moved: q("#target")?.lastElementChild?.id,
        styles: getComputedStyle(q("#target") as HTMLElement).outlineColor,
      };
    };
    const { page, reports, complaints, context } = await shopperOn("/all");
    const asAtTheEdge = await page.evaluate(read);
    expect(asAtTheEdge).toMatchObject({ html: "<b>Ours</b> café", moved: "moved", isHidden: true, shown: 0 });
    // Where only the browser makes them, too.
    const other = await shopperOn("/all", "pasted");
    await expect.poll(() => other.page.evaluate(read), settled).toEqual(asAtTheEdge);
    await other.context.close();
    await page.waitForLoadState("load");
    expect(await page.evaluate("undo()")).toBe("ShopmShop");
    await expect.poll(() => page.evaluate(read), settled).toEqual(asAtTheEdge);
    const again = (pages["/all"]?.changes ?? []).map(changeId);
    await expect
      .poll(
        () => reports.flatMap(({ name, params }) => (name === "ew_reapplied" ? [params["change"]] : [])),
        settled,
      )
      .toEqual(again);
    expect(complaints.filter((text) => !text.includes("404"))).toEqual([]);
    await context.close();
  });

  it.for<Way>(["inserted", "pasted"])(
    "is given up where the page refuses HTML (Trusted Types), %s",
    async (way) => {
      const { page, reports, context } = await shopperOn("/trusted", way);
      await expect.poll(() => reports.map(({ name }) => name), settled).toEqual(["ew_reverted"]);
      expect(await page.locator(".lead").textContent()).toBe("Everybody’s");
      await context.close();
    },
  );
});

describe("a marketer", () => {
  it("reads on how many pages a rule was seen, and what the shop's scripts undid, and what helps", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await signIn(page, edge);
    const heading = page.getByRole("heading", { name: "Rules", exact: true });
    await heading.waitFor();
    const row = (name: string) =>
      page.getByRole("listitem").filter({ has: page.getByRole("link", { name, exact: true }) });
    await expect
      .poll(async () => {
        await page.reload();
        await heading.waitFor();
        return row("loop").textContent();
      }, settled)
      .toMatch(
        /On one page in the last 24 hours.*The shop’s own scripts undid the text of h1 on 1 of 1 page\. It stayed undone\..*no script writes/,
      );
    expect(await row("reset").textContent()).toMatch(/Seen by shoppers on 1 of them.*It was put back\./);
    expect(await row("plain").textContent()).not.toContain("undid");
    await context.close();
  });
});
