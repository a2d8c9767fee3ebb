/**
 * The shop's own server, in a process of its own: it tells its parent its port, and ends with it. Its pages lie in
 * memory ready to be sent, so that all the time is the contenders'.
 */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { etag, heldBackMs, type Kind, ownCookies, pageOf, sizes, token } from "./pages.ts";
import { shopPage } from "./shop-page.ts";

const pages = { SMALL: shopPage(sizes.SMALL).original, LARGE: shopPage(sizes.LARGE).original };

const server = createServer((request, response) => {
  const asked = pageOf(request.url ?? "");
  if (asked === undefined) response.writeHead(404).end();
  else answer(asked.kind, pages[asked.size], request.headers["if-none-match"], response);
});
// Contenders that keep their connections must not lose them between their turns.
server.keepAliveTimeout = 600_000;
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
process.once("disconnect", () => process.exit(0));
// Ctrl-C reaches every process of the terminal; the parent says when it is time.
process.on("SIGINT", () => undefined);

function answer(kind: Kind, page: Buffer, known: string | undefined, response: ServerResponse): void {
  const headers = { "content-type": "text/html; charset=utf-8", "content-length": page.length };
  if (kind === "shared") {
    const shared = { "cache-control": "public, max-age=60", etag };
    if (known === etag) response.writeHead(304, shared).end();
    else response.writeHead(200, { ...headers, ...shared }).end(page);
    return;
  }
  const own = { "cache-control": "private, no-store", "set-cookie": ownCookies };
  response.writeHead(200, { ...headers, ...own });
  if (kind === "again") return void response.end(page);
  if (kind === "private") return endWithToken(page, response);
  const half = page.length >> 1;
  response.write(page.subarray(0, half));
  setTimeout(() => response.end(page.subarray(half)), heldBackMs);
}

let answers = 0;

/** In one go, and without copying the page. */
function endWithToken(page: Buffer, response: ServerResponse): void {
  const at = page.indexOf(token);
  answers += 1;
  response.cork();
  response.write(page.subarray(0, at));
  response.write(String(answers).padStart(token.length, "0"));
  response.end(page.subarray(at + token.length));
}
