import type { Context } from "hono";
import { AnswerError } from "../answer/error.ts";
import { accessSettings, type Passed, whoPassed } from "../sign-in/access.ts";
import { limitTries } from "../sign-in/limit-tries.ts";
import { accountOf } from "../store/passwords.ts";
import type { Api } from "./contract.ts";
import { signIn } from "./session-cookie.ts";
import type { ApiEnv } from "./signed-in.ts";

/** Signs in whoever came through Cloudflare Access, by the e-mail address that it vouches for. */
export async function signInByAccess(context: Context<ApiEnv>): Promise<Response> {
  const settings = accessSettings(context.env);
  if (settings === undefined) throw new AnswerError("not_found", "Cloudflare Access is not set up here.");
  const { raw } = context.req;
  const passed = await limitTries(context.env, { request: raw, account: undefined }, () =>
    passedBy(settings, raw),
  );
  if (passed === undefined)
    throw new AnswerError(
      "sign_in_failed",
      "Cloudflare Access did not say who you are. Please sign in there again.",
    );
  const account = await accountOf(context.env.DB, passed.email);
  if (account === undefined)
    throw new AnswerError(
      "not_invited",
      `Nobody was invited as ${passed.email}. Please ask an owner for an invitation.`,
    );
  const proof = { user: account.id, way: "access", provedAtMs: passed.provedAtMs } as const;
  const answer: Api["POST /session/access"]["answer"] = await signIn(context, proof);
  return context.json(answer);
}

/** @throws AnswerError `temporarily_unavailable` where Access does not answer. */
async function passedBy(
  settings: Parameters<typeof whoPassed>[0],
  request: Request,
): Promise<Passed | undefined> {
  try {
    return await whoPassed(settings, request);
  } catch (error) {
    console.error({ message: "The keys of Cloudflare Access could not be had.", error: String(error) });
    throw new AnswerError(
      "temporarily_unavailable",
      "Cloudflare Access cannot be asked now. Please try again.",
    );
  }
}
