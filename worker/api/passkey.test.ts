import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import {
  type ApiClient,
  apiClient,
  ask,
  clientOf,
  cookieIn,
  dashboardOrigin as origin,
} from "../testing/api-client.ts";
import { Authenticator } from "../testing/authenticator.ts";
import { prepareDatabase } from "../testing/shop.ts";

const rpId = "ew.shop.example";

let owner: ApiClient;
beforeAll(async () => {
  for (const level of ["error", "warn"] as const) vi.spyOn(console, level).mockReturnValue();
  await prepareDatabase();
});
beforeEach(async () => {
  await env.DB.batch([env.DB.prepare("DELETE FROM users"), env.DB.prepare("DELETE FROM sign_in_failures")]);
  owner = await apiClient("owner");
});
afterEach(() => void vi.useRealTimers());

async function challengeFor(call: ApiClient, what: string): Promise<string> {
  return (await call(what)).answer.options.challenge as string;
}
const nobody = clientOf("");
const toSignIn = () => challengeFor(nobody, "POST /session/passkey/options");
const toAdd = (call: ApiClient) => challengeFor(call, "POST /me/passkeys/options");

/** The owner's passkey, which has been added. */
async function added(): Promise<Authenticator> {
  const key = new Authenticator();
  const passkey = await key.create({ challenge: await toAdd(owner), rpId, origin });
  expect(await owner("POST /me/passkeys", { name: "Laptop", passkey })).toMatchObject({ status: 201 });
  return key;
}
const signIn = (answer: unknown) => ask("POST /session/passkey", answer);

describe("a passkey", () => {
  it("is added, signs in without anything typed, and is listed with when it was used", async () => {
    const { answer } = await owner("POST /me/passkeys/options");
    expect(answer.options).toMatchObject({
      rp: { id: rpId, name: "Edgewise" },
      attestation: "none",
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    });
    const key = await added();
    expect((await owner("GET /me")).answer.passkeys).toEqual([
      { id: key.id, name: "Laptop", addedAt: expect.stringMatching(/Z$/), usedAt: null },
    ]);
    const { answer: asked } = await nobody("POST /session/passkey/options");
    expect(asked.options).toMatchObject({ rpId, userVerification: "required" });
    expect(asked.options.allowCredentials).toBeUndefined();
    const response = await signIn(await key.get({ challenge: asked.options.challenge, rpId, origin }));
    expect(response.status).toBe(200);
    const call = clientOf(cookieIn(response));
    const me = (await call("GET /me")).answer;
    expect(me.passkeys[0].usedAt).toMatch(/Z$/);
    expect(me.sessions.find(({ isThis }: { isThis: boolean }) => isThis)).toMatchObject({ way: "passkey" });
  });

  it("works many times, whatever numbers its signatures have", async () => {
    const key = await added();
    for (let time = 0; time < 20; time++)
      expect((await signIn(await key.get({ challenge: await toSignIn(), rpId, origin }))).status).toBe(200);
  });

  it("opens nothing once it is removed", async () => {
    const key = await added();
    const marketer = await apiClient("marketer");
    expect(await marketer(`DELETE /me/passkeys/${key.id}`)).toMatchObject({ status: 404 });
    expect(await owner(`DELETE /me/passkeys/${key.id}`)).toMatchObject({ status: 200 });
    const late = await signIn(await key.get({ challenge: await toSignIn(), rpId, origin }));
    expect([late.status, (await late.json<{ error: { code: string } }>()).error.code]).toEqual([
      401,
      "sign_in_failed",
    ]);
  });

  it("is not added twice, nor by somebody else", async () => {
    const key = new Authenticator();
    const challenge = await toAdd(owner);
    const passkey = await key.create({ challenge, rpId, origin });
    const marketer = await apiClient("marketer");
    expect(await marketer("POST /me/passkeys", { name: "Mine", passkey })).toMatchObject({ status: 400 });
    expect(await owner("POST /me/passkeys", { name: "Laptop", passkey })).toMatchObject({ status: 201 });
    expect(await owner("POST /me/passkeys", { name: "Again", passkey })).toMatchObject({ status: 400 });
    const theirs = await key.create({ challenge: await toAdd(marketer), rpId, origin });
    expect(await marketer("POST /me/passkeys", { name: "Mine", passkey: theirs })).toMatchObject({
      status: 409,
    });
  });

  it("wants a recent sign-in to be added or removed", async () => {
    const key = await added();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 16 * 60_000 });
    for (const what of ["POST /me/passkeys/options", "POST /me/passkeys", `DELETE /me/passkeys/${key.id}`])
      expect(await owner(what)).toMatchObject({ answer: { error: { code: "sign_in_again" } } });
  });
});

