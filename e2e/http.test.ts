import { connect } from "node:net";
import { brotliCompressSync, deflateSync, gunzipSync, gzipSync, zstdCompressSync } from "node:zlib";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shopHost } from "../local/serve.ts";
import { Configuration } from "../model/configuration.ts";
import { type Edge, startEdge } from "./testing/edge.ts";
import { type Origin, page, startOrigin } from "./testing/origin.ts";
import { type Ask, Shopper } from "./testing/shopper.ts";

const html = "<!doctype html><html><head></head><body><h1>Shop</h1></body></html>";
const tag = '<script async src="/_ew/s.js"></script>';
const tagged = html.replace("<head>", `<head>${tag}`);
const day = "Sun, 01 Nov 2026 00:00:00 GMT";

/** What the shop's pages say; a test may change it. */
let shown = html;

const configuration = v.parse(Configuration, {
  rules: [
    {
      id: "cpc",
      name: "From ads",
      on: true,
      pages: ["/ruled*"],
      condition: { medium: "cpc" },
      priority: 1,
      variants: [{ id: "a", changes: [{ type: "setText", selector: "h1", text: "Welcome" }] }],
    },
  ],
  offers: [],
  coupons: [],
  placements: [],
});

const packed: Record<string, [string, Buffer]> = {
  "/zstd": ["zstd", zstdCompressSync(html)],
  "/deflated": ["deflate", deflateSync(html)],
  "/twice": ["gzip, br", brotliCompressSync(gzipSync(html))],
  "/unheard-of": ["lzma", Buffer.from("???")],
};

let origin: Origin;
let edge: Edge;
let bare: Edge;
const shopper = () => new Shopper(edge.port);
const asked = () => origin.asked.at(-1)!;

beforeAll(async () => {
  origin = await startOrigin({
    "/ruled": (request, response) => page(shown, { etag: '"1"', "last-modified": day })(request, response),
    "/ruled-shared": page(html, { etag: '"s"', "cache-control": "public, max-age=3600" }),
    "/ruled-secret": page(html, { "cache-control": "private, no-store" }),
    "/plain": (request, response) =>
      page(shown, { etag: '"p"', "content-language": "en" })(request, response),
    "/gzip": (_request, response) =>
      response
        .writeHead(200, {
          "content-type": "text/html",
          "content-encoding": "gzip",
          etag: '"g"',
          "content-length": String(gzipSync(html).length),
          "content-digest": "sha-256=:x:",
        })
        .end(gzipSync(html)),
    "/data": (request, response) => {
      const headers = { "content-type": "application/json", etag: '"d"', "last-modified": day };
      if (request.headers["if-none-match"] === '"d"') response.writeHead(304, headers).end();
      else response.writeHead(200, headers).end("{}");
    },
    "/part": (request, response) => {
      const type = request.url?.includes("html") ? "text/html" : "application/pdf";
      const [, from, to] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? "") ?? [];
      if (from === undefined) response.writeHead(200, { "content-type": type, etag: '"f"' }).end(html);
      else
        response
          .writeHead(206, { "content-type": type, "content-range": `bytes ${from}-${to}/${html.length}` })
          .end(html.slice(Number(from), Number(to) + 1));
    },
    "/status": (request, response) =>
      response
        .writeHead(Number(request.url?.split("?")[1]), { "content-type": "text/html", etag: '"e"' })
        .end(html),
    "/allow": (_request, response) => response.writeHead(204, { allow: "GET, HEAD" }).end(),
    "/upload": (request, response) => {
      const pieces: string[] = [];
      request.on("data", (piece: Buffer) => {
        pieces.push(piece.toString());
        // Whoever waits for this before sending more shows that nothing is kept back on the way.
        if (pieces.length === 1) response.writeHead(200, { "content-type": "text/plain" });
        response.write(`got ${piece.toString()};`);
      });
      request.on("end", () => response.end(`${request.method} ${request.headers["content-length"]}`));
    },
    "/form": (request, response) => {
      request.resume();
      page("<html><head></head><h1>Your name is missing</h1></html>")(request, response);
    },
    "/hops": (_request, response) =>
      response
        .writeHead(200, {
          "content-type": "text/plain",
          connection: "close, x-one-hop",
          "x-one-hop": "1",
          "proxy-authenticate": "Basic",
          "x-twice": ["a", "b"],
          via: "1.1 shop",
          link: "</style.css>; rel=preload; as=style",
          "server-timing": "db;dur=5",
        })
        .end("ok"),
    ...Object.fromEntries(
      Object.entries(packed).map(([path, [encoding, bytes]]) => [
        path,
        page(bytes, { "content-encoding": encoding }),
      ]),
    ),
  });
  edge = await startEdge({ origin: origin.url, configuration });
  bare = await startEdge({ origin: origin.url, site: { snippet: false } });
});
afterAll(async () => {
  await edge?.close();
  await bare?.close();
  await origin?.close();
});

