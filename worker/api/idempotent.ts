import type { Context, MiddlewareHandler } from "hono";
import { AnswerError } from "../answer/error.ts";
import { readText } from "../answer/read-json.ts";
import { claimRequest, type ClaimedRequest, keepAnswer, releaseRequest } from "../store/idempotency-keys.ts";
import { requestSecrets, type RequestSecrets } from "./request-secrets.ts";
import type { ApiEnv } from "./signed-in.ts";

/** More than any body of an endpoint that this is about. */
const mostBytes = 250_000;
/** What is asked by POST though it changes nothing, and events, which have ids of their own. */
const asIs =
  /^\/api\/v1\/(events|decide|preview|debug|edit|sites\/[^/]+\/look|segments\/(audience|members)|profiles\/(search|[^/]+\/explain)|me\/passkeys\/options)$/;
/** A string of RFC 9651, 3.3.3, without escapes. A short one could be guessed, and is likely to be used twice. */
const written = /^"([ !#-[\]-~]{16,200})"$/;
const keptHeaders = ["content-type", "etag"];

/**
 * Does once what is sent again with the same `Idempotency-Key` by the same caller: whoever repeats it gets the answer of
 * the first time. What failed changed nothing, so it is done when it is sent again.
 * Source: https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header
 */
export const idempotent: MiddlewareHandler<ApiEnv> = async (context, next) => {
  const { req, env, executionCtx } = context;
  const key = req.method === "POST" && !asIs.test(req.path) ? keyOf(req.raw) : undefined;
  if (key === undefined) return next();
  const body = await readText(req.raw.clone(), mostBytes);
  const secrets = await requestSecrets(context.var.user.id, key);
  const asked = [req.url, req.header("if-match") ?? "", body].join("\n");
  const claim = { id: secrets.id, request: await secrets.digest(asked) };
  const before = await claimRequest(env.DB, claim, Date.now());
  if (before !== undefined) return again(before, claim.request, secrets);
  const work = next().then(() => settle(context, secrets));
  // Whoever does not wait for the answer asks again: that has to find it.
  executionCtx.waitUntil(work);
  await work;
};

function keyOf({ headers }: Request): string | undefined {
  const header = headers.get("idempotency-key");
  if (header === null) return undefined;
  const [, key] = written.exec(header.trim()) ?? [];
  if (key !== undefined) return key;
  throw new AnswerError(
    "invalid_request",
    'An Idempotency-Key is text of 16 to 200 characters in quotes, such as "8e03978e-40d5-43dd-bc93-6894a57f9324".',
  );
}

/** What the first one was answered. @throws AnswerError where that was something else, or is not known yet. */
async function again(
  { request, answer }: ClaimedRequest,
  asked: string,
  secrets: RequestSecrets,
): Promise<Response> {
  if (request !== asked)
    throw new AnswerError(
      "idempotency_key_reused",
      "Something else was sent with this Idempotency-Key. Use a new one.",
    );
  if (answer === null)
    throw new AnswerError(
      "still_at_work",
      "What was sent first with this Idempotency-Key is still at work. Send it again in a moment. Where that takes longer than a minute it broke off: see what became of it, and use a new key.",
    );
  const { status, headers, body } = JSON.parse(await secrets.decrypt(answer)) as KeptAnswer;
  return new Response(body, { status, headers });
}

interface KeptAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Keeps what it was answered. Never rejects: what was done is done. */
async function settle({ env, res }: Context<ApiEnv>, secrets: RequestSecrets): Promise<void> {
  try {
    if (!res.ok) return await releaseRequest(env.DB, secrets.id);
    const headers = keptHeaders.flatMap((name) => {
      const value = res.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    });
    const kept: KeptAnswer = {
      status: res.status,
      headers: Object.fromEntries(headers),
      body: await res.clone().text(),
    };
    await keepAnswer(env.DB, secrets.id, await secrets.encrypt(JSON.stringify(kept)));
  } catch (error) {
    console.error({ message: "An answer could not be kept for whoever asks again.", error: String(error) });
  }
}
