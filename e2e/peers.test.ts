import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shopHost } from "../local/serve.ts";
import { Configuration } from "../model/configuration.ts";
import { type Edge, startEdge } from "./testing/edge.ts";
import { type Origin, page, startOrigin } from "./testing/origin.ts";
import { Shopper } from "./testing/shopper.ts";
import { withoutKeeper } from "./testing/without-keeper.ts";

const require = createRequire(import.meta.url);
const homepage = readFileSync(require.resolve("startbootstrap-shop-homepage/dist/index.html"));
const tag = '<script async src="/_ew/s.js"></script>';

/** What parsers that mend a page drop or move. */
const unclosed =
  "<!doctype html><html><head></head><body><h1>Shop</h1><ul><li>One<li>Two</ul><table><tr><td>A<td>B<tr><td>C" +
  "</table><p>Text<b>bold<div>block</b></div><table>loose<tr><td>D</table><custom-tag/><br></br></body></html>";

const rule = (id: string, pages: string[], changes: object[]) => ({
  id,
  name: id,
  on: true,
  pages,
  condition: {},
  priority: 1,
  variants: [{ id: "a", changes }],
});
const headline = [{ type: "setText", selector: "h1", text: "Für dich" }];

let origin: Origin;
let edge: Edge;
let sendSecondHalf: () => void = () => undefined;
const shopper = () => new Shopper(edge.port);

beforeAll(async () => {
  origin = await startOrigin({
    "/homepage": page(homepage),
    "/held-back": (_request, response) => {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
      response.write(`<!doctype html><html><head></head><body><h1>Shop</h1>${"<p>first</p>".repeat(300)}`);
      sendSecondHalf = () => response.end("<p>second half</p></body></html>");
    },
    "/cookies": page("<html><head></head><h1>Shop</h1></html>", { "set-cookie": ["a=1", "b=2"] }),
    "/redirect": (_request, response) =>
      response.writeHead(302, { location: "/homepage", "set-cookie": "login=1; HttpOnly" }).end(),
    "/cached": (asked, response) => {
      const headers = { etag: '"v1"', "cache-control": "public, max-age=0", "content-type": "text/html" };
      if (asked.headers["if-none-match"] === '"v1"') response.writeHead(304, headers).end();
      else response.writeHead(200, headers).end("<html><head></head><h1>Shop</h1></html>");
    },
    "/down": (_request, response) =>
      response
        .writeHead(503, { "content-type": "text/html", "retry-after": "120" })
        .end("<h1>Back at noon</h1>"),
    "/latin1": page(
      Buffer.from("<html><head></head><h1>Caf\u00e9</h1><p>th\u00e9 \u00df</p></html>", "latin1"),
      {
        "content-type": "text/html; charset=iso-8859-1",
      },
    ),
    "/unclosed": page(unclosed),
    "/public": page("<html><head></head><h1>Shop</h1></html>", {
      etag: '"v1"',
      "cache-control": "public, max-age=600",
    }),
    "/page.html": page("<html><head></head><h1>Shop</h1></html>"),
    "/logo.svg": (_request, response) =>
      response.writeHead(200, { "content-type": "image/svg+xml" }).end("<svg><head></head></svg>"),
    "/order": (asked, response) => {
      asked.resume();
      response
        .writeHead(200, { "content-type": "text/html" })
        .end(`<html><head></head>${asked.method}</html>`);
    },
  });
  edge = await startEdge({
    origin: origin.url,
    configuration: v.parse(Configuration, {
      rules: [
        rule(
          "headline",
          ["/held-back", "/cookies", "/cached", "/down", "/latin1", "/public", "/page.html", "/order"],
          headline,
        ),
        rule("cells", ["/unclosed"], [...headline, { type: "setClass", selector: "td", add: ["cell"] }]),
      ],
      offers: [],
      coupons: [],
      placements: [],
    }),
  });
});
afterAll(async () => {
  await edge?.close();
  await origin?.close();
});

