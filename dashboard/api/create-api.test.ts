import { describe, expect, it, vi } from "vitest";
import { ApiError } from "./api-error.ts";
import { createApi } from "./create-api.ts";

function setUp(answer: (url: string, init: RequestInit) => Response | Promise<Response>, timeoutMs?: number) {
  const fetch = vi.fn<(url: string, init: RequestInit) => Promise<Response>>(async (url, init) =>
    answer(url, init),
  );
  const onSignedOut = vi.fn<(endpoint: string) => void>();
  const seams = { fetch: fetch as unknown as typeof globalThis.fetch, onSignedOut };
  return { fetch, onSignedOut, api: createApi(timeoutMs === undefined ? seams : { ...seams, timeoutMs }) };
}

const json = (status: number, body: unknown) => Response.json(body, { status });
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (thrown: unknown) => thrown as ApiError,
  );

describe("a request", () => {
  it("goes to the path of its endpoint, with every parameter safe for an address", async () => {
    const { api, fetch } = setUp(() => json(200, { version: 3 }));
    await api("POST /rules/:id/switch?site=:site", { id: "a/b", site: "x&y", body: { on: true } });
    const [url, init] = fetch.mock.calls[0] ?? [];
    expect(url).toBe("/api/v1/rules/a%2Fb/switch?site=x%26y");
    expect(init).toMatchObject({ method: "POST", credentials: "same-origin", body: '{"on":true}' });
  });

  it("says what may be left out of an address where there is something to say", async () => {
    const { api, fetch } = setUp(() => json(200, {}));
    await api("GET /reports/coupons?site=:site", { site: "x" });
    await api("GET /reports/coupons?site=:site", { site: "x", query: { after: "a&b", days: "2" } });
    expect(fetch.mock.calls.map(([url]) => url)).toEqual([
      "/api/v1/reports/coupons?site=x",
      "/api/v1/reports/coupons?site=x&after=a%26b&days=2",
    ]);
  });

  it("sends no body and says no content type where there is nothing to send", async () => {
    const { api, fetch } = setUp(() => json(200, { sites: [] }));
    await api("GET /sites");
    const init = fetch.mock.calls[0]?.[1];
    expect(init).not.toHaveProperty("body");
    expect(init?.headers).not.toHaveProperty("content-type");
  });

  it("says which revision of a document it is over, or that this is a new one", async () => {
    const { api, fetch } = setUp(() => json(200, {}));
    const saved = { id: "vips", site: "x", body: { document: { id: "vips", name: "VIPs", values: [] } } };
    await api("PUT /lists/:id?site=:site", { ...saved, over: 7 });
    await api("PUT /lists/:id?site=:site", { ...saved, over: "new" });
    expect(fetch.mock.calls.map(([, { headers }]) => headers)).toMatchObject([
      { "if-match": '"7"' },
      { "if-none-match": "*" },
    ]);
    expect(fetch.mock.calls[0]?.[1].body).toBe(JSON.stringify(saved.body));
  });

  it("gives the answer's body", async () => {
    const { api } = setUp(() => json(200, { sites: [] }));
    expect(await api("GET /sites")).toEqual({ sites: [] });
  });
});

describe("an error", () => {
  it("carries the API's code, sentence, request id and problems", async () => {
    const problems = [{ code: "invalid_value", path: "name", message: "A name is needed." }];
    const { api } = setUp(() =>
      json(422, {
        error: { code: "invalid", message: "Not valid.", requestId: "r1", details: { problems } },
      }),
    );
    expect(await failure(api("GET /sites"))).toMatchObject({
      code: "invalid",
      message: "Not valid.",
      requestId: "r1",
      status: 422,
      problems,
    });
  });

  it("tells that the session is gone", async () => {
    const { api, onSignedOut } = setUp(() =>
      json(401, { error: { code: "x", message: "Sign in.", requestId: "r" } }),
    );
    expect(await failure(api("GET /sites"))).toMatchObject({ status: 401 });
    expect(onSignedOut).toHaveBeenCalledExactlyOnceWith("GET /sites");
  });

  it("is readable when a proxy answers with a page of its own", async () => {
    const { api } = setUp(() => new Response("<h1>Bad gateway</h1>", { status: 502 }));
    expect((await failure(api("GET /sites")))?.message).toContain("502");
  });

  it("says so when the server cannot be reached", async () => {
    const { api } = setUp(() => Promise.reject(new TypeError("Failed to fetch")));
    expect(await failure(api("GET /sites"))).toMatchObject({ code: "offline", status: 0 });
  });
});

describe("an answer that does not come", () => {
  const never = (_: string, { signal }: RequestInit) =>
    new Promise<Response>((_resolve, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason));
    });

  it("ends in a sentence that admits that the outcome is not known", async () => {
    const { api } = setUp(never, 20);
    const error = await failure(api("GET /sites"));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ code: "timeout" });
    expect(error?.message).toContain("not known");
  });

  it("is asked for once more with the same key where something was sent, so that it is done once", async () => {
    let asked = 0;
    const { api, fetch } = setUp(
      (url, init) => (++asked === 1 ? never(url, init) : json(200, { version: 3 })),
      20,
    );
    expect(await api("POST /publish?site=:site", { site: "x", body: {} })).toEqual({ version: 3 });
    await api("POST /publish?site=:site", { site: "x", body: {} });
    const keys = fetch.mock.calls.map(
      ([, { headers }]) => (headers as Record<string, string>)["idempotency-key"] ?? "",
    );
    expect(keys[0]).toMatch(/^"[\da-f-]{36}"$/);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it("is not asked for again where something was only read", async () => {
    const { api, fetch } = setUp(never, 20);
    await failure(api("GET /sites"));
    expect(fetch).toHaveBeenCalledTimes(1);
  });
});
