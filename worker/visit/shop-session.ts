import type { ShopSession, WholePage } from "../coupon/apply-by-form.ts";
import { forShopHost, originRequest, withPathOf } from "./origin.ts";
import { readWhole } from "../share/whole.ts";

/** The cart page is there already while the shop is asked about coupons; nobody waits longer for that than this. */
const patienceMs = 5000;

/** A shop's session on behalf of one shopper: it goes on with the cookies that the shop sets meanwhile. */
export class ShopperSession implements ShopSession {
  /** Everything that the shop set since the shopper asked, to be handed to the shopper with the page. */
  readonly setCookies: string[] = [];
  readonly #request: Request;
  readonly #origin: string | null;
  readonly #mostBytes: number;
  readonly #cookies: Map<string, string>;
  readonly #deadline = AbortSignal.timeout(patienceMs);

  /**
   * @param request the shopper's request for the cart page.
   * @param answer what the shop answered to it, whose cookies the session goes on with.
   */
  constructor(request: Request, answer: Pick<Response, "headers">, origin: string | null, mostBytes: number) {
    this.#request = request;
    this.#origin = origin;
    this.#mostBytes = mostBytes;
    this.#cookies = new Map(
      (request.headers.get("cookie") ?? "").split(";").flatMap((pair) => {
        const equals = pair.indexOf("=");
        return equals > 0 ? [[pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()] as const] : [];
      }),
    );
    this.#keepCookies(answer);
  }

  async get(): Promise<WholePage | undefined> {
    try {
      const response = await this.#ask(new Request(this.#request.url, { headers: this.#headers() }));
      const stream: ReadableStream<Uint8Array> | null = response.body;
      if (!response.ok || stream === null) return undefined;
      const body = await readWhole(stream, this.#mostBytes);
      return body.whole ? { response, bytes: body.bytes } : undefined;
    } catch (error) {
      return unanswered(error);
    }
  }

  async post(action: string, body: URLSearchParams): Promise<boolean> {
    const url = new URL(this.#request.url);
    if (!URL.canParse(action, url.href)) return false;
    const target = new URL(action, url);
    // A form may lead anywhere; a shopper's cookies go to this shop alone.
    if (target.host !== url.host && target.origin !== this.#origin) return false;
    const address = withPathOf(target, url.origin);
    const headers = this.#headers();
    headers.set("content-type", "application/x-www-form-urlencoded");
    headers.set("origin", url.origin);
    headers.set("referer", url.href);
    // The page that the form stands on is the shop's own, wherever the shopper came from.
    headers.set("sec-fetch-site", "same-origin");
    try {
      const response = await this.#ask(
        new Request(address, { method: "POST", headers, body: body.toString() }),
      );
      await response.body?.cancel();
      return response.status < 500;
    } catch (error) {
      return unanswered(error) ?? false;
    }
  }

  async #ask(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const toOrigin = originRequest(request, url, this.#origin, true);
    const answer = await fetch(toOrigin, { signal: this.#deadline });
    const response = forShopHost(answer, toOrigin.url, url);
    this.#keepCookies(response);
    return response;
  }

  #keepCookies(response: Pick<Response, "headers">): void {
    for (const cookie of response.headers.getSetCookie()) {
      this.setCookies.push(cookie);
      const pair = cookie.split(";", 1)[0] ?? "";
      const equals = pair.indexOf("=");
      if (equals > 0) this.#cookies.set(pair.slice(0, equals).trim(), pair.slice(equals + 1).trim());
    }
  }

  #headers(): Headers {
    const headers = new Headers(this.#request.headers);
    headers.set("cookie", [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    return headers;
  }
}

/** A shop that breaks off has not taken anything; the cart page that was read before goes on. */
function unanswered(error: unknown): undefined {
  console.error({ message: "The shop did not answer about a coupon.", error: String(error) });
}
