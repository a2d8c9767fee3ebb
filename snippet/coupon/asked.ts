/** Nobody waits longer for a shop. */
const mostMs = 5000;

export interface Reply<Json> {
  json: Json;
  ok: boolean;
  headers: Headers;
}

interface Asking extends Omit<RequestInit, "body" | "headers"> {
  body?: unknown;
  headers?: Record<string, string>;
}

/**
 * Asks the shop, with the shopper's session where that is the page's own host.
 * @param body sent as JSON.
 * @throws where it does not answer in time, fails, or answers with something that is no JSON.
 */
export async function asked<Json>(
  address: string,
  { body, headers = {}, ...init }: Asking = {},
): Promise<Reply<Json>> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), mostMs);
  try {
    const reply = await fetch(address, {
      ...init,
      headers: {
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: stop.signal,
    });
    if (reply.status >= 500 || reply.status == 429) throw Error();
    return { json: (await reply.json()) as Json, ok: reply.ok, headers: reply.headers };
  } finally {
    clearTimeout(timer);
  }
}

/** A question in GraphQL. @throws also where it is not understood. */
export async function askedGraph<Data>(
  address: string,
  query: string,
  { variables, ...init }: Asking & { variables: object },
): Promise<Data> {
  const { json } = await asked<{ data?: Data }>(address, {
    ...init,
    method: "POST",
    body: { query, variables },
  });
  if (!json.data) throw Error();
  return json.data;
}
