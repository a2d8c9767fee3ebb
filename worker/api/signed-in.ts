import type { MiddlewareHandler } from "hono";
import type { SignedInUser } from "../../model/user.ts";
import { AnswerError } from "../answer/error.ts";
import type { KeyHolder } from "../store/api-keys.ts";
import type { AccessSettings } from "../sign-in/access.ts";
import type { EdgeBinding } from "../questions/ask-edge.ts";
import { type OpenSession, openSession, sessionWasSeen } from "../store/sessions.ts";
import { keyHolder, showsKey } from "./by-key.ts";
import { sessionToken } from "./session-cookie.ts";

/** What every route of the API can rely on. */
export interface ApiEnv {
  Bindings: FilesEnv & EdgeBinding & Partial<AccessSettings>;
  Variables: {
    user: SignedInUser;
    /** Where a program calls, with a key: then the user stands for it. */
    key: KeyHolder | undefined;
    /** Where somebody is signed in. */
    session: OpenSession | undefined;
  };
}

/**
 * Refuses what another site makes a signed-in browser send. Browsers say where a request comes from, and JSON cannot
 * be sent across sites by a form. Source: OWASP ASVS 5.0, 3.5.
 */
export const onlyFromDashboard: MiddlewareHandler<ApiEnv> = async (context, next) => {
  const { raw } = context.req;
  const origin = raw.headers.get("origin");
  if (origin !== null && origin !== new URL(raw.url).origin) {
    throw new AnswerError("wrong_origin", "The dashboard's API answers the dashboard's own pages.");
  }
  await next();
  context.res.headers.set("cache-control", "no-store");
};

/** Lets signed-in people in, and programs with a key, each to its part of the API. */
export const signedIn: MiddlewareHandler<ApiEnv> = async (context, next) => {
  const { raw } = context.req;
  if (showsKey(raw)) {
    const key = await keyHolder(context);
    context.set("key", key);
    context.set("user", { id: `key:${key.id}`, name: key.name, role: "marketer" });
  } else {
    const nowMs = Date.now();
    const token = sessionToken(raw);
    const session = token === undefined ? undefined : await openSession(context.env.DB, token, nowMs);
    if (session === undefined) throw new AnswerError("not_signed_in", "Please sign in.");
    if (session.isUnwritten)
      context.executionCtx.waitUntil(sessionWasSeen(context.env.DB, session.id, nowMs));
    context.set("session", session);
    context.set("user", session.user);
  }
  await next();
};

/** Lets those who may only look, only look. */
export const mayChange: MiddlewareHandler<ApiEnv> = async (context, next) => {
  const changes = !["GET", "HEAD"].includes(context.req.method);
  const { role } = context.var.user;
  if (changes && role !== "owner" && role !== "marketer")
    throw new AnswerError("not_allowed", "Your role may look at this, but not change it.");
  await next();
};

/** @throws AnswerError `not_allowed` where it is a program. */
export function whoIsHere({ user, session }: ApiEnv["Variables"]): { id: string; session: string } {
  if (session === undefined) throw new AnswerError("not_allowed", "This is for people, not for programs.");
  return { id: user.id, session: session.id };
}