describe("a passkey is refused", () => {
  it.each<[string, { rpId?: string; origin?: string }]>([
    ["of another host", { rpId: "shop.example" }],
    ["used on another site's page", { origin: "https://ew.shop.example.evil.example" }],
    ["used on the shop's page", { origin: "https://shop.example" }],
    ["used on a page that was not encrypted", { origin: "http://ew.shop.example" }],
  ])("that is %s", async (_what, where) => {
    const key = await added();
    const answer = await key.get({ challenge: await toSignIn(), rpId, origin, ...where });
    expect((await signIn(answer)).status).toBe(401);
    const made = new Authenticator();
    const passkey = await made.create({ challenge: await toAdd(owner), rpId, origin, ...where });
    expect(await owner("POST /me/passkeys", { name: "Bad", passkey })).toMatchObject({ status: 400 });
  });

  it("that looked at nobody", async () => {
    const key = await added();
    key.isVerifying = false;
    expect((await signIn(await key.get({ challenge: await toSignIn(), rpId, origin }))).status).toBe(401);
  });

  it("whose answer was heard before, is too late, or is to another challenge", async () => {
    const key = await added();
    const answer = await key.get({ challenge: await toSignIn(), rpId, origin });
    expect((await signIn(answer)).status).toBe(200);
    expect((await signIn(answer)).status).toBe(401);
    for (const challenge of [await toAdd(owner), "AAAA", "made-up"])
      expect((await signIn(await key.get({ challenge, rpId, origin }))).status).toBe(401);
    const late = await key.get({ challenge: await toSignIn(), rpId, origin });
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 5 * 60_000 + 1 });
    expect((await signIn(late)).status).toBe(401);
  });

  it("that counts backwards: somebody copied it", async () => {
    const key = await added();
    expect((await signIn(await key.get({ challenge: await toSignIn(), rpId, origin }))).status).toBe(200);
    key.counter = 0;
    expect((await signIn(await key.get({ challenge: await toSignIn(), rpId, origin }))).status).toBe(401);
  });

  it("whose signature is another's, or nothing at all", async () => {
    const [key, other] = [await added(), new Authenticator()];
    await other.create({ challenge: "AAAA", rpId, origin });
    const forged = await other.get({ challenge: await toSignIn(), rpId, origin });
    expect((await signIn({ ...forged, id: key.id, rawId: key.id })).status).toBe(401);
    const good = await key.get({ challenge: await toSignIn(), rpId, origin });
    for (const signature of ["AA", "MEQ", good.response.authenticatorData])
      expect((await signIn({ ...good, response: { ...good.response, signature } })).status).toBe(401);
    for (const bad of [{}, { ...good, id: 5 }, { ...good, response: {} }, null])
      expect((await signIn(bad)).status).toBe(400);
  });
});

it("asking for challenges writes nothing down", async () => {
  const count = async () =>
    (await env.DB.prepare("SELECT COUNT(*) AS n FROM answered_challenges").first("n")) as number;
  const before = await count();
  await Promise.all(Array.from({ length: 20 }, toSignIn));
  expect(await count()).toBe(before);
});
