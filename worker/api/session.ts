import { Hono } from "hono/tiny";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import { accessSettings } from "../sign-in/access.ts";
import { limitTries } from "../sign-in/limit-tries.ts";
import { acceptInvitation } from "../store/invitations.ts";
import { endSession, openSession } from "../store/sessions.ts";
import { useSignInLink } from "../store/sign-in-links.ts";
import type { Api } from "./contract.ts";
import { SignIn } from "./contract/session.ts";
import { forgetCookie, sessionToken, signIn } from "./session-cookie.ts";
import { signInByAccess } from "./session-by-access.ts";
import { askForPasskey, signInByPasskey } from "./session-by-passkey.ts";
import { signInByPassword } from "./session-by-password.ts";
import type { ApiEnv } from "./signed-in.ts";

/** Signing in, asking who is signed in, signing out. */
export const sessionRoutes = new Hono<ApiEnv>()
  .post("/", async (context) => {
    const body = await readJson(context.req.raw, 1000);
    const { token } = demand(SignIn, body, "invalid_request", "A token is needed.");
    const { DB } = context.env;
    const user = await limitTries(
      context.env,
      { request: context.req.raw, account: undefined },
      async () => (await useSignInLink(DB, token, Date.now())) ?? acceptInvitation(DB, token, Date.now()),
    );
    if (user === undefined) {
      throw new AnswerError(
        "link_expired",
        "This sign-in link was used before, or is too old. Please ask for a new one.",
      );
    }
    const answer: Api["POST /session"]["answer"] = await signIn(context, { user, way: "link" });
    return context.json(answer);
  })
  .post("/access", signInByAccess)
  .post("/password", signInByPassword)
  .post("/passkey/options", askForPasskey)
  .post("/passkey", signInByPasskey)
  .get("/ways", (context) => {
    const answer: Api["GET /session/ways"]["answer"] = { access: accessSettings(context.env) !== undefined };
    return context.json(answer);
  })
  .get("/", async (context) => {
    const token = sessionToken(context.req.raw);
    const session = token === undefined ? undefined : await openSession(context.env.DB, token, Date.now());
    if (session === undefined) throw new AnswerError("not_signed_in", "Please sign in.");
    const answer: Api["GET /session"]["answer"] = { user: session.user };
    return context.json(answer);
  })
  .delete("/", async (context) => {
    const token = sessionToken(context.req.raw);
    if (token !== undefined) await endSession(context.env.DB, token);
    forgetCookie(context);
    const answer: Api["DELETE /session"]["answer"] = { signedOut: true };
    return context.json(answer);
  });
