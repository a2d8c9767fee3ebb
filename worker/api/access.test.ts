import { env } from "cloudflare:workers";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type ApiClient, apiClient, ask, clientOf, cookieIn } from "../testing/api-client.ts";
import { prepareDatabase } from "../testing/shop.ts";

const audience = "a-tag-of-the-application";
const email = "olga@shop.example";
const team = "team.cloudflareaccess.com";
let keys: Awaited<ReturnType<typeof generateKeyPair>>;
let owner: ApiClient;
/** What Access answers who asks for its keys. */
let certificates: () => Promise<Response>;

beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await prepareDatabase();
  keys = await generateKeyPair("RS256");
  owner = await apiClient("owner");
  await owner("PUT /me", { name: "Olga", email });
});
beforeEach(async () => {
  await env.DB.prepare("DELETE FROM sign_in_failures").run();
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: "one", alg: "RS256", use: "sig" };
  certificates = async () => Response.json({ keys: [jwk] });
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input) => {
    const asked = input instanceof Request ? input.url : String(input);
    if (asked !== `https://${team}/cdn-cgi/access/certs`) throw new Error(`Nothing else is asked: ${asked}`);
    return certificates();
  });
});
afterEach(() => void vi.restoreAllMocks());

interface Token {
  claims?: Record<string, unknown>;
  issuer?: string;
  audience?: string;
  issuedAt?: number;
  expires?: string;
  key?: CryptoKey;
  kid?: string;
}

function tokenWith({ claims = { email }, ...changes }: Token = {}): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "RS256", kid: changes.kid ?? "one" })
    .setIssuer(changes.issuer ?? `https://${team}`)
    .setAudience(changes.audience ?? audience)
    .setIssuedAt(changes.issuedAt)
    .setExpirationTime(changes.expires ?? "1h")
    .sign(changes.key ?? keys.privateKey);
}

const signIn = (
  token: string | undefined,
  settings: object = { ACCESS_TEAM: team, ACCESS_AUDIENCE: audience },
) =>
  ask("POST /session/access", undefined, token === undefined ? {} : { "cf-access-jwt-assertion": token }, {
    ...env,
    ...settings,
  });
const codeOf = async (response: Response) => (await response.json<{ error: { code: string } }>()).error.code;

describe("Cloudflare Access", () => {
  it("signs in whom it let through, by their e-mail address", async () => {
    const response = await signIn(await tokenWith({ claims: { email: "Olga@Shop.example" } }));
    expect(response.status).toBe(200);
    const call = clientOf(cookieIn(response));
    expect((await call("GET /session")).answer.user).toEqual({ id: "owner", name: "Olga", role: "owner" });
    const { sessions } = (await call("GET /me")).answer as { sessions: { isThis: boolean; way: string }[] };
    expect(sessions.find(({ isThis }) => isThis)?.way).toBe("access");
  });

  it("says when somebody signed in there, and sensitive things look at that", async () => {
    const hourAgo = Math.floor(Date.now() / 1000) - 3600;
    const call = clientOf(cookieIn(await signIn(await tokenWith({ issuedAt: hourAgo }))));
    expect(await call("PUT /me", { name: "Olga", email })).toMatchObject({
      answer: { error: { code: "sign_in_again" } },
    });
  });

  it("lets nobody in who was not invited", async () => {
    const response = await signIn(await tokenWith({ claims: { email: "eve@shop.example" } }));
    expect([response.status, await codeOf(response)]).toEqual([403, "not_invited"]);
    expect(response.headers.get("set-cookie")).toBeNull();
  });

  it("is not believed by anything but its own token for this application", async () => {
    const other = await generateKeyPair("RS256");
    const now = Math.floor(Date.now() / 1000);
    const bad = [
      undefined,
      "not.a.token",
      await tokenWith({ audience: "another" }),
      await tokenWith({ issuer: "https://evil.cloudflareaccess.com" }),
      await tokenWith({ key: other.privateKey }),
      await tokenWith({ kid: "two", key: other.privateKey }),
      await tokenWith({ issuedAt: now - 7200, expires: "-1h" }),
      await tokenWith({ claims: { common_name: "a program" } }),
      await new SignJWT({ email })
        .setProtectedHeader({ alg: "RS256", kid: "one" })
        .setIssuer(`https://${team}`)
        .setAudience(audience)
        .setIssuedAt()
        .sign(keys.privateKey),
      await new SignJWT({ email })
        .setProtectedHeader({ alg: "HS256", kid: "one" })
        .setIssuer(`https://${team}`)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime("1h")
        .sign(new TextEncoder().encode("guessed by somebody, of some length")),
    ];
    for (const token of bad) {
      const response = await signIn(token);
      expect([token, response.status, await codeOf(response)]).toEqual([token, 401, "sign_in_failed"]);
    }
  });

  it("that does not answer is said to be so", async () => {
    for (const answer of [
      async () => new Response("no", { status: 500 }),
      async () => new Response("<html>"),
      () => Promise.reject(new Error("down")),
    ]) {
      certificates = answer;
      const response = await signIn(await tokenWith());
      expect([response.status, await codeOf(response)]).toEqual([503, "temporarily_unavailable"]);
    }
  });

  it("is offered where it is set up, and only there", async () => {
    const ways = async (settings: object) =>
      (await ask("GET /session/ways", undefined, {}, { ...env, ...settings })).json();
    expect(await ways({ ACCESS_TEAM: team, ACCESS_AUDIENCE: audience })).toEqual({ access: true });
    for (const settings of [{}, { ACCESS_TEAM: team }, { ACCESS_TEAM: "", ACCESS_AUDIENCE: "" }]) {
      expect(await ways(settings)).toEqual({ access: false });
      expect((await signIn(await tokenWith(), settings)).status).toBe(404);
    }
  });
});