/** The cases in which peers were measured, each as it should be. */
describe("where an edge app is easily wrong", () => {
  it("the first half of a page that is held back is at the shopper before the shop sends the second", async () => {
    const text = await new Promise<string>((resolve, reject) => {
      const headers = {
        host: `${shopHost}:${edge.port}`,
        accept: "text/html",
        "accept-encoding": "identity",
      };
      request({ host: "127.0.0.1", port: edge.port, path: "/held-back", headers }, (incoming) => {
        let received = "";
        incoming.on("data", (piece: Buffer) => {
          received += piece.toString();
          // Were the first half kept back until the second is there, it would never be sent.
          if (received.includes("first")) sendSecondHalf();
        });
        incoming.on("end", () => resolve(received));
        incoming.on("error", reject);
      })
        .on("error", reject)
        .end();
    });
    expect(withoutKeeper(text)).toContain(`${tag}</head><body><h1>F&#252;r dich</h1>`);
    expect(text.endsWith("<p>second half</p></body></html>")).toBe(true);
  });

  it("two cookies of the shop's both arrive", async () => {
    const { headers } = await shopper().ask("/cookies");
    expect(headers["set-cookie"]?.slice(0, 2)).toEqual(["a=1", "b=2"]);
  });

  it("a redirect stays a redirect, with its cookie", async () => {
    const { status, headers } = await shopper().ask("/redirect");
    expect([status, headers.location, headers["set-cookie"]]).toEqual([
      302,
      "/homepage",
      ["login=1; HttpOnly"],
    ]);
  });

  it("no 304 of the shop's makes a page of a script alone, or shows what is out of date", async () => {
    const held = { headers: { "if-none-match": '"v1"' } };
    const first = await shopper().ask("/cached", held);
    expect([first.status, withoutKeeper(first.text)]).toEqual([
      200,
      `<html><head>${tag}</head><h1>F&#252;r dich</h1></html>`,
    ]);
    const again = await shopper().ask("/cached", { headers: { "if-none-match": first.headers.etag ?? "" } });
    expect([again.status, again.text]).toEqual([304, ""]);
  });

  it("the shop's own error page arrives", async () => {
    const { status, text, headers } = await shopper().ask("/down");
    expect([status, text, headers["retry-after"]]).toEqual([503, "<h1>Back at noon</h1>", "120"]);
  });

  it("the letters of a page in ISO-8859-1 stay what they are", async () => {
    const { bytes } = await shopper().ask("/latin1");
    expect(withoutKeeper(bytes.toString("latin1"))).toBe(
      `<html><head>${tag}</head><h1>F&#252;r dich</h1><p>th\u00e9 \u00df</p></html>`,
    );
  });

  it("unclosed tags and tables keep every element", async () => {
    const { text } = await shopper().ask("/unclosed");
    expect(withoutKeeper(text)).toBe(
      unclosed
        .replace("<head>", `<head>${tag}`)
        .replace("Shop", "F&#252;r dich")
        .replaceAll("<td>", '<td class="cell">'),
    );
  });

  it("a page grows by one tag", async () => {
    const { bytes } = await shopper().ask("/homepage");
    expect(bytes.length - homepage.length).toBe(tag.length);
    expect(tag.length).toBeLessThan(50);
  });

  it("a page that we changed is no longer public, and has not the shop's tag", async () => {
    const { headers } = await shopper().ask("/public");
    expect(headers["cache-control"]).toBe("private, no-cache");
    expect(headers.etag).not.toContain("v1");
  });

  it("a page whose path has a dot is a page, and a picture is a picture", async () => {
    expect((await shopper().ask("/page.html")).text).toContain("F&#252;r dich");
    expect((await shopper().ask("/logo.svg")).text).toBe("<svg><head></head></svg>");
  });

  it("POST and HEAD are the shop's to answer", async () => {
    const posted = await shopper().submit("/order", { item: "1" });
    expect(posted.text).toBe("<html><head></head>POST</html>");
    const { status, bytes } = await shopper().ask("/order", { method: "HEAD" });
    expect([status, bytes.length, origin.asked.at(-1)?.method]).toEqual([200, 0, "HEAD"]);
  });
});
