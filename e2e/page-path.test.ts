import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { get } from "node:http";
import { shopHost } from "../local/serve.ts";
import {
  brotliCompressSync,
  brotliDecompressSync,
  deflateSync,
  gunzipSync,
  gzipSync,
  inflateSync,
} from "node:zlib";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Change } from "../model/change.ts";
import type { Configuration } from "../model/configuration.ts";
import { Rule } from "../model/rule.ts";
import { type Edge, startEdge } from "./testing/edge.ts";
import { type Origin, page, startOrigin } from "./testing/origin.ts";
import { Shopper } from "./testing/shopper.ts";
import { withoutKeeper } from "./testing/without-keeper.ts";

const require = createRequire(import.meta.url);
const homepage = readFileSync(require.resolve("startbootstrap-shop-homepage/dist/index.html"));
const item = readFileSync(require.resolve("startbootstrap-shop-item/dist/index.html"));
const tag = '<script async src="/_ew/s.js"></script>';

/** ISO-8859-1: é is one byte, which is no UTF-8. */
const latin1 = Buffer.from(
  "<!doctype html><html><head><title>Caf\u00e9</title></head><body><p id=a>th\u00e9</p></body></html>",
  "latin1",
);
/** A page that the platform's own parser gives up on: its state is ambiguous. */
const ambiguous =
  "<!doctype html><html><head></head><body><select><option><iframe></iframe></select><p>the end</p></body></html>";
const xhtml =
  '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>X</title></head><body/></html>';
const large = `<!doctype html><html><head></head><body>${"<p>word</p>".repeat(900_000)}</body></html>`;

function ruleOn(path: string, changes: Change[], condition = {}): Configuration["rules"][number] {
  const id = path.replace(/\W+/g, "") || "root";
  const rule = { id, name: id, on: true, pages: [path], condition, priority: 10 };
  return v.parse(Rule, { ...rule, variants: [{ id: "a", changes }] });
}

const configuration: Partial<Configuration> = {
  rules: [
    ruleOn("/homepage-changed", [
      { type: "setText", selector: "header .display-4", text: "Your <shop> & café 💄" },
      { type: "setHtml", selector: "header .lead", html: "<em>Made for you</em>" },
      { type: "setAttribute", selector: "nav a.navbar-brand", name: "href", value: "/start?a=1&b=2" },
      { type: "insertOffer", placement: "below-header", offer: "hello" },
      { type: "hide", selector: "footer" },
    ]),
    ruleOn("/homepage-rearranged", [
      { type: "setClass", selector: "header", add: ["ours"], remove: ["bg-dark"] },
      { type: "setStyle", selector: "header", property: "outline-width", value: "3px", important: true },
      { type: "setImage", selector: "img", src: "/other.jpg", alt: "Other", srcset: null },
      { type: "remove", selector: ".card .badge" },
      { type: "move", selector: "header", to: "section", position: "after" },
      { type: "addStyles", css: "header{outline-style:dotted}" },
      { type: "setLink", selector: "a.navbar-brand", href: "/start" },
      { type: "insertHtml", selector: "footer", position: "start", html: "<hr>" },
      { type: "replaceHtml", selector: "h1", html: "<h2>Für dich</h2>" },
    ]),
    ruleOn("/homepage", [{ type: "setText", selector: "h1", text: "Never seen" }], {
      source: "nowhere.example",
    }),
    ruleOn("/latin1", [{ type: "setText", selector: "#a", text: "café €" }]),
    ruleOn("/ambiguous", [{ type: "setText", selector: "p", text: "changed" }]),
    ruleOn("/utf16", [{ type: "setText", selector: "p", text: "changed" }]),
    ruleOn("/held-back", [{ type: "setText", selector: "h1", text: "Held back" }]),
    ruleOn("/large", [{ type: "setText", selector: "p", text: "changed" }]),
  ],
  offers: [
    {
      id: "hello",
      name: "Hello",
      layout: "banner",
      headline: "Hello & welcome",
      text: "",
      button: null,
      translations: {},
      value: null,
      cost: null,
      coupon: null,
      dismissible: false,
    },
  ],
  placements: [{ id: "below-header", name: "Below the header", selector: "header", position: "after" }],
};

let origin: Origin;
let edge: Edge;
const shopper = () => new Shopper(edge.port);

