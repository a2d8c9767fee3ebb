import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { inviteUser, prepareDatabase } from "../testing/shop.ts";
import {
  beginSession,
  endSession,
  listSessions,
  type NewSession,
  openSession,
  sessionSeconds,
} from "./sessions.ts";
import { useSignInLink } from "./sign-in-links.ts";

const nowMs = 1_790_000_000_000;

beforeAll(() => prepareDatabase());

const sessionOf = (user: string, changes: Partial<NewSession> = {}, atMs = nowMs) =>
  beginSession(
    env.DB,
    { user, way: "link", device: null, place: null, provedAtMs: atMs, instead: undefined, ...changes },
    atMs,
  );

describe("a sign-in link", () => {
  it("works once, while it is good", async () => {
    const token = await inviteUser("marketer", nowMs + 1000);
    expect(await useSignInLink(env.DB, token, nowMs)).toBe("marketer");
    expect(await useSignInLink(env.DB, token, nowMs)).toBeUndefined();
    expect(await useSignInLink(env.DB, await inviteUser("marketer", nowMs), nowMs)).toBeUndefined();
    expect(await useSignInLink(env.DB, "made up", nowMs)).toBeUndefined();
  });

  it("works once where two use it at the same moment", async () => {
    const token = await inviteUser("owner", nowMs + 1000);
    const users = await Promise.all([1, 2, 3].map(() => useSignInLink(env.DB, token, nowMs)));
    expect(users.filter((user) => user !== undefined)).toEqual(["owner"]);
  });
});

describe("a session", () => {
  it("lasts two weeks, or until signing out", async () => {
    const [one, other] = [await sessionOf("owner"), await sessionOf("owner")];
    await endSession(env.DB, one);
    expect(await openSession(env.DB, one, nowMs)).toBeUndefined();
    expect(await openSession(env.DB, other, nowMs + sessionSeconds * 1000 - 1)).toMatchObject({
      user: { id: "owner", name: "owner", role: "owner" },
      provedAtMs: nowMs,
    });
    expect(await openSession(env.DB, other, nowMs + sessionSeconds * 1000)).toBeUndefined();
  });

  it("leaves nothing in the database that opens anything", async () => {
    const token = await inviteUser("owner", nowMs + 1);
    const session = await sessionOf("owner");
    const rows = await env.DB.batch([
      env.DB.prepare("SELECT * FROM sessions"),
      env.DB.prepare("SELECT * FROM sign_in_links"),
    ]);
    expect(JSON.stringify(rows)).toContain("owner");
    for (const secret of [token, session]) expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it("is one of a hundred at most: those that were seen longest ago end", async () => {
    await inviteUser("care", nowMs + 1000);
    const first = await sessionOf("care");
    for (let later = 1; later <= 100; later++) await sessionOf("care", {}, nowMs + later);
    expect(await openSession(env.DB, first, nowMs)).toBeUndefined();
    expect(await listSessions(env.DB, "care", nowMs + 100)).toHaveLength(100);
  });
});
