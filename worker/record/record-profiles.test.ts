import { env } from "cloudflare:workers";
import { beforeAll, expect, it, vi } from "vitest";
import { searchWords } from "../../model/search-words.ts";
import { profilesNamed } from "../store/find-profiles.ts";
import { indexRowWith, profileId } from "../testing/index-row.ts";
import { prepareDatabase } from "../testing/shop.ts";
import { recordProfiles } from "./record-profiles.ts";

const site = "lumen";
const queue = (send: () => Promise<never>) => ({ ...env.RECORDS, send, sendBatch: send });
const down = queue(() => Promise.reject(new Error("The queue is down.")));
const found = async (name: string) => {
  const { profiles } = await profilesNamed(env.DB, site, searchWords(name), { after: null, limit: 5 });
  return profiles.map((profile) => profile.name);
};

beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await prepareDatabase();
});

it("whoever is told of while the queue is down is found all the same", async () => {
  const row = indexRowWith({ id: profileId(1), site, name: "Ada Quist" });
  await recordProfiles({ ...env, RECORDS: down }, [row]);
  expect(await found("quist")).toEqual(["Ada Quist"]);
});

it("where D1 is down, too, nothing throws", async () => {
  const row = indexRowWith({ id: profileId(2), site, name: "Bo Quist" });
  const prepare = () => {
    throw new Error("D1 is down.");
  };
  await recordProfiles({ RECORDS: down, DB: { prepare } as never }, [row]);
  expect(await found("bo")).toEqual([]);
});
