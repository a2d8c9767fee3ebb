import { createHash } from "node:crypto";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shopHost } from "../local/serve.ts";
import { newVisitor, openBrowser } from "./testing/browser.ts";
import { type Edge, startEdge } from "./testing/edge.ts";
import { type Origin, page, startOrigin } from "./testing/origin.ts";
import { type Answer, Shopper } from "./testing/shopper.ts";

const names = ["s.js", "c.js", "keep.js"];
const internetExplorer = "Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko";

let origin: Origin;
let edge: Edge;
let browser: Browser;
/** What pages may ask for by an address that never changes its content. */
let pinned: Record<string, { address: string; integrity: string }>;

beforeAll(async () => {
  origin = await startOrigin({
    "/pinned": (request, response) => {
      const { address, integrity } = pinned["s.js"]!;
      const src = `http://${shopHost}:${edge.port}${address}?site=shop`;
      const tag = `<script async crossorigin src="${src}" integrity="${integrity}"></script>`;
      page(`<!doctype html><title>Blog</title>${tag}`)(request, response);
    },
  });
  edge = await startEdge({ origin: origin.url, site: { prefix: "/_lumen/" } });
  browser = await openBrowser();
  pinned = JSON.parse((await ask("snippet.json")).text);
});
afterAll(async () => {
  await browser?.close();
  await edge?.close();
  await origin?.close();
});

/** Something below the site's prefix. */
function ask(name: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Shopper(edge.port).ask(`/_lumen/${name}`, { headers });
}

describe.each(names)("%s", (name) => {
  it("is kept for minutes by the browser alone, and its map is named without a byte of it", async () => {
    const { status, headers, text } = await ask(name);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "private, max-age=300, stale-while-revalidate=86400",
      "access-control-allow-origin": "*",
      "cross-origin-resource-policy": "cross-origin",
      "x-content-type-options": "nosniff",
      sourcemap: `${name}.map`,
    });
    expect(text).not.toContain("sourceMappingURL");
    const known = await ask(name, { "if-none-match": String(headers.etag) });
    expect(known.status).toBe(304);
  });

  it("has an address that never changes its content, with its integrity", async () => {
    const { address, integrity } = pinned[name]!;
    const { status, headers, bytes } = await new Shopper(edge.port).ask(address, {
      headers: { "user-agent": internetExplorer },
    });
    expect(status).toBe(200);
    expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect(bytes.equals((await ask(name)).bytes)).toBe(true);
    expect(integrity).toBe(`sha384-${createHash("sha384").update(bytes).digest("base64")}`);
    const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
    expect(address).toBe(`/_lumen/${name.replace("js", `${hash}.js`)}`);
  });

  it("has maps beside it that name its sources, and nothing of this machine", async () => {
    for (const address of [name, pinned[name]!.address.replace("/_lumen/", "")]) {
      const { headers, text } = await ask(`${address}.map`);
      const { sources } = JSON.parse(text) as { sources: string[] };
      expect(headers["content-type"]).toMatch(/^application\/json/);
      expect(sources.join()).toContain("snippet/");
      expect(text).not.toContain(import.meta.dirname);
    }
  });

  it("is nothing for a browser that would complain of it, and nobody else gets that", async () => {
    const { status, headers, text } = await ask(name, { "user-agent": internetExplorer });
    expect([status, headers["content-type"]]).toEqual([200, "text/javascript; charset=utf-8"]);
    expect(headers["cache-control"]).toBe("private, max-age=300");
    expect(text).toMatch(/^\/\*[\w .]*\*\/$/);
  });
});

it.each(["s.0000000000000000.js", "s.js.map.map", "s.0.js", "x.js", "snippet.json/"])(
  "%s is not there",
  async (name) => {
    const { status, text } = await ask(name);
    expect([status, JSON.parse(text)]).toMatchObject([404, { error: { code: "not_found" } }]);
  },
);

it("a page of another host runs the very script that it names", async () => {
  const { page: tab, context, complaints } = await newVisitor(browser);
  await tab.goto(`${origin.url}/pinned`);
  await tab.waitForFunction(() => "track" in (Reflect.get(window, "edgewise") ?? {}));
  expect(complaints.join()).not.toMatch(/integrity|\.js/);
  await context.close();
});
