import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as v from "valibot";
import { type Configuration, emptyConfiguration } from "../../model/configuration.ts";
import { check } from "../../model/problem.ts";
import { Rule } from "../../model/rule.ts";
import { Site } from "../../model/site.ts";
import { newSession, newSnapshot, type Snapshot } from "../../model/snapshot.ts";
import type { SignedInUser } from "../../model/user.ts";
import { hashToken, newToken } from "../store/tokens.ts";

/** A site that is right in every part, but for what a test changes. */
export function siteWith(changes: object = {}): Site {
  const checked = check(Site, {
    id: "lumen",
    name: "Lumen",
    hosts: ["shop.example"],
    origin: null,
    // Nobody is left out by chance.
    holdout: 0,
    ...changes,
  });
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  return checked.value;
}

/** A rule that shows a headline to everyone on the home page, but for what a test changes. */
export function ruleWith(
  changes: Partial<v.InferInput<typeof Rule>> & { changes?: Rule["variants"][number]["changes"] } = {},
): Rule {
  const { changes: edits = [{ type: "setText", selector: "h1", text: "Hello" }], ...others } = changes;
  return v.parse(Rule, {
    id: "welcome",
    name: "Welcome",
    on: true,
    pages: ["/"],
    condition: {},
    priority: 10,
    variants: [{ id: "a", changes: edits }],
    ...others,
  });
}

export function configurationWith(changes: Partial<Configuration> = {}): Configuration {
  return { ...emptyConfiguration, rules: [ruleWith()], ...changes };
}

/** What a visitor carries who came a minute before `nowMs`. */
export function snapshotWith(nowMs: number, changes: Partial<Snapshot> = {}): Snapshot {
  const startedAtMs = nowMs - 60_000;
  return {
    ...newSnapshot("AAAAAAAAAAAAAAAAAAAAAA", startedAtMs, newSession(startedAtMs)),
    ...changes,
  };
}

/** An empty database with one site in it. */
export async function prepareDatabase(site = siteWith()): Promise<void> {
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
  await env.DB.prepare("INSERT INTO sites (id, document) VALUES (?, ?)")
    .bind(site.id, JSON.stringify(site))
    .run();
}

/** Adds somebody with this role. @returns the token of a sign-in link that is good until `expiresAtMs`. */
export async function inviteUser(role: SignedInUser["role"], expiresAtMs: number): Promise<string> {
  const token = newToken();
  await env.DB.batch([
    env.DB.prepare("INSERT INTO users (id, name, role) VALUES (?1, ?1, ?1) ON CONFLICT DO NOTHING").bind(
      role,
    ),
    env.DB.prepare("INSERT INTO sign_in_links (token_hash, user, expires_at_ms) VALUES (?, ?, ?)").bind(
      await hashToken(token),
      role,
      expiresAtMs,
    ),
  ]);
  return token;
}
