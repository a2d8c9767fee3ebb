import type { Api } from "../../worker/api/contract.ts";
import { ApiError, errorFromAnswer } from "./api-error.ts";
import { requestLine, type Endpoint, type ParameterNames } from "./path.ts";

/** What goes with a request: its path's parameters and, where the endpoint takes one, its body. */
export type Input<E extends Endpoint> = Record<ParameterNames<E>, string> &
  (Api[E]["body"] extends undefined ? unknown : { body: Api[E]["body"] }) &
  (Api[E]["over"] extends undefined
    ? unknown
    : undefined extends Api[E]["over"]
      ? { over?: number }
      : { over: Api[E]["over"] }) &
  (Api[E]["query"] extends undefined ? unknown : { query?: Api[E]["query"] });

/** Leaving the input out is right only where there is nothing to put in. */
type InputArguments<E extends Endpoint> = object extends Input<E> ? [input?: Input<E>] : [input: Input<E>];

/** Calls one endpoint. @throws ApiError and nothing else. */
export type CallApi = <E extends Endpoint>(
  endpoint: E,
  ...input: InputArguments<E>
) => Promise<Api[E]["answer"]>;

export interface ApiSeams {
  fetch: typeof globalThis.fetch;
  /** Called when the session is gone, before the error is thrown. */
  onSignedOut: (endpoint: Endpoint) => void;
  timeoutMs?: number;
}

/**
 * The API's client. Nothing waits for ever: after `timeoutMs` (10 s) it says so. What is sent by POST has a key of its own by
 * which the server does it once, so where no answer came it is sent once more.
 */
export function createApi({ fetch, onSignedOut, timeoutMs = 10_000 }: ApiSeams): CallApi {
  return async <E extends Endpoint>(
    endpoint: E,
    ...[input]: InputArguments<E>
  ): Promise<Api[E]["answer"]> => {
    const { body, over, query, ...parameters } = (input ?? {}) as Record<string, string> & {
      body?: unknown;
      over?: number | "new";
      query?: Readonly<Record<string, string>>;
    };
    const { method, path } = requestLine(endpoint, parameters, query);
    const isPost = method === "POST";
    const repetition = isPost ? { "idempotency-key": `"${crypto.randomUUID()}"` } : {};
    const send = () =>
      fetch(path, {
        method,
        credentials: "same-origin",
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          accept: "application/json",
          ...repetition,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...(over === undefined
            ? {}
            : over === "new"
              ? { "if-none-match": "*" }
              : { "if-match": `"${over}"` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    const once = async (): Promise<Api[E]["answer"]> => {
      const { response, json } = await readAnswer(send(), timeoutMs);
      if (response.status === 401) onSignedOut(endpoint);
      if (!response.ok) throw errorFromAnswer(response.status, json);
      return json as Api[E]["answer"];
    };
    return once().catch((thrown: unknown) => {
      if (isPost && thrown instanceof ApiError && thrown.code === "timeout") return once();
      throw thrown;
    });
  };
}

/** Reading the body belongs inside: an answer can stall half way, and the time limit holds for it too. */
async function readAnswer(
  answer: Promise<Response>,
  timeoutMs: number,
): Promise<{ response: Response; json: unknown }> {
  let response: Response | undefined;
  try {
    response = await answer;
    return { response, json: await response.json() };
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === "TimeoutError") {
      const seconds = Math.round(timeoutMs / 1000);
      throw new ApiError(
        "timeout",
        `No answer within ${seconds} seconds, so whether it worked is not known. Try again.`,
      );
    }
    if (response === undefined) {
      throw new ApiError("offline", "The server cannot be reached. Check the connection, then try again.");
    }
    throw errorFromAnswer(response.status, null);
  }
}
