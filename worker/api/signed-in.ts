import type { MiddlewareHandler } from "hono";
import type { SignedInUser } from "../../model/user.ts";
import { AnswerError } from "../answer/error.ts";
import { cookieValue } from "../recognise/cookie.ts";
import type { KeyHolder } from "../store/api-keys.ts";
import { userOfSession } from "../store/users.ts";
import { keyHolder, showsKey } from "./by-key.ts";

/** What every route of the API can rely on. */
export interface ApiEnv {
  Bindings: Env;
  Variables: {
    user: SignedInUser;
    /** Where a program calls, with a key: then the user stands for it. */
    key: KeyHolder | undefined;
  };
}

export const sessionCookie = "__Host-ew-session";

export function sessionToken(request: Request): string | undefined {
  return cookieValue(request.headers.get("cookie") ?? "", sessionCookie);
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
    const token = sessionToken(raw);
    const user = token === undefined ? undefined : await userOfSession(context.env.DB, token, Date.now());
    if (user === undefined) throw new AnswerError("not_signed_in", "Please sign in.");
    context.set("user", user);
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