beforeAll(async () => {
  origin = await startOrigin({
    "/homepage": page(homepage, { etag: '"h1"', "cache-control": "public, max-age=60" }),
    "/homepage-changed": page(homepage, {
      etag: '"h1"',
      "cache-control": "public, max-age=60",
      "last-modified": "Sun, 01 Nov 2026 00:00:00 GMT",
    }),
    "/homepage-rearranged": page(homepage),
    "/item": page(item, { "cache-control": "public, max-age=60" }),
    "/latin1": page(latin1, { "content-type": "text/html; charset=iso-8859-1" }),
    "/ambiguous": page(ambiguous),
    "/utf16": page(Buffer.from("\ufeff<html><head></head><body><p>hi</p></body></html>", "utf16le"), {
      "content-type": "text/html; charset=utf-16",
    }),
    "/large": page(large, { "content-length": String(large.length) }),
    "/gzip": (_request, response) =>
      response
        .writeHead(200, { "content-type": "text/html", "content-encoding": "gzip" })
        .end(gzipSync(item)),
    "/br": (_request, response) =>
      response
        .writeHead(200, { "content-type": "text/html", "content-encoding": "br" })
        .end(brotliCompressSync(item)),
    "/xhtml": page(xhtml, { "content-type": "application/xhtml+xml" }),
    "/deflate": (_request, response) =>
      response
        .writeHead(200, { "content-type": "text/html", "content-encoding": "deflate" })
        .end(deflateSync(item)),
    "/shared-caches": page("<html><head></head></html>", {
      "cache-control": "no-store",
      "cdn-cache-control": "public, max-age=600",
      "surrogate-control": "max-age=600",
      expires: "Thu, 01 Jan 2099 00:00:00 GMT",
    }),
    "/domain-cookie": page("<html><head></head></html>", {
      "set-cookie": "cart=1; Domain=127.0.0.1; Path=/; HttpOnly",
    }),
    "/cookies": page("<html><head></head></html>", { "set-cookie": ["a=1; Path=/", "b=2; Path=/"] }),
    "/redirect": (_request, response) =>
      response.writeHead(302, { location: `${origin.url}/item?x=1`, "set-cookie": "r=1" }).end(),
    "/away": (_request, response) =>
      response.writeHead(302, { location: "https://pay.example/session" }).end(),
    "/maintenance": (_request, response) =>
      response
        .writeHead(503, { "content-type": "text/html" })
        .end("<html><head></head><h1>Back soon</h1></html>"),
    "/data.json": (_request, response) =>
      response
        .writeHead(200, { "content-type": "application/json", etag: '"j"' })
        .end('{"a":"<head></head>"}'),
    "/fragment": page("<head></head><p>a part</p>"),
    "/receipt": page("<html><head></head></html>", {
      "content-disposition": "attachment; filename=receipt.html",
    }),
    "/headless": page("<title>No head</title><p>Hello"),
    "/film": (request, response) => {
      const [, from, to] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? "") ?? [];
      const part = "abcdefgh".slice(Number(from), Number(to) + 1);
      response
        .writeHead(206, { "content-type": "video/mp4", "content-range": `bytes ${from}-${to}/8` })
        .end(part);
    },
    "/echo": (request, response) => {
      let body = "";
      request.on("data", (chunk) => (body += String(chunk)));
      request.on("end", () =>
        response.writeHead(200, { "content-type": "text/plain" }).end(`${request.method} ${body}`),
      );
    },
    "/half": (_request, response) => {
      response.writeHead(200, { "content-type": "text/html", "content-length": "1000" });
      response.write("<html><head></head><p>half");
      setTimeout(() => response.destroy(), 0);
    },
    "/late-half": (_request, response) => {
      response.writeHead(200, { "content-type": "text/html", "content-length": "1000" });
      response.write(`<html><head></head><p>half${" ".repeat(300)}`);
      setTimeout(() => response.destroy(), 500);
    },
    "/held-back": (_request, response) => {
      response.writeHead(200, { "content-type": "text/html" });
      response.write(`<html><head></head><h1>Usual</h1>${"<p>first half</p>".repeat(200)}`);
      setTimeout(() => response.end("<p>second half</p></html>"), 1500);
    },
    "/modified": (request, response) => {
      if (request.headers["if-none-match"] === '"m"') response.writeHead(304).end();
      else
        response
          .writeHead(200, { "content-type": "text/html", etag: '"m"' })
          .end("<html><head></head><p>fresh</p></html>");
    },
  });
  edge = await startEdge({ origin: origin.url, configuration });
});

afterAll(async () => {
  await edge?.close();
  await origin?.close();
});

