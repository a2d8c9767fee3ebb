import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import {
  type ApiClient,
  apiClient,
  ask,
  clientBy,
  clientOf,
  cookieIn,
  dashboardOrigin,
} from "../testing/api-client.ts";
import { inviteUser, prepareDatabase } from "../testing/shop.ts";

let owner: ApiClient;
beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await prepareDatabase();
});
beforeEach(async () => {
  await env.DB.prepare("DELETE FROM users").run();
  owner = await apiClient("owner");
});
afterEach(() => void vi.useRealTimers());

const refused = (status: number, code: string) => ({
  status,
  answer: { error: { code, message: expect.stringMatching(/\.$/) } },
});
const mia = { name: "Mia", email: "Mia@Shop.example ", role: "marketer" };

async function invited(wanted: object = mia): Promise<{ url: string; token: string; id: string }> {
  const { status, answer } = await owner("POST /invitations", wanted);
  expect(status).toBe(201);
  const { url } = answer as { url: string };
  return { url, token: new URL(url).searchParams.get("token") ?? "", id: answer.invitation.id };
}

describe("an invitation", () => {
  it("lets somebody in by its link, once, with the role that was given", async () => {
    const { url, token } = await invited();
    expect(url).toMatch(new RegExp(`^${dashboardOrigin}/sign-in\\?token=[\\w-]{43}$`));
    expect((await owner("GET /invitations")).answer.invitations).toMatchObject([
      { name: "Mia", email: "mia@shop.example", role: "marketer", madeBy: "owner" },
    ]);
    const call = await clientBy(token);
    expect((await call("GET /session")).answer.user).toMatchObject({ name: "Mia", role: "marketer" });
    expect((await owner("GET /invitations")).answer).toEqual({ invitations: [] });
    expect((await owner("GET /users")).answer.users).toMatchObject([
      { name: "Mia", email: "mia@shop.example", role: "marketer", hasPassword: false, passkeys: 0 },
      { name: "owner", email: null, role: "owner", addedAt: null },
    ]);
    expect((await ask("POST /session", { token })).status).toBe(401);
  });

  it("opens nothing once it is withdrawn, replaced or seven days old", async () => {
    const first = await invited();
    const second = await invited();
    expect((await ask("POST /session", { token: first.token })).status).toBe(401);
    expect(await owner(`DELETE /invitations/${second.id}`)).toMatchObject({ status: 200 });
    expect(await owner(`DELETE /invitations/${second.id}`)).toMatchObject(refused(404, "not_found"));
    expect((await ask("POST /session", { token: second.token })).status).toBe(401);
    const third = await invited();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 7 * 24 * 60 * 60_000 });
    expect((await ask("POST /session", { token: third.token })).status).toBe(401);
  });

  it("is for somebody who is not here yet", async () => {
    await clientBy((await invited()).token);
    expect(await owner("POST /invitations", mia)).toMatchObject(refused(409, "conflict"));
  });

  it("goes with whoever made it", async () => {
    const { token } = await invited({ name: "Ada", email: "ada@shop.example", role: "owner" });
    const ada = await clientBy(token);
    const { url } = (await ada("POST /invitations", mia)).answer as { url: string };
    const { users } = (await owner("GET /users")).answer as { users: { id: string; name: string }[] };
    const { id } = users.find(({ name }) => name === "Ada")!;
    expect(await owner(`POST /users/${id}/role`, { role: "viewer" })).toMatchObject({ status: 200 });
    const made = new URL(url).searchParams.get("token");
    expect((await ask("POST /session", { token: made })).status).toBe(401);
  });

  it("tells the database nothing that opens anything", async () => {
    const { token } = await invited();
    const { results } = await env.DB.prepare("SELECT * FROM invitations").all();
    expect(JSON.stringify(results)).not.toContain(token);
  });

  it.each([
    [{ ...mia, email: "mia" }, "email"],
    [{ ...mia, name: " " }, "name"],
    [{ ...mia, role: "admin" }, "role"],
  ])("cannot be %j", async (wanted, path) => {
    const { status, answer } = await owner("POST /invitations", wanted);
    expect([status, answer.error.details.problems]).toMatchObject([400, [{ path }]]);
  });
});

