import type { Problem } from "../../model/problem.ts";
import type { ErrorBody } from "../../worker/api/contract.ts";
import { inEnglish } from "../text/translated.ts";
import { heard } from "./in-words.ts";

/** Sentences in the reader's language by code; none in English, which the API speaks itself. */
const refusals: Record<string, string> = {};
inEnglish.push({ room: "refusals", words: refusals });

/** Every way a request can end other than with an answer: the API's own codes and the ones that only a browser sees. */
export class ApiError extends Error {
  /** The API's stable code, or `timeout`, `offline`, `unreadable`. */
  readonly code: string;
  /** The HTTP status; 0 where no answer came. */
  readonly status: number;
  /** What support needs to find the request; empty where it never arrived. */
  readonly requestId: string;
  readonly problems: readonly Problem[];

  /** @param message in English, shown where the reader's language has none for it, and none for the code */
  constructor(
    code: string,
    message: string,
    about: { status?: number; requestId?: string; problems?: Problem[] } = {},
  ) {
    const said = heard.inWords(message);
    super(said === message ? (refusals[code] ?? message) : said);
    this.name = "ApiError";
    this.code = code;
    this.status = about.status ?? 0;
    this.requestId = about.requestId ?? "";
    this.problems = (about.problems ?? []).map((problem) => ({
      ...problem,
      message: heard.inWords(problem.message),
    }));
  }
}

/** The error that an answer carries; a proxy's HTML page is no error body, so everything is optional here. */
export function errorFromAnswer(status: number, body: unknown): ApiError {
  const error = (body as Partial<ErrorBody> | null)?.error;
  if (error === undefined) {
    return new ApiError("unreadable", `The server answered with an error (${status}) that says no more.`, {
      status,
    });
  }
  return new ApiError(error.code, error.message, {
    status,
    requestId: error.requestId,
    ...(error.details === undefined ? {} : { problems: error.details.problems }),
  });
}

/** The sentence to show for anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
