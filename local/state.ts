import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Refusal } from "./refusal.ts";

/** What the worker keeps to itself. */
export interface Secrets {
  /** `COOKIE_KEYS`. */
  readonly cookieKeys: string;
  /** `IDENTITY_PEPPER`. */
  readonly identityPepper: string;
}

/** Everything that outlives a start, in one folder. */
export interface State {
  /** The worker's databases. */
  readonly workerDir: string;
  /** The demo shop's. */
  readonly shopDir: string;
  /** Made on the first start. */
  readonly secrets: Secrets;
  /** Lets another start have the folder. */
  readonly release: () => void;
}

/**
 * Opens the state folder, making it where there is none. What is damaged is left as it is, for somebody to look at.
 * @throws Refusal where the folder is damaged, cannot be written, or belongs to a program that is running.
 */
export function openState(dir: string): State {
  try {
    mkdirSync(join(dir, "worker"), { recursive: true });
  } catch (error) {
    throw new Refusal(`The state folder ${dir} cannot be used: ${(error as Error).message}.`);
  }
  const release = claim(dir);
  try {
    checkDatabases(dir);
    const secrets = readSecrets(join(dir, "secrets.json"), dir);
    return { workerDir: join(dir, "worker"), shopDir: join(dir, "shop"), secrets, release };
  } catch (error) {
    release();
    throw error;
  }
}

/**
 * Two programs writing the same databases would lose what one of them wrote. The claim is a lock of the operating
 * system's, through SQLite, so that it ends with this program however it ends.
 */
function claim(dir: string): () => void {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(join(dir, "lock"));
    lock.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    lock?.close();
    if (!(error as Error).message.includes("locked")) throw damaged(dir, `lock: ${(error as Error).message}`);
    throw new Refusal(
      `The state folder ${dir} is in use by another start; stop that one, or choose another folder with --state.`,
    );
  }
  const claimed = lock;
  return () => claimed.close();
}

function readSecrets(file: string, dir: string): Secrets {
  if (!existsSync(file)) {
    // Without its key, what visitors carry opens to nobody, and all of them would be strangers.
    if (readdirSync(join(dir, "worker")).length > 0) throw damaged(dir, "secrets.json is missing");
    const secrets = { cookieKeys: `k1:${newSecret()}`, identityPepper: newSecret() };
    writeFileSync(file, asText(secrets), { mode: 0o600, flag: "wx" });
    return secrets;
  }
  const { cookieKeys, identityPepper } = secretsIn(readFileSync(file, "utf8"));
  if (typeof cookieKeys !== "string" || !/^[a-z0-9]{1,16}:[A-Za-z0-9+/]{43}=(,|$)/.test(cookieKeys))
    throw damaged(dir, "secrets.json cannot be read");
  if (typeof identityPepper === "string") return { cookieKeys, identityPepper };
  // A folder that was made before people had identities.
  const secrets = { cookieKeys, identityPepper: newSecret() };
  writeFileSync(file, asText(secrets));
  return secrets;
}

function newSecret(): string {
  return randomBytes(32).toString("base64");
}

function asText(secrets: Secrets): string {
  return `${JSON.stringify(secrets, null, 2)}\n`;
}

/** What is no JSON holds none. */
function secretsIn(text: string): { [Name in keyof Secrets]?: unknown } {
  try {
    return (JSON.parse(text) ?? {}) as { [Name in keyof Secrets]?: unknown };
  } catch {
    return {};
  }
}

function checkDatabases(dir: string): void {
  for (const file of readdirSync(dir, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".sqlite")) continue;
    let verdict: unknown;
    try {
      const database = new DatabaseSync(join(dir, file));
      try {
        verdict = Object.values(database.prepare("PRAGMA quick_check(1)").get() ?? {})[0];
      } finally {
        database.close();
      }
    } catch (error) {
      throw damaged(dir, `${file}: ${(error as Error).message}`);
    }
    if (verdict !== "ok") throw damaged(dir, `${file}: ${String(verdict)}`);
  }
}

function damaged(dir: string, what: string): Refusal {
  return new Refusal(
    `The state folder ${dir} is damaged (${what}). Nothing in it was changed; move it away, or start with another --state.`,
  );
}
