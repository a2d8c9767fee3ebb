import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { snapshotWith } from "../testing/shop.ts";
import { Outbox } from "./outbox.ts";
import { profileOf } from "./profile-of.ts";

it("takes back what is still on its way to KV", async () => {
  const stored = new Set<string>();
  let letGo: () => void = () => undefined;
  const slow = {
    put: async (key: string) => {
      await new Promise<void>((resolve) => (letGo = resolve));
      stored.add(key);
    },
    delete: async (key: string) => void stored.delete(key),
  } as unknown as KVNamespace;
  const snapshot = snapshotWith(Date.now());
  await runInDurableObject(
    profileOf(env.PROFILES, "lumen", snapshot.visitor),
    async (_profile, { storage }) => {
      const outbox = new Outbox(
        storage,
        { BUNDLES: slow, COOKIE_KEYS: env.COOKIE_KEYS },
        async () => undefined,
      );
      const sending = outbox.send("lumen", [snapshot]);
      await new Promise((resolve) => setTimeout(resolve, 50));
      const takingBack = outbox.takeBack("lumen", [snapshot.visitor]);
      await new Promise((resolve) => setTimeout(resolve, 50));
      letGo();
      await Promise.all([sending, takingBack]);
    },
  );
  expect([...stored]).toEqual([]);
});