/** Somebody who has their cookie already, so that no answer sets it. */
async function known(path = "/plain"): Promise<Shopper> {
  const visitor = shopper();
  await visitor.ask(path);
  return visitor;
}

const holding = (etag = ""): Ask => ({ headers: { "if-none-match": etag } });

describe("a page that we made", () => {
  it("has a weak tag of its own, and none of the shop's", async () => {
    const { headers } = await shopper().ask("/ruled");
    expect(headers.etag).toMatch(/^W\/"ew-[\w-]{27}"$/);
    expect(headers["last-modified"]).toBeUndefined();
  });

  it("is not sent again to whoever holds it, though its headers are", async () => {
    const visitor = await known("/ruled");
    const first = await visitor.ask("/ruled");
    const again = await visitor.ask("/ruled", holding(first.headers.etag));
    expect(again.status).toBe(304);
    expect(again.bytes.length).toBe(0);
    expect(again.headers).toMatchObject({ etag: first.headers.etag, "cache-control": "private, no-cache" });
    expect(again.headers["content-type"]).toBeUndefined();
    expect((await visitor.ask("/ruled", holding(`"x,y", ${first.headers.etag}`))).status).toBe(304);
    const strong = first.headers.etag?.replace("W/", "");
    expect((await visitor.ask("/ruled", holding(strong))).status).toBe(304);
    expect((await visitor.ask("/ruled", holding("*"))).status).toBe(200);
  });

  it("has the same tag for everybody who gets the same, and tells nobody who they are", async () => {
    const tags = new Set<string | undefined>();
    for (let index = 0; index < 3; index += 1) tags.add((await shopper().ask("/ruled")).headers.etag);
    tags.add((await shopper().ask("/ruled?q=1")).headers.etag);
    expect(tags.size).toBe(1);
  });

  it.each(["/ruled", "/ruled-shared"])("%s is another one where a rule says so", async (path) => {
    const usual = await shopper().ask(path);
    const visitor = shopper();
    const own = await visitor.ask(`${path}?gclid=1`, holding(usual.headers.etag));
    expect(own.status).toBe(200);
    expect(own.text).toContain("<h1>Welcome</h1>");
    expect(own.headers.etag).not.toBe(usual.headers.etag);
    const again = await visitor.ask(`${path}?gclid=1`, holding(own.headers.etag));
    expect(again.status).toBe(304);
    expect((await visitor.ask(`${path}?gclid=1`, holding(usual.headers.etag))).text).toContain("Welcome");
  });

  it("is another one where the shop's page is, whatever tag the shop gives it", async () => {
    const before = await shopper().ask("/ruled");
    shown = html.replace("Shop", "Sale");
    try {
      const after = await shopper().ask("/ruled", holding(before.headers.etag));
      expect(after.status).toBe(200);
      expect(after.text).toContain("Sale");
      expect(after.headers.etag).not.toBe(before.headers.etag);
    } finally {
      shown = html;
    }
  });

  it("sets the visitor's cookie with a 304 too", async () => {
    const { headers } = await shopper().ask("/ruled");
    const again = await shopper().ask("/ruled", holding(headers.etag));
    expect(again.status).toBe(304);
    expect(again.headers["set-cookie"]?.[0]).toContain("__Host-ew=");
    expect(again.headers["cache-control"]).toBe("private, no-cache");
  });

  it("has no tag where nobody may keep it", async () => {
    const { headers } = await shopper().ask("/ruled-secret");
    expect(headers.etag).toBeUndefined();
  });

  it("is never asked of the shop by our tag, nor conditionally at all", async () => {
    const { headers } = await shopper().ask("/ruled");
    await shopper().ask("/ruled", { headers: { "if-none-match": '"1"', "if-modified-since": day } });
    expect(asked().headers["if-none-match"]).toBeUndefined();
    expect(asked().headers["if-modified-since"]).toBeUndefined();
    const script = { "sec-fetch-dest": "empty", "if-none-match": `${headers.etag}, "1"` };
    await shopper().ask("/ruled", { headers: script });
    expect(asked().headers["if-none-match"]).toBe('"1"');
  });
});

