import { request as send, type IncomingHttpHeaders } from "node:http";
import { shopHost } from "../../local/serve.ts";

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
  text: string;
}

export interface Ask {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  host?: string;
}

/**
 * A shopper without scripts: keeps cookies, follows nothing, and sees the bytes as they came over the wire.
 */
export class Shopper {
  readonly cookies = new Map<string, string>();
  readonly #port: number;

  constructor(port: number) {
    this.#port = port;
  }

  ask(
    path: string,
    { method = "GET", headers = {}, body, host = `${shopHost}:${this.#port}` }: Ask = {},
  ): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    return new Promise((resolve, reject) => {
      const outgoing = send(
        {
          host: "127.0.0.1",
          port: this.#port,
          path,
          method,
          headers: { host, accept: "text/html", ...(cookie === "" ? {} : { cookie }), ...headers },
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
          incoming.on("error", reject);
          incoming.on("end", () => {
            this.#keep(incoming.headers["set-cookie"] ?? []);
            const bytes = Buffer.concat(chunks);
            resolve({
              status: incoming.statusCode ?? 0,
              headers: incoming.headers,
              bytes,
              text: bytes.toString(),
            });
          });
        },
      );
      outgoing.on("error", reject);
      outgoing.end(body);
    });
  }

  /** Sends a form as a browser would. */
  submit(path: string, fields: Record<string, string>): Promise<Answer> {
    return this.ask(path, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(fields).toString(),
    });
  }

  /** Sends events as the snippet would. */
  did(...events: { name: string; params?: Record<string, unknown> }[]): Promise<Answer> {
    const nowMs = Date.now();
    const body = {
      sentAtMs: nowMs,
      events: events.map(({ name, params = {} }) => ({
        id: crypto.randomUUID(),
        name,
        timeMs: nowMs,
        params,
      })),
    };
    return this.ask("/_ew/e", { method: "POST", body: JSON.stringify(body) });
  }

  #keep(setCookies: readonly string[]): void {
    for (const cookie of setCookies) {
      const pair = cookie.split(";", 1)[0] ?? "";
      const equals = pair.indexOf("=");
      this.cookies.set(pair.slice(0, equals), pair.slice(equals + 1));
    }
  }
}
