import { execFileSync } from "node:child_process";
import { type IncomingMessage, request as send, type ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface Sent {
  id: string;
  name: string;
  timeMs: number;
  params?: Record<string, unknown>;
}

/** Stands before Edgewise, writes down which events it took, and can be unreachable. */
export interface Recorder {
  port: number;
  /** Once each, in the order in which they happened. */
  taken(): Sent[];
  /** Paths of what was asked of Edgewise itself. */
  asked: string[];
  isDown: boolean;
  close(): Promise<void>;
}

/** Of one's own making, for a browser that is told to take any. */
function certificate(): { key: string; cert: string } {
  const pem = execFileSync(
    "openssl",
    [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
      "-nodes",
      "-subj",
      "/CN=localhost",
      "-addext",
      "subjectAltName=DNS:*.localhost",
      "-keyout",
      "-",
    ],
    { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
  );
  return { key: pem, cert: pem };
}

/** @param to the port on this machine that it leads to. */
export async function startRecorder(to: number): Promise<Recorder> {
  const seen = new Map<string, Sent>();
  const take = (body: string) => {
    for (const event of (JSON.parse(body) as { events: Sent[] }).events) seen.set(event.id, event);
  };
  const pass = async (incoming: IncomingMessage, response: ServerResponse) => {
    const { method, headers, url = "/" } = incoming;
    const { pathname } = new URL(url, "http://shop");
    if (pathname.startsWith("/_ew/")) recorder.asked.push(pathname);
    const body = await text(incoming);
    // Miniflare itself speaks HTTP.
    const seenAs = { ...headers, "mf-original-url": `https://${headers.host}${url}` };
    const outgoing = send({ port: to, host: "127.0.0.1", method, path: url, headers: seenAs }, (answer) => {
      if (pathname === "/_ew/e" && answer.statusCode === 202) take(body);
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    outgoing.on("error", () => response.destroy());
    outgoing.end(body);
  };
  const server = createServer(certificate(), (incoming, response) => {
    if (recorder.isDown) incoming.destroy();
    else void pass(incoming, response).catch(() => response.destroy());
  });
  server.on("connection", (socket) => {
    if (recorder.isDown) socket.destroy();
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const recorder: Recorder = {
    port: (server.address() as AddressInfo).port,
    taken: () => [...seen.values()].toSorted((a, b) => a.timeMs - b.timeMs),
    asked: [],
    isDown: false,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  return recorder;
}