describe("a page that nothing changes", () => {
  it("keeps the shop's tag, and is not sent again to whoever holds it", async () => {
    const visitor = new Shopper(bare.port);
    await visitor.ask("/plain");
    const { headers, text } = await visitor.ask("/plain");
    expect(text).toBe(html);
    expect(headers.etag).toBe('"p"');
    const again = await visitor.ask("/plain", holding('"p"'));
    expect(again.status).toBe(304);
    expect(again.headers["content-language"]).toBeUndefined();
    expect((await visitor.ask("/plain", holding('"q"'))).text).toBe(html);
  });

  it("has a weak one where it is packed anew, and nothing that was said of the packed bytes", async () => {
    const { headers, bytes } = await new Shopper(bare.port).ask("/gzip", {
      headers: { "accept-encoding": "gzip" },
    });
    expect(gunzipSync(bytes).toString()).toBe(html);
    expect(headers.etag).toBe('W/"g"');
    expect(headers["content-digest"]).toBeUndefined();
  });
});

describe("what is not a page", () => {
  it("is not modified where the shop says so", async () => {
    const script = { "sec-fetch-dest": "empty", "if-none-match": '"d"' };
    expect((await shopper().ask("/data", { headers: script })).status).toBe(304);
    expect(asked().headers["if-none-match"]).toBe('"d"');
  });

  it("is not modified where it is opened like a page, either", async () => {
    expect((await shopper().ask("/data", holding('"d"'))).status).toBe(304);
    expect((await shopper().ask("/data", { headers: { "if-modified-since": day } })).status).toBe(304);
    const other = { "if-none-match": '"e"', "if-modified-since": day };
    const { status, text, headers } = await shopper().ask("/data", { headers: other });
    expect({ status, text, etag: headers.etag }).toEqual({ status: 200, text: "{}", etag: '"d"' });
  });
});

describe("HEAD", () => {
  it("says of a page what GET would, less what is known only once it is made", async () => {
    const { status, headers, bytes } = await shopper().ask("/ruled", { method: "HEAD" });
    expect(status).toBe(200);
    expect(bytes.length).toBe(0);
    expect(headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "cache-control": "private, no-cache",
    });
    for (const name of ["content-length", "etag", "last-modified", "set-cookie"])
      expect(headers[name]).toBeUndefined();
    expect(asked().method).toBe("HEAD");
  });

  it("says of anything else what the shop says", async () => {
    const { headers } = await shopper().ask("/data", { method: "HEAD" });
    expect(headers).toMatchObject({ etag: '"d"', "last-modified": day });
  });
});

