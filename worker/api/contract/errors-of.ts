import type { ErrorCode } from "../../answer/error.ts";
import type { Endpoint } from "./endpoint.ts";
import { isRepeatable } from "./is-repeatable.ts";
import { lineOf } from "./line.ts";

/** Every code of an error that an endpoint may answer: its own, and those of all that are called as it is. */
export function errorsOf(key: string, endpoint: Endpoint): ErrorCode[] {
  const { segments, parameters } = lineOf(key);
  const takesText = endpoint.body !== undefined || endpoint.takes !== undefined;
  const codes: ErrorCode[] = ["wrong_origin", "internal_error", ...(endpoint.errors ?? [])];
  if (endpoint.who !== "anybody") codes.push("not_signed_in", "invalid_key", "not_allowed");
  if (segments.length + parameters.length > 0 || takesText) codes.push("not_found");
  if (segments.length > 0 || endpoint.query !== undefined || takesText) codes.push("invalid_request");
  if (endpoint.revision === "asked")
    codes.push("precondition_required", "changed_meanwhile", "invalid_request");
  if (endpoint.revision === "compared") codes.push("changed_meanwhile", "invalid_request");
  if (isRepeatable(key, endpoint))
    codes.push("idempotency_key_reused", "still_at_work", "invalid_request", "too_large");
  if (takesText) codes.push("invalid_json", "too_large");
  return [...new Set(codes)];
}
