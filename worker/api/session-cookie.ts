import type { Context } from "hono";
import type { SignInWay } from "../../model/sign-in-way.ts";
import type { SignedInUser } from "../../model/user.ts";
import { AnswerError } from "../answer/error.ts";
import { cookieValue } from "../recognise/cookie.ts";
import { seenOf } from "../sign-in/seen-of.ts";
import { beginSession, openSession, sessionSeconds } from "../store/sessions.ts";
import type { ApiEnv } from "./signed-in.ts";

const sessionCookie = "__Host-ew-session";

export function sessionToken(request: Request): string | undefined {
  return cookieValue(request.headers.get("cookie") ?? "", sessionCookie);
}

/**
 * Signs somebody in: a new session, in the place of the one that this browser had.
 * @param proof.provedAtMs now unless given.
 */
export async function signIn(
  context: Context<ApiEnv>,
  proof: { user: string; way: SignInWay; provedAtMs?: number },
): Promise<{ user: SignedInUser }> {
  const { env, req } = context;
  const nowMs = Date.now();
  const instead = sessionToken(req.raw);
  const session = { ...(await seenOf(env, req.raw)), provedAtMs: nowMs, ...proof, instead };
  const token = await beginSession(env.DB, session, nowMs);
  context.header("set-cookie", cookie(token, sessionSeconds));
  const opened = await openSession(env.DB, token, nowMs);
  if (opened === undefined) throw new AnswerError("not_signed_in", "Please sign in.");
  return { user: opened.user };
}

/** The browser forgets its session. */
export function forgetCookie(context: Context<ApiEnv>): void {
  context.header("set-cookie", cookie("", 0));
}

function cookie(value: string, maxAgeSeconds: number): string {
  return `${sessionCookie}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; Secure; SameSite=Strict`;
}
