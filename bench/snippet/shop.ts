import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A page that has enough to do with each click: a menu, a form, and a script of the shop's that works for 10 ms. */
const html = `<!doctype html><html><head><meta charset="utf-8"><title>Shop</title></head><body>
<h1>Lipsticks</h1><p id="lead">In twelve colours</p>
${Array.from({ length: 60 }, (_, index) => `<article><h2>Lipstick ${index}</h2><a href="#p${index}">More</a> <button type="button" data-ew-event="choose" data-ew-params='{"index":${index}}'>Choose</button></article>`).join("\n")}
<script>
  for (const button of document.querySelectorAll("button")) button.addEventListener("click", () => {
    const end = performance.now() + 10;
    while (performance.now() < end);
    button.textContent = "Chosen";
  });
</script></body></html>`;

export interface Shop {
  url: string;
  close: () => void;
}

export async function startShop(): Promise<Shop> {
  const server: Server = createServer((request, response) => {
    if (request.url === "/cart.js")
      return response
        .writeHead(200, { "content-type": "application/json" })
        .end('{"currency":"EUR","items":[]}');
    return response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => void server.close() };
}