describe("a page that the platform's own parser gives up on", () => {
  it("is changed like any other, and whole", async () => {
    const text = withoutKeeper((await shopper().ask("/ambiguous")).text);
    expect(text).toBe(
      ambiguous.replace("<head>", `<head>${tag}`).replace("<p>the end</p>", "<p>changed</p>"),
    );
  });
});

describe("a page that no rule changes", () => {
  it.each(["/homepage", "/item"])(
    "%s is the shop's own bytes with the tag as one insertion",
    async (path) => {
      const own = path === "/item" ? item : homepage;
      const { bytes, status } = await shopper().ask(path);
      expect(status).toBe(200);
      const at = bytes.indexOf(tag);
      expect(at).toBeGreaterThan(0);
      expect(Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + tag.length)]).equals(own)).toBe(true);
    },
  );

  it.each(["/gzip", "/br"])(
    "%s is read, changed, and sent on in an encoding that was asked for",
    async (path) => {
      const { bytes, headers } = await shopper().ask(path, {
        headers: { "accept-encoding": "gzip, br, zstd" },
      });
      const decode = { gzip: gunzipSync, br: brotliDecompressSync }[String(headers["content-encoding"])];
      expect(decode?.(bytes).toString()).toBe(item.toString().replace("<head>", `<head>${tag}`));
      expect(origin.asked.at(-1)?.headers["accept-encoding"]).toBe("gzip, br");
    },
  );

  it("gets the tag at its end where it has no head", async () => {
    expect((await shopper().ask("/headless")).text).toBe(`<title>No head</title><p>Hello${tag}`);
  });

  it("loses no cookie of the shop's", async () => {
    const { headers } = await shopper().ask("/cookies");
    expect(headers["set-cookie"]?.map((cookie) => cookie.split("=")[0])).toEqual(["a", "b", "__Host-ew"]);
  });
});

