import { check } from "../../model/problem.ts";
import type * as v from "valibot";
import { AnswerError, type ErrorCode } from "./error.ts";

/**
 * Reads a request's body as JSON.
 * @param mostBytes more than this is refused while it is read, whatever `Content-Length` said.
 * @throws AnswerError `too_large` or `invalid_json`.
 */
export async function readJson(request: Request, mostBytes: number): Promise<unknown> {
  const text = await readText(request, mostBytes);
  try {
    return JSON.parse(text);
  } catch {
    throw new AnswerError("invalid_json", "The body is not JSON.");
  }
}

/** Reads a request's body as text in UTF-8. @throws AnswerError `too_large`, as {@link readJson} does. */
export async function readText(request: Request, mostBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const body: AsyncIterable<Uint8Array> | Iterable<Uint8Array> = request.body ?? [];
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > mostBytes) throw new AnswerError("too_large", `A body has at most ${mostBytes} bytes.`);
    chunks.push(chunk);
  }
  return new Blob(chunks).text();
}

/** Checks a document from outside. @throws AnswerError with `code` and every problem. */
export function demand<Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
  code: ErrorCode,
  message: string,
): v.InferOutput<Schema> {
  const checked = check(schema, input);
  if (!checked.ok) throw new AnswerError(code, message, checked.problems);
  return checked.value;
}
