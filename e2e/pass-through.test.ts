import { createHash } from "node:crypto";
import { request } from "node:http";
import type { Duplex } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shopHost } from "../local/serve.ts";
import { openBrowser } from "./testing/browser.ts";
import { type Edge, startEdge } from "./testing/edge.ts";
import { type Origin, startOrigin } from "./testing/origin.ts";
import { Shopper } from "./testing/shopper.ts";

let origin: Origin;
let edge: Edge;
/** Lets the shop's server send its next piece. */
let goOn: () => void = () => undefined;
/** What reached the shop's server over its socket. */
const heard: string[] = [];

beforeAll(async () => {
  origin = await startOrigin({
    "/events": (_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      response.write("data: one\n\n");
      goOn = () => response.end("data: two\n\n");
    },
    "/download": (_request, response) => {
      response.writeHead(200, { "content-type": "application/octet-stream" });
      response.write("first");
      goOn = () => response.end("second");
    },
    "/poll": (_request, response) => {
      goOn = () => response.writeHead(200, { "content-type": "application/json" }).end("{}");
    },
    "/hints": (_request, response) => {
      response.writeEarlyHints({ link: "</style.css>; rel=preload; as=style" });
      response
        .writeHead(200, { "content-type": "text/html", link: "</style.css>; rel=preload; as=style" })
        .end("<html><head></head></html>");
    },
  });
  origin.server.on("upgrade", (asked, socket) =>
    openSocket(asked.headers["sec-websocket-key"] ?? "", socket),
  );
  edge = await startEdge({ origin: origin.url });
});
afterAll(async () => {
  await edge?.close();
  await origin?.close();
});

/** A server of WebSockets (RFC 6455) that says "welcome", and "heard" to each short text. */
function openSocket(key: string, socket: Duplex): void {
  const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
  const lines = ["HTTP/1.1 101 Switching Protocols", "upgrade: websocket", "connection: Upgrade"];
  socket.write([...lines, `sec-websocket-accept: ${accept}`, "set-cookie: socket=1", "", ""].join("\r\n"));
  const say = (text: string) => socket.write(Buffer.from([0x81, text.length, ...Buffer.from(text)]));
  say("welcome");
  socket.on("data", (frame: Buffer) => {
    if ((frame[0] ?? 0) % 16 === 8) {
      socket.end();
      return;
    }
    const mask = frame.subarray(2, 6);
    heard.push(Buffer.from(frame.subarray(6).map((byte, at) => byte ^ (mask[at % 4] ?? 0))).toString());
    say("heard");
  });
  socket.on("error", () => undefined);
}

/** Asks, and lets the shop go on once the first piece is here. */
function inPieces(path: string, accept: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const headers = { host: `${shopHost}:${edge.port}`, accept, "accept-encoding": "identity" };
    const outgoing = request({ host: "127.0.0.1", port: edge.port, path, headers }, (incoming) => {
      const pieces: string[] = [];
      incoming.on("data", (piece: Buffer) => {
        pieces.push(piece.toString());
        if (pieces.length === 1) goOn();
      });
      incoming.on("end", () => resolve(pieces));
      incoming.on("error", reject);
    });
    outgoing.on("error", reject);
    outgoing.end();
  });
}

describe("what comes bit by bit", () => {
  // Were the first piece kept back, the second would never be sent.
  it.each([
    ["/events", "text/event-stream", ["data: one\n\n", "data: two\n\n"]],
    ["/events", "*/*", ["data: one\n\n", "data: two\n\n"]],
    ["/download", "*/*", ["first", "second"]],
  ])("%s for %s reaches the shopper as it comes", async (path, accept, pieces) => {
    expect(await inPieces(path, accept)).toEqual(pieces);
  });

  it("an answer that is long in coming is waited for", async () => {
    const answer = new Shopper(edge.port).ask("/poll", { headers: { accept: "application/json" } });
    await new Promise((waited) => setTimeout(waited, 300));
    goOn();
    expect((await answer).text).toBe("{}");
  });
});

describe("a WebSocket", () => {
  it("goes through to the shop, and back", async () => {
    const browser = await openBrowser();
    const page = await browser.newPage();
    await page.goto(`http://${shopHost}:${edge.port}/hints`);
    const messages = await page.evaluate(
      () =>
        new Promise<string[]>((resolve, reject) => {
          const socket = new WebSocket(`ws://${location.host}/socket?room=1`);
          const received: string[] = [];
          socket.addEventListener("error", () => reject(new Error("The socket failed.")));
          socket.addEventListener("message", ({ data }) => {
            received.push(String(data));
            if (received.length === 1) socket.send("hello");
            else socket.close();
          });
          socket.addEventListener("close", () => resolve(received));
        }),
    );
    await browser.close();
    expect(messages).toEqual(["welcome", "heard"]);
    expect(heard).toEqual(["hello"]);
  });
});

describe("Early Hints", () => {
  it("stand in the page's own headers", async () => {
    const { status, headers, text } = await new Shopper(edge.port).ask("/hints");
    expect([status, headers.link]).toEqual([200, "</style.css>; rel=preload; as=style"]);
    expect(text).toContain("/_ew/s.js");
  });
});