describe("a page that a rule changes", () => {
  it("differs in exactly the regions that the rule names", async () => {
    const text = withoutKeeper((await shopper().ask("/homepage-changed")).text);
    const expected = homepage
      .toString()
      .replace("<head>", `<head>${tag}`)
      .replace(/(<h1 class="display-4[^>]*>)[^<]*/, "$1Your &lt;shop&gt; &amp; caf&#233; &#128132;")
      .replace(/(<p class="lead[^>]*>)[^<]*/, "$1<em>Made for you</em>")
      .replace('<a class="navbar-brand" href="#!">', '<a class="navbar-brand" href="/start?a=1&amp;b=2">')
      .replace(/<footer class="([^"]*)">/, '<footer class="$1" hidden="" style="display:none!important">');
    const offer = /<aside class="ew-offer[^]*?<\/aside>/.exec(text)?.[0] ?? "";
    expect(offer).toContain("Hello &amp; welcome");
    expect(text.indexOf(offer)).toBe(text.indexOf("</header>") + "</header>".length);
    expect(text.replace(offer, "")).toBe(expected);
  });

  it("may have its parts rearranged", async () => {
    const text = withoutKeeper((await shopper().ask("/homepage-rearranged")).text);
    const html = homepage.toString();
    const [header = ""] = /<header[^]*<\/header>/.exec(html) ?? [];
    const moved = header
      .replace(
        /<header class="bg-dark ([^"]*)">/,
        '<header class=" $1 ours" style="outline-width:3px!important">',
      )
      .replace(/<h1[^]*<\/h1>/, "<h2>F&#252;r dich</h2>");
    const expected = html
      .replace(header, "")
      .replace("</section>", `</section>${moved}`)
      .replace("<head>", `<head>${tag}`)
      .replace("</head>", "<style>header{outline-style:dotted}</style></head>")
      .replaceAll(/ src="[^"]*" alt="[^"]*"/g, ' src="/other.jpg" alt="Other"')
      .replaceAll(/<div class="badge[^>]*>[^<]*<\/div>/g, "")
      .replace('<a class="navbar-brand" href="#!">', '<a class="navbar-brand" href="/start">')
      .replace(/<footer [^>]*>/, "$&<hr>");
    expect(moved).toContain("ours");
    expect(text).toBe(expected);
  });

  it("is nobody else's: not stored by caches, and without what was said of the shop's own bytes", async () => {
    const { headers } = await shopper().ask("/homepage-changed");
    expect(headers["cache-control"]).toBe("private, no-cache");
    expect(headers.etag).toMatch(/^W\/"ew-/);
    expect(headers["last-modified"]).toBeUndefined();
  });

  it("keeps its character set", async () => {
    const { bytes } = await shopper().ask("/latin1");
    expect(bytes.toString("latin1")).toContain("<title>Caf\u00e9</title>");
    expect(bytes.toString("latin1")).toContain("<p id=a>caf&#233; &#8364;</p>");
  });

  it("is never answered as not modified, since the visitor may have changed", async () => {
    const { status, text } = await shopper().ask("/modified", { headers: { "if-none-match": '"m"' } });
    expect(status).toBe(200);
    expect(text).toContain("fresh");
  });
});

describe("whatever cannot be changed arrives whole", () => {
  it("a character set that the parser does not know", async () => {
    const { bytes } = await shopper().ask("/utf16");
    expect(bytes.toString("utf16le")).toContain("<p>hi</p>");
    expect(edge.logs.join("\n")).toContain("A page was passed on as it is.");
  });

  it("XHTML, where one unclosed tag of ours would break the page", async () => {
    expect((await shopper().ask("/xhtml")).text).toBe(xhtml);
  });

  it("an encoding that nobody here can read", async () => {
    const { bytes, headers } = await shopper().ask("/deflate", { headers: { "accept-encoding": "gzip" } });
    expect(headers["content-encoding"]).toBe("deflate");
    expect(inflateSync(bytes).toString()).toBe(item.toString());
  });

  it("a page of ten megabytes", async () => {
    const { text } = await shopper().ask("/large");
    expect(text.length).toBe(large.length);
    expect(text).toBe(large);
  });

  it("a download, a fragment that a script fetches, and what is no page", async () => {
    expect((await shopper().ask("/receipt")).text).not.toContain(tag);
    expect((await shopper().ask("/fragment", { headers: { "sec-fetch-dest": "empty" } })).text).toBe(
      "<head></head><p>a part</p>",
    );
    const json = await shopper().ask("/data.json");
    expect(json.text).toBe('{"a":"<head></head>"}');
    expect(json.headers.etag).toBe('"j"');
  });

  it("the shop's own error page", async () => {
    const { status, text } = await shopper().ask("/maintenance");
    expect(status).toBe(503);
    expect(text).toBe("<html><head></head><h1>Back soon</h1></html>");
    expect((await shopper().ask("/nowhere")).text).toBe("<h1>Not here</h1>");
  });

  it("a part of a file", async () => {
    const { status, text } = await shopper().ask("/film", { headers: { accept: "*/*", range: "bytes=2-4" } });
    expect(status).toBe(206);
    expect(text).toBe("cde");
  });

  it("what is posted, and how", async () => {
    expect((await shopper().submit("/echo", { a: "1" })).text).toBe("POST a=1");
  });
});

describe("a path that looks like another host", () => {
  it.each(["GET", "POST"])("%s stays with the shop, and so do its cookies", async (method) => {
    const elsewhere = await startOrigin({ "/x": page("<h1>Elsewhere</h1>") });
    try {
      const path = `//${new URL(elsewhere.url).host}/x`;
      for (const accept of ["text/html", "image/png"]) {
        const { text } = await shopper().ask(path, { method, headers: { accept, cookie: "sid=secret" } });
        expect(text).toBe("<h1>Not here</h1>");
      }
      expect(elsewhere.asked).toEqual([]);
      expect(origin.asked.at(-1)?.url).toBe(path);
    } finally {
      await elsewhere.close();
    }
  });
});

describe("what stands in the shop's headers", () => {
  it("no-store stays, and nothing tells a shared cache to keep a personal page", async () => {
    const { headers } = await shopper().ask("/shared-caches");
    expect(headers["cache-control"]).toBe("private, no-store");
    for (const name of ["cdn-cache-control", "surrogate-control", "expires"])
      expect(headers[name]).toBeUndefined();
  });

  it("a cookie for the server's own domain becomes the shop's host's", async () => {
    const { headers } = await shopper().ask("/domain-cookie");
    expect(headers["set-cookie"]?.[0]).toBe("cart=1; Path=/; HttpOnly");
  });
});

describe("redirects", () => {
  it("within the shop stay on the shop's host, with the cookie that came along", async () => {
    const { status, headers } = await shopper().ask("/redirect");
    expect(status).toBe(302);
    expect(headers.location).toBe(`http://shop.localhost:${edge.port}/item?x=1`);
    expect(headers["set-cookie"]?.[0]).toBe("r=1");
  });

  it("to elsewhere are left alone", async () => {
    expect((await shopper().ask("/away")).headers.location).toBe("https://pay.example/session");
  });
});

describe("what the shop's server is told", () => {
  it("where the shopper really was, and nothing of the visitor's cookie", async () => {
    const visitor = shopper();
    await visitor.ask("/item");
    visitor.cookies.set("cart", "7");
    await visitor.ask("/item", { headers: { "x-own": "1" } });
    const { headers } = origin.asked.at(-1)!;
    expect(headers["x-forwarded-host"]).toBe(`shop.localhost:${edge.port}`);
    expect(headers["x-forwarded-proto"]).toBe("http");
    expect(headers.cookie).toBe("cart=7");
    expect(headers["x-own"]).toBe("1");
  });
});

describe("the visitor's cookie", () => {
  it("is set once, sealed, and out of scripts' reach", async () => {
    const visitor = shopper();
    const first = await visitor.ask("/item");
    const [cookie = ""] = first.headers["set-cookie"] ?? [];
    expect(cookie).toMatch(
      /^__Host-ew=k1\.[\w-]+; Path=\/; Max-Age=34560000; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(first.headers["cache-control"]).toBe("private, no-cache");
    const second = await visitor.ask("/item");
    expect(second.headers["set-cookie"]).toBeUndefined();
    expect(second.headers["cache-control"]).toBe("public, max-age=60");
  });

  it("is not set, and no tag is inserted, where the browser asks for privacy", async () => {
    const { headers, bytes } = await shopper().ask("/item", { headers: { "sec-gpc": "1" } });
    expect(headers["set-cookie"]).toBeUndefined();
    expect(bytes.equals(item)).toBe(true);
  });
});

describe("insertion switched off", () => {
  it("leaves every byte of an unchanged page", async () => {
    const off = await startEdge({ origin: origin.url, site: { snippet: false } });
    try {
      for (const [path, own] of [
        ["/homepage", homepage],
        ["/item", item],
      ] as const) {
        expect((await new Shopper(off.port).ask(path)).bytes.equals(own)).toBe(true);
      }
    } finally {
      await off.close();
    }
  });
});

describe("an address that leads back to itself", () => {
  it("is answered once, and not for ever", async () => {
    const { status, text } = await shopper().ask("/item", { headers: { "cdn-loop": "other, edgewise" } });
    expect(status).toBe(508);
    expect(text).toContain("There is no shop at this address");
  });
});

describe("a slow shop", () => {
  it("has the first half of its page at the shopper before the second is there, with its changes", async () => {
    const startedAtMs = performance.now();
    let text = "";
    let firstHalfMs = Infinity;
    await new Promise<void>((resolve, reject) => {
      const headers = {
        host: `${shopHost}:${edge.port}`,
        accept: "text/html",
        "accept-encoding": "identity",
      };
      get({ host: "127.0.0.1", port: edge.port, path: "/held-back", headers }, (incoming) => {
        incoming.on("error", reject);
        incoming.on("end", resolve);
        incoming.on("data", (piece: Buffer) => {
          text += piece.toString();
          if (text.includes("first half"))
            firstHalfMs = Math.min(firstHalfMs, performance.now() - startedAtMs);
        });
      }).on("error", reject);
    });
    const wholeMs = performance.now() - startedAtMs;
    // What is certain on any machine: the second half was not waited for.
    expect(wholeMs - firstHalfMs).toBeGreaterThan(700);
    expect(withoutKeeper(text)).toContain(`<head>${tag}</head><h1>Held back</h1>`);
    expect(text.endsWith("<p>second half</p></html>")).toBe(true);
  });
});

describe("a shop that does not answer", () => {
  it("breaks off in the middle: the shopper reads that the shop is not reachable, or that the page broke off", async () => {
    const answer = await shopper()
      .ask("/half")
      .catch((error: unknown) => String(error));
    // On a busy machine half of the page may be out before it is known that there is no more.
    if (typeof answer === "string") return expect(answer).toMatch(/aborted|socket hang up|ECONNRESET/);
    expect(answer.status).toBe(502);
    expect(answer.text).toContain("The shop is not reachable");
  });

  it("breaks off later, when half of the page is out: the browser is told, and does not take it for whole", async () => {
    await expect(shopper().ask("/late-half")).rejects.toThrow(/aborted|socket hang up|ECONNRESET/);
  });

  it("is down: the same, and the log says why", async () => {
    const gone = await startOrigin({});
    await gone.close();
    const lonely = await startEdge({ origin: gone.url });
    try {
      const { status, text, headers } = await new Shopper(lonely.port).ask("/");
      expect(status).toBe(502);
      expect(text).toContain("The shop is not reachable");
      expect(headers["cache-control"]).toBe("no-store");
      expect(lonely.logs.join("\n")).toContain("The shop's server did not answer.");
    } finally {
      await lonely.close();
    }
  });
});
