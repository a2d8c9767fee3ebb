import { Hono } from "hono/tiny";
import * as v from "valibot";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import { endSession, sessionSeconds, userOfSession, useSignInLink } from "../store/users.ts";
import type { Api } from "./contract.ts";
import { type ApiEnv, sessionCookie, sessionToken } from "./signed-in.ts";

const SignIn = v.object({ token: v.pipe(v.string(), v.maxLength(200)) });

/** Signing in by a link, asking who is signed in, signing out. */
export const sessionRoutes = new Hono<ApiEnv>()
  .post("/", async (context) => {
    const { token } = demand(
      SignIn,
      await readJson(context.req.raw, 1000),
      "invalid_request",
      "A token is needed.",
    );
    const session = await useSignInLink(context.env.DB, token, Date.now());
    if (session === undefined) {
      throw new AnswerError(
        "link_expired",
        "This sign-in link was used before, or is too old. Please ask for a new one.",
      );
    }
    context.header("set-cookie", cookie(session, sessionSeconds));
    return context.json(await whoIs(context.env.DB, session));
  })
  .get("/", async (context) => context.json(await whoIs(context.env.DB, sessionToken(context.req.raw))))
  .delete("/", async (context) => {
    const token = sessionToken(context.req.raw);
    if (token !== undefined) await endSession(context.env.DB, token);
    context.header("set-cookie", cookie("", 0));
    const answer: Api["DELETE /session"]["answer"] = { signedOut: true };
    return context.json(answer);
  });

async function whoIs(db: D1Database, session: string | undefined): Promise<Api["GET /session"]["answer"]> {
  const user = session === undefined ? undefined : await userOfSession(db, session, Date.now());
  if (user === undefined) throw new AnswerError("not_signed_in", "Please sign in.");
  return { user };
}

function cookie(value: string, maxAgeSeconds: number): string {
  return `${sessionCookie}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; Secure; SameSite=Strict`;
}
