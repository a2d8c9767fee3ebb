import type { Browser } from "playwright-core";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shopHost } from "../local/serve.ts";
import { Configuration } from "../model/configuration.ts";
import { openBrowser } from "./testing/browser.ts";
import { type Edge, startEdge } from "./testing/edge.ts";
import { type Origin, page, startOrigin } from "./testing/origin.ts";
import { Shopper } from "./testing/shopper.ts";

const html =
  '<!doctype html><html><head><meta charset="utf-8"><title>Shop</title></head><body>' +
  "<h1>Shop</h1><p class=old>Old</p><footer>Foot</footer></body></html>";

/** What somebody smuggled into the page. */
const smuggled = "<script>window.stranger = true</script><style>h1{outline-style:double!important}</style>";

const nonce = "dGhpcyBpcyByYW5kb20=";
const policy = "content-security-policy";
const reportOnly = "content-security-policy-report-only";

/** As shops write them. */
const shops: Record<string, Record<string, string | string[]>> = {
  "/nonce": {
    [policy]: `script-src 'nonce-${nonce}' 'strict-dynamic' 'unsafe-inline' https:; style-src 'nonce-${nonce}'; object-src 'none'; base-uri 'none'`,
  },
  "/own-host": {
    [policy]: "default-src 'self'; img-src * data:; frame-ancestors 'self'; form-action 'self'",
  },
  "/hosts": {
    [policy]:
      "default-src 'none'; script-src https://cdn.example; style-src https://cdn.example; img-src 'self'; connect-src https://api.example; report-uri /csp;",
  },
  "/hashes": {
    [policy]:
      "script-src 'strict-dynamic' 'sha256-WTAfDVMdIMRmWIXCw3MTn7zPUGwB5mVUJqb+pVjSMHE=' https:; default-src 'self'; style-src 'self'",
  },
  "/trusted-types": {
    [policy]:
      "require-trusted-types-for 'script'; trusted-types default; default-src 'none'; base-uri 'self'",
  },
  "/several": {
    [policy]: ["default-src 'self' 'unsafe-inline'", `script-src 'nonce-${nonce}'; style-src https:`],
    [reportOnly]: "default-src 'none'; report-uri /csp",
  },
  "/none": {},
};

const configuration = v.parse(Configuration, {
  rules: [
    {
      id: "look",
      name: "Look",
      on: true,
      pages: ["/*"],
      condition: {},
      priority: 1,
      variants: [
        {
          id: "a",
          changes: [
            { type: "insertOffer", placement: "top", offer: "hello" },
            { type: "setStyle", selector: "h1", property: "color", value: "rgb(1, 2, 3)" },
            { type: "addStyles", css: "h1{outline-style:dotted}" },
            { type: "hide", selector: "footer" },
          ],
        },
      ],
    },
  ],
  offers: [{ id: "hello", name: "Hello", layout: "bar", headline: "Hello", text: "", button: null }],
  coupons: [],
  placements: [{ id: "top", name: "Top", selector: "h1", position: "before" }],
});

let origin: Origin;
let edge: Edge;
let browser: Browser;
beforeAll(async () => {
  origin = await startOrigin(
    Object.fromEntries(
      Object.entries(shops).map(([path, headers]) => [
        path,
        (request, response) => {
          const body = request.url === path ? html : html.replace("</body>", `${smuggled}</body>`);
          page(body, headers)(request, response);
        },
      ]),
    ),
  );
  edge = await startEdge({ origin: origin.url, site: { accent: "#0a141e" }, configuration });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await edge?.close();
  await origin?.close();
});

/** A page as Chromium shows it, and what its policies complained of. */
async function opened(path: string) {
  const shown = await browser.newPage();
  await shown.addInitScript(() => {
    const complaints: string[] = [];
    Object.assign(window, { complaints });
    document.addEventListener("securitypolicyviolation", (violation) =>
      complaints.push(`${violation.violatedDirective} ${violation.blockedURI}`),
    );
  });
  const events = shown.waitForResponse((response) => response.url().endsWith("/_ew/e"));
  await shown.goto(`http://${shopHost}:${edge.port}${path}`);
  const eventsStatus = (await events).status();
  const look = await shown.evaluate(() => {
    const of = (selector: string) => getComputedStyle(document.querySelector(selector)!);
    return {
      bar: of(".ew-offer").backgroundColor,
      colour: of("h1").color,
      outline: of("h1").outlineStyle,
      footer: of("footer").display,
      complaints: (window as unknown as { complaints: string[] }).complaints,
    };
  });
  return { shown, look, eventsStatus };
}

describe("a shop with a policy", () => {
  it.each(Object.keys(shops))(
    "%s shows our changes, and runs our script, without a complaint",
    async (path) => {
      const { shown, look, eventsStatus } = await opened(path);
      expect(look).toEqual({
        bar: "rgb(10, 20, 30)",
        colour: "rgb(1, 2, 3)",
        outline: "dotted",
        footer: "none",
        complaints: [],
      });
      expect(eventsStatus).toBe(202);
      await shown.close();
    },
  );

  it.each(["/nonce", "/own-host", "/hosts", "/hashes"])(
    "%s is as strict as before with others",
    async (path) => {
      const { shown, look } = await opened(`${path}?smuggled`);
      expect(await shown.evaluate(() => "stranger" in window)).toBe(false);
      expect(look.outline).toBe("dotted");
      expect(look.complaints).toEqual(["script-src-elem inline", "style-src-elem inline"]);
      await shown.close();
    },
  );

  it("keeps its policy to the letter where it allows us already", async () => {
    const { headers } = await new Shopper(edge.port).ask("/nonce");
    expect(headers[policy]).toBe(shops["/nonce"]![policy]);
  });

  it("keeps its policy to the letter where nothing of ours is on the page", async () => {
    const bare = await startEdge({ origin: origin.url, site: { snippet: false } });
    try {
      for (const [path, own] of Object.entries(shops)) {
        const { headers, text } = await new Shopper(bare.port).ask(path);
        expect(text).toBe(html);
        expect(headers[policy]).toBe(own[policy] === undefined ? undefined : [own[policy]].flat().join(", "));
      }
    } finally {
      await bare.close();
    }
  });
});
