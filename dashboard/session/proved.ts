import { signal } from "@preact/signals";
import { ApiError } from "../api/api-error.ts";

/** Whoever waits for somebody to sign in again; the dialog for that is open meanwhile. */
export const waiting = signal<{ proved: () => void; dismissed: () => void } | null>(null);

/**
 * Makes a call that asks for a recent sign-in: where it was longer ago, somebody signs in again, and the call is made anew.
 * @throws what the call throws, also where they would rather not.
 */
export async function proved<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (thrown) {
    if (!(thrown instanceof ApiError) || thrown.code !== "sign_in_again") throw thrown;
    await new Promise<void>((resolve, reject) => {
      waiting.value = { proved: resolve, dismissed: () => reject(thrown) };
    }).finally(() => (waiting.value = null));
    return call();
  }
}
