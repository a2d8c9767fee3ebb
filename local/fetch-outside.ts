import { type IncomingMessage, request as overHttp } from "node:http";
import { Readable } from "node:stream";
import { fetch, type Request, Response } from "miniflare";

/**
 * What workerd fetches on this machine, as Cloudflare would: names below `localhost` are this machine, as RFC 6761 §6.3
 * has it, though not every resolver knows it and workerd asks one. Rejects where nobody answers.
 */
export async function fetchOutside(request: Request): Promise<Response> {
  const url = new URL(request.url);
  if (!/(^|\.)localhost$/.test(url.hostname)) return fetch(request);
  const headers = { ...Object.fromEntries(request.headers), host: url.host };
  const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
    const asking = overHttp(url, { hostname: "127.0.0.1", method: request.method, headers }, resolve);
    asking.on("error", reject);
    asking.end();
  });
  const answered = new Headers();
  for (const [name, value] of Object.entries(incoming.headersDistinct))
    for (const each of value ?? []) answered.append(name, each);
  const status = incoming.statusCode ?? 502;
  const isEmpty = status === 204 || status === 304;
  if (isEmpty) incoming.resume();
  return new Response(isEmpty ? null : Readable.toWeb(incoming), {
    status,
    headers: [...answered],
  });
}
