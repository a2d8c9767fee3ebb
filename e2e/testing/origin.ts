import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A shop's server that answers as the test says, and remembers what it was asked. */
export interface Origin {
  url: string;
  server: Server;
  asked: IncomingMessage[];
  close(): Promise<void>;
}

/** What a path answers. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const notHere: Answer = (_request, response) => {
  response.writeHead(404, { "content-type": "text/html" }).end("<h1>Not here</h1>");
};

/** @param answers by path. @param otherwise anything else: a 404. */
export async function startOrigin(
  answers: Record<string, Answer>,
  otherwise: Answer = notHere,
): Promise<Origin> {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    const path = new URL(request.url ?? "/", "http://origin").pathname;
    (answers[path] ?? otherwise)(request, response);
  });
  await new Promise<void>((open) => server.listen(0, "127.0.0.1", open));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    server,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** An answer that is one page. */
export function page(html: string | Buffer, headers: Record<string, string | string[]> = {}): Answer {
  return (_request, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...headers }).end(html);
  };
}
