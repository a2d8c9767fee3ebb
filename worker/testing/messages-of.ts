import { runInDurableObject } from "cloudflare:test";
import { vi } from "vitest";

/** What an object sends to the queue goes to `take` instead, from now on. */
export async function takeMessagesOf(
  object: DurableObjectStub,
  take: (message: unknown) => void,
): Promise<void> {
  await runInDurableObject(object, (instance) => {
    const { env } = instance as unknown as { env: Env };
    vi.spyOn(env.RECORDS, "send").mockImplementation((message) => {
      take(message);
      return Promise.resolve() as never;
    });
  });
}
