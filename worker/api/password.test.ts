import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type ApiClient, apiClient, ask, clientOf, cookieIn } from "../testing/api-client.ts";
import { prepareDatabase } from "../testing/shop.ts";

const email = "olga@shop.example";
const password = "a bicycle for Sunday";

let owner: ApiClient;
beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await prepareDatabase();
});
beforeEach(async () => {
  await env.DB.batch([env.DB.prepare("DELETE FROM users"), env.DB.prepare("DELETE FROM sign_in_failures")]);
  owner = await apiClient("owner");
  await owner("PUT /me", { name: "Olga", email });
});
afterEach(() => void vi.useRealTimers());

const signIn = (typed: object, headers: Record<string, string> = {}) =>
  ask("POST /session/password", typed, headers);

describe("a password", () => {
  it("signs in with the e-mail address, in whatever letters that is typed", async () => {
    expect(await owner("PUT /me/password", { password })).toEqual({ status: 200, answer: { saved: true } });
    const response = await signIn({ email: " OLGA@Shop.example", password });
    expect(response.status).toBe(200);
    expect(await response.clone().json()).toEqual({ user: { id: "owner", name: "Olga", role: "owner" } });
    const call = clientOf(cookieIn(response));
    expect((await call("GET /me")).answer).toMatchObject({
      passwordSetAt: expect.stringMatching(/Z$/),
      sessions: expect.arrayContaining([expect.objectContaining({ way: "password", isThis: true })]),
    });
    const { results } = await env.DB.prepare("SELECT * FROM users").all();
    expect(JSON.stringify(results)).not.toContain(password);
  });

  it("that is wrong, is missing or belongs to nobody is refused in the same words", async () => {
    await owner("PUT /me/password", { password });
    const refusals = await Promise.all(
      [
        { email, password: `${password}!` },
        { email: "nobody@shop.example", password },
      ].map(async (typed) => {
        const response = await signIn(typed);
        const { error } = await response.json<{ error: { code: string; message: string } }>();
        return [response.status, error.code, error.message];
      }),
    );
    expect(refusals[0]).toEqual([401, "sign_in_failed", expect.stringMatching(/\.$/)]);
    expect(refusals[1]).toEqual(refusals[0]);
    await owner("DELETE /me/password");
    expect((await signIn({ email, password })).status).toBe(401);
    expect((await owner("GET /me")).answer.passwordSetAt).toBeNull();
  });

  it("ends all other sessions when it is changed", async () => {
    await owner("PUT /me/password", { password });
    const other = clientOf(cookieIn(await signIn({ email, password })));
    expect(await other("PUT /me/password", { password: `${password} and Monday` })).toMatchObject({
      status: 200,
    });
    expect(await owner("GET /session")).toMatchObject({ status: 401 });
    expect(await other("GET /session")).toMatchObject({ status: 200 });
    expect((await signIn({ email, password })).status).toBe(401);
  });

  it("needs an e-mail address to go with it", async () => {
    const marketer = await apiClient("marketer");
    expect(await marketer("PUT /me/password", { password })).toMatchObject({ status: 400 });
  });

  it.each(["fourteen chars", "aaaaaaaaaaaaaaaaaaaa", "abababababababababab", "x".repeat(201)])(
    "%j is too easily guessed, or too long",
    async (bad) => {
      expect(await owner("PUT /me/password", { password: bad })).toMatchObject({
        status: 400,
        answer: { error: { details: { problems: [{ path: "password" }] } } },
      });
    },
  );

  it("wants a recent sign-in to be changed, and a new one is enough", async () => {
    await owner("PUT /me/password", { password });
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 16 * 60_000 });
    for (const what of ["PUT /me/password", "DELETE /me/password"])
      expect(await owner(what, { password })).toMatchObject({ answer: { error: { code: "sign_in_again" } } });
    const again = clientOf(cookieIn(await signIn({ email, password })));
    expect(await again("PUT /me/password", { password })).toMatchObject({ status: 200 });
  });
});

describe("guessing", () => {
  it.each([email, "nobody@shop.example"])(
    "ends after ten failures for %s, from wherever, whether there is such an account or not",
    async (account) => {
      await owner("PUT /me/password", { password });
      const statuses = [];
      for (let guess = 0; guess < 12; guess++) {
        const from = { "cf-connecting-ip": `198.51.100.${guess}` };
        statuses.push((await signIn({ email: account, password: `guess number ${guess}` }, from)).status);
      }
      expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429]);
      const right = await signIn({ email, password });
      expect(right.status).toBe(account === email ? 429 : 200);
      const waitSeconds = Number(right.headers.get("retry-after"));
      if (account === email) expect(waitSeconds).toBeGreaterThan(800);
      expect(waitSeconds).toBeLessThanOrEqual(15 * 60);
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 15 * 60_000 });
      expect((await signIn({ email, password })).status).toBe(200);
    },
  );

  it("many at once is no way around", async () => {
    await owner("PUT /me/password", { password });
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, guess) => signIn({ email, password: `guess number ${guess}` })),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
  });

  it("is not what somebody does who signs in often", async () => {
    await owner("PUT /me/password", { password });
    for (let time = 0; time < 12; time++) expect((await signIn({ email, password })).status).toBe(200);
  });

  it("leaves no address behind that could be read", async () => {
    await signIn({ email, password }, { "cf-connecting-ip": "203.0.113.77" });
    const { results } = await env.DB.prepare("SELECT * FROM sign_in_failures").all();
    expect(results.length).toBeGreaterThan(0);
    expect(JSON.stringify(results)).not.toMatch(/203\.0|olga/);
  });
});
