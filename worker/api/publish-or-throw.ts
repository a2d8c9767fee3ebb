import { AnswerError } from "../answer/error.ts";
import { type Publish, publish } from "../store/versions.ts";

/** Publishes. @returns the new version. @throws AnswerError `cannot_publish` with every problem, or `conflict`. */
export async function publishOrThrow(env: Env, what: Publish): Promise<number> {
  const published = await publish(env, what);
  if (published.ok) return published.version;
  if ("raced" in published)
    throw new AnswerError("conflict", "Somebody else published at this moment. Please try again.");
  throw new AnswerError("cannot_publish", "This cannot be published yet.", published.problems);
}
