import type { ErrorBody, Problem } from "../../model/problem.ts";

/** Every code that an error of ours can have, and the HTTP status that goes with it. Codes stay the same for ever. */
const statuses = {
  invalid_json: 400,
  invalid_request: 400,
  invalid_event: 400,
  not_signed_in: 401,
  no_visitor: 401,
  invalid_key: 401,
  invalid_signature: 401,
  link_expired: 401,
  sign_in_failed: 401,
  wrong_origin: 403,
  not_allowed: 403,
  not_invited: 403,
  sign_in_again: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  switched_off: 409,
  last_owner: 409,
  in_use: 409,
  still_at_work: 409,
  changed_meanwhile: 412,
  too_large: 413,
  invalid_document: 422,
  cannot_publish: 422,
  idempotency_key_reused: 422,
  precondition_required: 428,
  too_many_requests: 429,
  internal_error: 500,
  temporarily_unavailable: 503,
} as const;

export type ErrorCode = keyof typeof statuses;

/** The HTTP status that goes with a code. */
export function statusOf(code: ErrorCode): number {
  return statuses[code];
}

/** Whether the answer says when to ask again, in `Retry-After`. */
export function isWorthRepeating(status: number): boolean {
  return status === 429 || status === 503;
}

/** An error that its receiver may read in full. Anything else that is thrown becomes `internal_error`. */
export class AnswerError extends Error {
  readonly code: ErrorCode;
  readonly problems: readonly Problem[] | undefined;
  readonly retryAfterSeconds: number | undefined;

  /** @param retryAfterSeconds when asking again may help; 5 seconds for what is `temporarily_unavailable`. */
  constructor(
    code: ErrorCode,
    message: string,
    problems?: readonly Problem[],
    retryAfterSeconds: number | undefined = statuses[code] === 503 ? 5 : undefined,
  ) {
    super(message);
    this.code = code;
    this.problems = problems;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The error as a response. What was not meant for the receiver is logged under the request id and hidden. */
export function errorAnswer(error: unknown, requestId: string): Response {
  const known = error instanceof AnswerError ? error : undefined;
  if (known === undefined) {
    console.error({
      message: "A request failed.",
      requestId,
      error: error instanceof Error ? error.stack : String(error),
    });
  }
  const code = known?.code ?? "internal_error";
  const body: ErrorBody = {
    error: {
      code,
      message: known?.message ?? "Something went wrong on our side. Nothing was changed.",
      requestId,
      ...(known?.problems === undefined ? {} : { details: { problems: [...known.problems] } }),
    },
  };
  const headers = new Headers({ "cache-control": "no-store" });
  if (known?.retryAfterSeconds !== undefined) headers.set("retry-after", String(known.retryAfterSeconds));
  return Response.json(body, { status: statuses[code], headers });
}

/** Cloudflare's id of the request where there is one, so that its logs and ours agree. */
export function requestIdOf(request: Request): string {
  return request.headers.get("cf-ray") ?? crypto.randomUUID();
}