describe("a role", () => {
  it("counts from the next request on", async () => {
    const { token } = await invited();
    const call = await clientBy(token);
    const { id } = (await call("GET /session")).answer.user;
    expect(await call("GET /users")).toMatchObject(refused(403, "not_allowed"));
    expect(await owner(`POST /users/${id}/role`, { role: "owner" })).toMatchObject({
      status: 200,
      answer: { user: { id, role: "owner" } },
    });
    expect(await call("GET /users")).toMatchObject({ status: 200 });
  });

  it("of the last owner stays, and so does the last owner", async () => {
    expect(await owner("POST /users/owner/role", { role: "viewer" })).toMatchObject(
      refused(409, "last_owner"),
    );
    expect(await owner("DELETE /users/owner")).toMatchObject(refused(409, "last_owner"));
    const ada = await clientBy((await invited({ ...mia, role: "owner" })).token);
    const { id } = (await ada("GET /session")).answer.user;
    // Both give up at once: one of them has to stay.
    const both = await Promise.all([
      owner("POST /users/owner/role", { role: "viewer" }),
      ada(`DELETE /users/${id}`),
    ]);
    expect(both.map(({ status }) => status)).toContain(200);
    expect(both.map(({ status }) => status)).toContain(409);
  });

  it.each(["marketer", "care", "viewer"] as const)("a %s looks after nobody else", async (role) => {
    const call = await apiClient(role);
    for (const what of ["GET /users", "DELETE /users/owner", "GET /invitations", "DELETE /invitations/x"])
      expect(await call(what)).toMatchObject(refused(403, "not_allowed"));
    for (const what of ["POST /users/owner/role", "POST /users/owner/sign-in-link", "POST /invitations"])
      expect(await call(what, { ...mia, role: "owner" })).toMatchObject(refused(403, "not_allowed"));
  });

  it("of a viewer shows nobody's customers", async () => {
    const call = await apiClient("viewer");
    for (const what of [
      "GET /profiles?site=lumen",
      "GET /profiles/AAAAAAAAAAAAAAAAAAAAAA?site=lumen",
      "GET /profiles/AAAAAAAAAAAAAAAAAAAAAA/identities?site=lumen",
      "GET /profiles/AAAAAAAAAAAAAAAAAAAAAA/export?site=lumen",
      "GET /reports/identities?site=lumen",
      "GET /imports?site=lumen",
      "GET /imports/x/rejected.csv?site=lumen",
      "GET /exports/profiles.csv?site=lumen",
    ])
      expect([what, await call(what)]).toMatchObject([what, refused(403, "not_allowed")]);
    const identities = [{ type: "email", value: "a@b.example" }];
    expect(await call("POST /decide", { site: "lumen", identities })).toMatchObject(
      refused(403, "not_allowed"),
    );
    expect(await call("GET /rules?site=lumen")).toMatchObject({ status: 200 });
  });
});

describe("somebody who is removed", () => {
  it("is signed in nowhere any more, and their links open nothing", async () => {
    const call = await clientBy((await invited()).token);
    const { id } = (await call("GET /session")).answer.user;
    const link = (await owner(`POST /users/${id}/sign-in-link`)).answer as { url: string };
    expect(await owner(`DELETE /users/${id}`)).toEqual({ status: 200, answer: { removed: true } });
    expect(await call("GET /session")).toMatchObject(refused(401, "not_signed_in"));
    const token = new URL(link.url).searchParams.get("token");
    expect((await ask("POST /session", { token })).status).toBe(401);
    expect(await owner(`DELETE /users/${id}`)).toMatchObject(refused(404, "not_found"));
  });

  it("was perhaps only locked out: a new link lets them in, once, for a day", async () => {
    const link = await owner("POST /users/owner/sign-in-link");
    expect(link).toMatchObject({ status: 201, answer: { url: expect.stringContaining("/sign-in?token=") } });
    const token = new URL(link.answer.url as string).searchParams.get("token") ?? "";
    expect((await (await clientBy(token))("GET /session")).answer.user.id).toBe("owner");
    expect((await ask("POST /session", { token })).status).toBe(401);
    expect(await owner("POST /users/nobody/sign-in-link")).toMatchObject(refused(404, "not_found"));
  });
});

