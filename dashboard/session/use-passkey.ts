import { t } from "./messages.ts";

/** What browsers call the end of it where somebody closed the question, or had nothing to answer it with. */
const stoppedByPerson = new Set(["NotAllowedError", "AbortError"]);

/**
 * Asks the browser for a passkey, with the library for that, which is loaded only now.
 * @throws Error with a sentence for people.
 */
export async function usePasskey<T>(
  ask: (library: typeof import("@simplewebauthn/browser")) => Promise<T>,
): Promise<T> {
  const library = await import("@simplewebauthn/browser");
  try {
    return await ask(library);
  } catch (thrown) {
    const name = thrown instanceof Error ? thrown.name : "";
    throw new Error(t(stoppedByPerson.has(name) ? "noPasskeyUsed" : "cannotPasskey"), { cause: thrown });
  }
}
