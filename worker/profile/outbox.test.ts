import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it, vi } from "vitest";
import type { Snapshot } from "../../model/snapshot.ts";
import { open, readKeys } from "../recognise/seal.ts";
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
      const outbox = new Outbox(storage, { ...env, BUNDLES: slow }, async () => undefined);
      const sending = outbox.send("lumen", [snapshot], false);
      await new Promise((resolve) => setTimeout(resolve, 50));
      const takingBack = outbox.takeBack("lumen", [snapshot.visitor]);
      await new Promise((resolve) => setTimeout(resolve, 50));
      letGo();
      await Promise.all([sending, takingBack]);
    },
  );
  expect([...stored]).toEqual([]);
});

it("writes what is newest last, however slow KV is", async () => {
  let nowMs = 1_990_000_000_000;
  vi.spyOn(Date, "now").mockImplementation(() => nowMs);
  const stored: string[] = [];
  let letGo: () => void = () => undefined;
  let isFirst = true;
  const slow = {
    put: async (_key: string, text: string) => {
      const waits = isFirst;
      isFirst = false;
      if (waits) await new Promise<void>((resolve) => (letGo = resolve));
      stored.push(text);
    },
  } as unknown as KVNamespace;
  const snapshot = snapshotWith(nowMs);
  await runInDurableObject(
    profileOf(env.PROFILES, "slow", snapshot.visitor),
    async (_profile, { storage }) => {
      const bindings = { ...env, BUNDLES: slow };
      const outbox = new Outbox(storage, bindings, async () => undefined);
      const first = outbox.send("slow", [{ ...snapshot, version: 1 }], false);
      await new Promise((resolve) => setTimeout(resolve, 50));
      nowMs += 3000;
      const second = outbox.send("slow", [{ ...snapshot, version: 2 }], false);
      await new Promise((resolve) => setTimeout(resolve, 50));
      letGo();
      await Promise.all([first, second]);
    },
  );
  const name = `snapshot:slow:${snapshot.visitor}`;
  const keys = await readKeys(env.COOKIE_KEYS);
  const written = await Promise.all(stored.map((text) => open(keys, name, text)));
  expect(written.map((each) => (each as Snapshot).version)).toEqual([1, 2]);
});
