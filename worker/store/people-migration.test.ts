import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { openSession } from "./sessions.ts";
import { useSignInLink } from "./sign-in-links.ts";
import { hashToken } from "./tokens.ts";

it("whoever was signed in before there were people stays so, and their link works", async () => {
  const before = env.TEST_MIGRATIONS.filter(({ name }) => name < "0016");
  await applyD1Migrations(env.DB, before);
  const nowMs = Date.now();
  await env.DB.batch([
    env.DB.prepare("INSERT INTO users (id, name, role) VALUES ('owner', 'Owner', 'owner')"),
    env.DB.prepare("INSERT INTO sessions (token_hash, user, expires_at_ms) VALUES (?, 'owner', ?)").bind(
      await hashToken("a session"),
      nowMs + 60_000,
    ),
    env.DB.prepare("INSERT INTO sign_in_links (token_hash, user, expires_at_ms) VALUES (?, 'owner', ?)").bind(
      await hashToken("a link"),
      nowMs + 60_000,
    ),
  ]);
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
  expect(await openSession(env.DB, "a session", nowMs)).toMatchObject({
    user: { id: "owner", role: "owner" },
  });
  expect(await useSignInLink(env.DB, "a link", nowMs)).toBe("owner");
});
