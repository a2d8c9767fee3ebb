import type { Context } from "hono";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import { limitTries } from "../sign-in/limit-tries.ts";
import { isPassword } from "../sign-in/password.ts";
import { accountOf } from "../store/passwords.ts";
import type { Api } from "./contract.ts";
import { TypedPassword } from "./contract/session.ts";
import { signIn } from "./session-cookie.ts";
import type { ApiEnv } from "./signed-in.ts";

/** Signs somebody in by an e-mail address and a password. What is wrong of the two is not told. */
export async function signInByPassword(context: Context<ApiEnv>): Promise<Response> {
  const body = await readJson(context.req.raw, 2000);
  const { email, password } = demand(
    TypedPassword,
    body,
    "invalid_request",
    "An e-mail address and a password are needed.",
  );
  const user = await limitTries(context.env, { request: context.req.raw, account: email }, async () => {
    const account = await accountOf(context.env.DB, email);
    return (await isPassword(password, account?.password ?? undefined)) ? account?.id : undefined;
  });
  if (user === undefined)
    throw new AnswerError("sign_in_failed", "The e-mail address or the password is not right.");
  const answer: Api["POST /session/password"]["answer"] = await signIn(context, { user, way: "password" });
  return context.json(answer);
}