describe("sessions", () => {
  const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

  it("are listed for whose they are, and ended one by one or all others", async () => {
    const signIn = async (headers: Record<string, string>) =>
      cookieIn(await ask("POST /session", { token: await inviteUser("owner", Date.now() + 1000) }, headers));
    const laptop = clientOf(await signIn({ "user-agent": firefox }));
    const other = clientOf(await signIn({}));
    const { sessions } = (await laptop("GET /me")).answer as { sessions: { id: string; isThis: boolean }[] };
    expect(sessions.find(({ isThis }) => isThis)).toMatchObject({ way: "link", device: "Firefox on Linux" });
    expect(sessions).toHaveLength(3);

    const marketer = await apiClient("marketer");
    const mine = sessions.find(({ isThis }) => isThis)!;
    expect(await marketer(`DELETE /me/sessions/${mine.id}`)).toMatchObject(refused(404, "not_found"));
    expect(await laptop("GET /session")).toMatchObject({ status: 200 });

    expect(await laptop("DELETE /me/sessions")).toEqual({ status: 200, answer: { ended: 2 } });
    for (const call of [owner, other]) expect(await call("GET /session")).toMatchObject({ status: 401 });
    expect(await laptop(`DELETE /me/sessions/${mine.id}`)).toMatchObject({ status: 200 });
    expect(await laptop("GET /session")).toMatchObject({ status: 401 });
    expect(await marketer("GET /session")).toMatchObject({ status: 200 });
  });

  it("are another with each sign-in, and the browser's one before ends", async () => {
    const token = await inviteUser("owner", Date.now() + 1000);
    const before = cookieIn(await ask("POST /session", { token }));
    const again = await inviteUser("owner", Date.now() + 1000);
    const after = cookieIn(await ask("POST /session", { token: again }, { cookie: before }));
    expect(after).not.toBe(before);
    expect(await clientOf(before)("GET /session")).toMatchObject({ status: 401 });
    expect(await clientOf(after)("GET /session")).toMatchObject({ status: 200 });
  });

  it("say when they were seen, give or take five minutes", async () => {
    const seenAt = async () => (await owner("GET /me")).answer.sessions[0].seenAt as string;
    const first = await seenAt();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.parse(first) + 4 * 60_000 });
    await owner("GET /sites");
    expect(await seenAt()).toBe(first);
    vi.setSystemTime(Date.parse(first) + 6 * 60_000);
    await owner("GET /sites");
    expect(Date.parse(await seenAt())).toBe(Date.parse(first) + 6 * 60_000);
  });

  it("are not for programs", async () => {
    const { answer } = await owner("POST /keys?site=lumen", { name: "Till", scopes: ["decide"] });
    const response = await ask("GET /me", undefined, { authorization: `Bearer ${answer.secret}` });
    expect(response.status).toBe(403);
  });
});

describe("what lets somebody stay for good", () => {
  it.each<[string, object | undefined]>([
    ["POST /users/owner/role", { role: "owner" }],
    ["POST /users/owner/sign-in-link", undefined],
    ["DELETE /users/owner", undefined],
    ["POST /invitations", mia],
    ["PUT /me", { name: "O", email: "o@shop.example" }],
    ["POST /keys?site=lumen", { name: "Till", scopes: ["decide"] }],
    ["POST /order-secrets?site=lumen", { platform: "medusa" }],
    ["POST /sites/lumen/identify-secret", undefined],
  ])("%s wants a sign-in of the last quarter of an hour", async (what, body) => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 15 * 60_000 + 5000 });
    expect(await owner(what, body)).toMatchObject(refused(403, "sign_in_again"));
    expect(await owner("GET /users")).toMatchObject({ status: 200 });
  });
});

it("people say how they are called, and have an address that is nobody else's", async () => {
  const details = { name: "Olga", email: "OLGA@shop.example" };
  expect(await owner("PUT /me", details)).toEqual({
    status: 200,
    answer: { name: "Olga", email: "olga@shop.example" },
  });
  expect((await owner("GET /session")).answer.user.name).toBe("Olga");
  const marketer = await apiClient("marketer");
  expect(await marketer("PUT /me", details)).toMatchObject(refused(409, "conflict"));
});

it("too many tries from one address are refused, and tries from another are not", async () => {
  const tryFrom = async (address: string) =>
    (await ask("POST /session", { token: "made-up" }, { "cf-connecting-ip": address })).status;
  const tried = await Promise.all(
    Array.from({ length: 33 }, (_, index) => tryFrom(`2001:db8:0:7::${index}`)),
  );
  expect(tried.filter((status) => status === 401)).toHaveLength(30);
  expect(tried.filter((status) => status === 429)).toHaveLength(3);
  expect(await tryFrom("2001:db8:0:8::1")).toBe(401);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 15 * 60_000 });
  expect(await tryFrom("2001:db8::7:0:0:0:1")).toBe(401);
});