describe("a part", () => {
  const range = { range: "bytes=2-5" };

  it("of a page is the whole page", async () => {
    const { status, text } = await shopper().ask("/part?html", { headers: range });
    expect([status, text]).toEqual([200, tagged]);
  });

  it("of anything else stays that part, however it was asked for", async () => {
    for (const accept of ["text/html", "*/*"]) {
      const { status, text, headers } = await shopper().ask("/part?pdf", { headers: { ...range, accept } });
      expect([status, text]).toEqual([206, html.slice(2, 6)]);
      expect(headers["content-range"]).toBe(`bytes 2-5/${html.length}`);
    }
  });
});

describe("other answers of the shop", () => {
  it.each([203, 226, 299, 400, 404, 410, 422, 451, 500, 504])("%d goes on as it came", async (status) => {
    const answer = await shopper().ask(`/status?${status}`);
    expect([answer.status, answer.text, answer.headers.etag]).toEqual([status, html, '"e"']);
    expect(answer.headers["set-cookie"]).toBeUndefined();
  });

  it.each(Object.keys(packed))("%s, in an encoding that is not read here, goes on whole", async (path) => {
    const { bytes, headers } = await shopper().ask(path);
    const [encoding, own] = packed[path]!;
    expect(headers["content-encoding"]).toBe(encoding);
    expect(bytes.equals(own)).toBe(true);
    expect(asked().headers["accept-encoding"]).not.toMatch(/zstd|deflate/);
  });
});

describe("methods", () => {
  it.each(["POST", "PUT", "PATCH", "DELETE", "PROPFIND"])(
    "%s goes on with what it carries",
    async (method) => {
      const { text } = await shopper().ask("/upload", {
        method,
        headers: { "content-length": "5" },
        body: "piece",
      });
      expect(text).toMatch(new RegExp(`^got piece;${method} `));
    },
  );

  it.each(["GET", "HEAD"])("%s may say that it carries nothing, or something", async (method) => {
    for (const body of ["", "piece"]) {
      const headers = { accept: "*/*", "content-length": String(body.length) };
      expect((await shopper().ask("/upload", { method, headers, body })).status).toBe(200);
    }
    const headers = { accept: "application/json", "content-length": "5" };
    const { status, text } = await shopper().ask("/upload", { method, headers, body: "piece" });
    expect(status).toBe(200);
    if (method === "GET") expect(text).toMatch(/^got piece;GET /);
  });

  it("OPTIONS is the shop's", async () => {
    const { status, headers } = await shopper().ask("/allow", { method: "OPTIONS" });
    expect([status, headers.allow]).toEqual([204, "GET, HEAD"]);
  });

  it("a page that answers a form is the shop's alone", async () => {
    const { text, headers } = await shopper().submit("/form", { name: "" });
    expect(text).toBe("<html><head></head><h1>Your name is missing</h1></html>");
    expect(headers["set-cookie"]).toBeUndefined();
  });
});

/** What is on the wire, where a client would hide it. */
function wire(
  text: string,
  onData?: (received: string, send: (more: string) => void) => void,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(edge.port, "127.0.0.1");
    let received = "";
    socket.on("data", (piece) => {
      received += piece.toString("latin1");
      onData?.(received, (more) => socket.write(more));
    });
    socket.on("close", () => resolve(received));
    socket.on("error", reject);
    socket.write(text);
  });
}

const head = (line: string, ...lines: string[]) =>
  [`${line} HTTP/1.1`, `host: ${shopHost}:${edge.port}`, ...lines, "", ""].join("\r\n");

