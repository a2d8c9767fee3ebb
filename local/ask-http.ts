import { request as overHttp, type RequestOptions } from "node:http";
import { request as overHttps } from "node:https";

export interface HttpAnswer {
  status: number;
  type: string;
  text: string;
}

/**
 * One request, its whole answer. Names below `localhost` are this machine, as RFC 6761 §6.3 has it, though not every
 * resolver knows it and `fetch` asks one. Rejects where nobody answers.
 */
export function askHttp(
  url: URL,
  { method, headers, body }: { method: string; headers: Record<string, string>; body: string | undefined },
): Promise<HttpAnswer> {
  const request = url.protocol === "https:" ? overHttps : overHttp;
  const isHere = /(^|\.)localhost$/.test(url.hostname);
  const options: RequestOptions = {
    ...(isHere ? { hostname: "127.0.0.1" } : {}),
    method,
    headers: { ...headers, host: url.host },
  };
  return new Promise((resolve, reject) => {
    const sending = request(url, options, (response) => {
      const pieces: Buffer[] = [];
      response.on("data", (piece: Buffer) => pieces.push(piece));
      response.on("error", reject);
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers["content-type"] ?? "",
          text: Buffer.concat(pieces).toString(),
        }),
      );
    });
    sending.on("error", reject);
    sending.end(body);
  });
}
