import type { Context } from "hono";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import { limitTries } from "../sign-in/limit-tries.ts";
import { UsedPasskey } from "../sign-in/passkey-answers.ts";
import { optionsToSignIn, whoSigned } from "../sign-in/passkey.ts";
import type { Api } from "./contract.ts";
import { placeOf } from "./place-of.ts";
import { signIn } from "./session-cookie.ts";
import type { ApiEnv } from "./signed-in.ts";

/** What a browser asks a passkey to sign. */
export async function askForPasskey(context: Context<ApiEnv>): Promise<Response> {
  const answer: Api["POST /session/passkey/options"]["answer"] = {
    options: await optionsToSignIn(context.env, placeOf(context.req.raw)),
  };
  return context.json(answer);
}

/** Signs in whoever signed with their passkey. */
export async function signInByPasskey(context: Context<ApiEnv>): Promise<Response> {
  const { raw } = context.req;
  const body = await readJson(raw, 50_000);
  const response = demand(UsedPasskey, body, "invalid_request", "This is no answer of a passkey.");
  const user = await limitTries(context.env, { request: raw, account: undefined }, () =>
    whoSigned(context.env, placeOf(raw), response),
  );
  if (user === undefined)
    throw new AnswerError("sign_in_failed", "This passkey does not open the dashboard.");
  const answer: Api["POST /session/passkey"]["answer"] = await signIn(context, { user, way: "passkey" });
  return context.json(answer);
}