describe("an upload", () => {
  it("reaches the shop piece by piece, before the last is sent", async () => {
    let sent = false;
    const received = await wire(
      head("POST /upload", "transfer-encoding: chunked", "connection: close") + "5\r\nfirst\r\n",
      (soFar, send) => {
        if (sent || !soFar.includes("got first;")) return;
        sent = true;
        send("6\r\nsecond\r\n0\r\n\r\n");
      },
    );
    expect(sent).toBe(true);
    expect(received).toContain("got second;");
  });

  it("may ask first whether it is welcome", async () => {
    let sent = false;
    const received = await wire(
      head("PUT /upload", "expect: 100-continue", "content-length: 4", "connection: close"),
      (soFar, send) => {
        if (sent || !soFar.includes("100 Continue")) return;
        sent = true;
        send("body");
      },
    );
    expect(received).toContain("got body;");
    expect(received).toContain("PUT 4");
  });
});

describe("fields of one hop", () => {
  it("do not reach the shop", async () => {
    await wire(
      head(
        "GET /hops",
        "connection: close, x-named",
        "x-named: 1",
        "keep-alive: timeout=5",
        "te: trailers",
        "trailer: x",
        "upgrade: h2c",
        "proxy-authorization: Basic eDp5",
        "proxy-connection: close",
        "x-kept: 1",
      ),
    );
    const { headers } = asked();
    const names = ["x-named", "te", "trailer", "upgrade", "proxy-authorization", "proxy-connection"];
    for (const name of names) expect(headers[name]).toBeUndefined();
    expect(headers["x-kept"]).toBe("1");
  });

  it("do not reach the shopper; all others do, as often as they came", async () => {
    const received = await wire(head("GET /hops", "connection: close"));
    expect(received).not.toMatch(/x-one-hop|proxy-authenticate|keep-alive/i);
    expect(received.match(/x-twice: [ab]\r\n/gi)).toHaveLength(2);
    expect(received).toMatch(/^via: 1.1 shop\r$/im);
    expect(received).toMatch(/^link: <\/style.css>; rel=preload; as=style\r$/im);
    expect(received).toMatch(/^server-timing: db;dur=5\r$/im);
  });
});

describe("what the shop's server is told of the shopper", () => {
  it("is what the platform saw, whatever the client makes up", async () => {
    await shopper().ask("/data", {
      headers: {
        "cf-connecting-ip": "203.0.113.7",
        "x-forwarded-for": "10.0.0.1",
        "x-forwarded-host": "evil.example",
        "x-forwarded-port": "1",
        "x-real-ip": "10.0.0.1",
        forwarded: "for=10.0.0.1;host=evil.example",
      },
    });
    const { headers } = asked();
    expect(headers).toMatchObject({
      host: new URL(origin.url).host,
      "x-forwarded-for": "203.0.113.7",
      "x-forwarded-host": `${shopHost}:${edge.port}`,
      "x-forwarded-proto": "http",
      "cdn-loop": "edgewise",
    });
    for (const name of ["forwarded", "x-forwarded-port", "x-real-ip", "via"])
      expect(headers[name]).toBeUndefined();
  });
});

describe("paths and queries", () => {
  it.each([
    "//a",
    "/a//b",
    "/a%2Fb",
    "/a%2fb",
    "/a;b=1",
    "/a|b",
    "/a?",
    "/a??b",
    "/a%3Fb",
    "/%E9",
    "/a%zz",
    "/a?x=a|b&y=%20+c&y=[]",
    "/a?q=../..//%2e",
    "/caf%C3%A9?q=caf%C3%A9",
    "/~a!$&'()*+,=:@-._",
  ])("%s reaches the shop as it was sent", async (path) => {
    for (const accept of ["text/html", "image/png"]) {
      await shopper().ask(path, { headers: { accept } });
      expect(asked().url).toBe(path);
    }
  });

  it.each([
    ["/a/../b", "/b"],
    ["/a/%2e%2E/b", "/b"],
    ["/a/./b", "/a/b"],
    ["/a\\b", "/a/b"],
  ])("%s is sent on as the URL that it stands for: %s", async (path, sent) => {
    await shopper().ask(path);
    expect(asked().url).toBe(sent);
  });
});
