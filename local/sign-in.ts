import { createHash, randomBytes } from "node:crypto";
import type { Miniflare } from "miniflare";
import { dashboardHost } from "./serve.ts";

const linkLastsMs = 24 * 60 * 60_000;

/** A sign-in link's token, and the SQL that makes the dashboard's database accept it, once, for 24 hours. */
export interface SignInLink {
  token: string;
  /** Without parameters, because Wrangler takes none: all that is put in are a hash and numbers of our own. */
  statements: string[];
}

/** Accounts that whoever may write the database may sign in to, whatever became of them. Names are of our own. */
const accounts = {
  owner: "Owner",
  /** What the program does by itself is nobody's deed. */
  "npm-start": "npm start",
} as const;

/** A link for an owner. */
export function newSignInLink(nowMs: number, account: keyof typeof accounts = "owner"): SignInLink {
  const token = randomBytes(32).toString("base64url");
  const hash = createHash("sha256").update(token).digest("base64url");
  return {
    token,
    statements: [
      `INSERT INTO users (id, name, role) VALUES ('${account}', '${accounts[account]}', 'owner') ON CONFLICT (id) DO UPDATE SET role = 'owner'`,
      `DELETE FROM sign_in_links WHERE expires_at_ms <= ${nowMs}`,
      `INSERT INTO sign_in_links (token_hash, user, expires_at_ms) VALUES ('${hash}', '${account}', ${nowMs + linkLastsMs})`,
    ],
  };
}

/** Makes a sign-in link on this machine. @returns its token. */
export async function newSignInToken(
  miniflare: Miniflare,
  account: keyof typeof accounts = "owner",
): Promise<string> {
  const database = await miniflare.getD1Database("DB");
  const { token, statements } = newSignInLink(Date.now(), account);
  await database.batch(statements.map((sql) => database.prepare(sql)));
  return token;
}

/** One call of the dashboard API, such as `call("GET", "/sites")`. Rejects with the API's own words. */
export type ApiCall = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<unknown>;

/** What the program itself does by the API, as an account that is gone again afterwards: nobody else could sign in to it. */
export async function asProgram<T>(miniflare: Miniflare, does: (api: ApiCall) => Promise<T>): Promise<T> {
  try {
    return await does(await signedInApi(miniflare, "npm-start"));
  } finally {
    const database = await miniflare.getD1Database("DB");
    await database.prepare("DELETE FROM users WHERE id = 'npm-start'").run();
  }
}

/** The dashboard API for an owner, signed in as anybody would be: by a link. */
export async function signedInApi(
  miniflare: Miniflare,
  account: keyof typeof accounts = "owner",
): Promise<ApiCall> {
  let cookie = "";
  const call: ApiCall = async (method, path, body, headers) => {
    const response = await miniflare.dispatchFetch(`http://${dashboardHost}/api/v1${path}`, {
      method,
      headers: { cookie, "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const isJson = /json/.test(response.headers.get("content-type") ?? "");
    const answer: unknown = isJson ? await response.json() : await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was refused: ${JSON.stringify(answer)}`);
    cookie ||= response.headers.get("set-cookie")?.split(";", 1)[0] ?? "";
    return answer;
  };
  await call("POST", "/session", { token: await newSignInToken(miniflare, account) });
  return call;
}
