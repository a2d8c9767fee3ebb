/** Longer than Edgewise waits, so that a test sees Edgewise's patience end first. */
const patienceMs = 20_000;

/** Why Vendure did not do what it was asked for, in its own words. */
export interface Refusal {
  readonly errorCode: string;
  readonly message: string;
}

/** Vendure's Shop API on behalf of one browser, whose cookies go there and come back. */
export class ShopApi {
  /** Everything that Vendure set meanwhile, for the browser. */
  readonly setCookies: string[] = [];
  readonly #url: string;
  #cookie: string;

  /**
   * @param vendure where Vendure answers.
   * @param cookie what the browser sent.
   */
  constructor(vendure: string, cookie: string) {
    this.#url = `${vendure}/shop-api`;
    this.#cookie = cookie;
  }

  /** @throws where Vendure does not answer, or finds a mistake in the question. */
  async ask<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const response = await fetch(this.#url, {
      method: "POST",
      headers: { "content-type": "application/json", cookie: this.#cookie },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(patienceMs),
    });
    const set = response.headers.getSetCookie();
    if (set.length > 0) {
      this.setCookies.push(...set);
      this.#cookie = set.map((cookie) => cookie.split(";", 1)[0]).join("; ");
    }
    const { data, errors } = (await response.json()) as { data: T; errors?: { message: string }[] };
    if (errors) throw new Error(errors.map(({ message }) => message).join(" "));
    return data;
  }
}
