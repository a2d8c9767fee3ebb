import type { MiddlewareHandler } from "hono";
import { AnswerError } from "../answer/error.ts";
import type { ApiEnv } from "./signed-in.ts";

const recentlyMs = 15 * 60_000;

/**
 * Lets in whoever proved who they are in the last quarter of an hour: what would let somebody stay for good is not for
 * whoever finds a browser open. Source: OWASP ASVS 5.0, 7.5.
 */
export const recentlyProved: MiddlewareHandler<ApiEnv> = async (context, next) => {
  const { session } = context.var;
  if (session === undefined || Date.now() - session.provedAtMs > recentlyMs)
    throw new AnswerError(
      "sign_in_again",
      "Please sign in again first: this is asked for before changes like this one.",
    );
  await next();
};
