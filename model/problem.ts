import * as v from "valibot";

/** One thing that is wrong with a document: a code that stays the same, where it is, and a sentence for people. */
export interface Problem {
  /** Stable, for programs: `invalid_value`, `unknown_reference`, … */
  code: string;
  /** Where in the document, as in `rules[2].variants[0].changes[1].selector`; empty for the whole. */
  path: string;
  message: string;
}

/** The body of every error that an HTTP endpoint of ours answers. */
export interface ErrorBody {
  error: {
    /** Stays the same for ever. */
    code: string;
    message: string;
    requestId: string;
    details?: { problems: Problem[] };
  };
}

/** Either the value, checked, or everything that is wrong with it. Never both, and nothing throws. */
export type Checked<T> = { ok: true; value: T } | { ok: false; problems: Problem[] };

/** Checks `input` against `schema` and reports every problem with its path. */
export function check<Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
): Checked<v.InferOutput<Schema>> {
  const result = v.safeParse(schema, input);
  if (result.success) return { ok: true, value: result.output };
  return { ok: false, problems: result.issues.map(problemOf) };
}

function problemOf(issue: v.BaseIssue<unknown>): Problem {
  const keys = (issue.path ?? []).map((item) => (item as { key: string | number }).key);
  const code = (issue.type === "raw_check" ? issue.expected : null) ?? "invalid_value";
  return { code, path: joinPath(keys), message: sentenceOf(issue, keys.at(-1)) };
}

/** Schemas bring sentences of their own for what is likely to go wrong; for the rest, valibot's are no sentences. */
function sentenceOf(
  { message, expected, received }: v.BaseIssue<unknown>,
  key: string | number | undefined,
): string {
  if (!message.startsWith("Invalid ")) return message;
  if (received === "undefined" && typeof key === "string") return `Here, "${key}" is missing.`;
  return `Here, ${expected ?? "something else"} is needed, not ${received}.`;
}

/** `["rules", 2, "name"]` → `rules[2].name`. */
export function joinPath(keys: readonly (string | number)[]): string {
  return keys.reduce<string>((path, key) => {
    if (typeof key === "number") return `${path}[${key}]`;
    return path === "" ? key : `${path}.${key}`;
  }, "");
}
