import { ApiError, messageOf } from "../api/api-error.ts";
import { proved } from "../session/proved.ts";
import { announce } from "../ui/status.tsx";
import { t } from "./messages.ts";

/** Does something that may ask who it is first, and says what went wrong. @returns `undefined` where it did not work. */
export async function attempt<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await proved(call);
  } catch (thrown) {
    announce("failed", reasonOf(thrown));
    return undefined;
  }
}

/** What is wrong with what was typed says more than that something is. */
function reasonOf(thrown: unknown): string {
  const problem = thrown instanceof ApiError ? thrown.problems[0] : undefined;
  return t("failed", { reason: problem?.message ?? messageOf(thrown) });
}
