import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { searchWords } from "../../model/search-words.ts";
import { indexRowWith, profileId } from "../testing/index-row.ts";
import { plannedDatabase } from "../testing/query-plans.ts";
import { prepareDatabase } from "../testing/shop.ts";
import { type FoundPage, type Place, profilesKnown, profilesNamed, profilesWith } from "./find-profiles.ts";
import { saveProfiles } from "./profile-index.ts";

const nowMs = 1_790_000_000_000;
const site = "lumen";
const people = [
  "Anna Lind",
  "Ánna-Luise Groß",
  "Hannah Ann Lindgren",
  "Ann Annabel Anning",
  "%_ Percent",
  "O’Brien, Zoë",
];

beforeAll(async () => {
  await prepareDatabase();
  const named = people.map((name, index) =>
    indexRowWith({
      id: profileId(index),
      name,
      seenAtMs: nowMs - index,
      nodes: [`customer:${profileId(index)}`],
    }),
  );
  const many = Array.from({ length: 45 }, (_, index) =>
    indexRowWith({
      id: profileId(100 + index),
      name: `Maria M${index % 9}`,
      seenAtMs: nowMs - 1000 - (index % 7),
    }),
  );
  const found = [
    indexRowWith({
      id: profileId(50),
      nodes: [`visitor:${profileId(51)}`, `visitor:${profileId(50)}`, "email:x"],
    }),
    indexRowWith({ id: profileId(52), nodes: ["email:x", "card:y"], seenAtMs: nowMs + 1 }),
    indexRowWith({ id: profileId(53), site: "other", name: "Anna Other", nodes: ["email:x"] }),
  ];
  await saveProfiles(env.DB, [...named, ...many, ...found], nowMs);
});

const byText = (a: string | null, b: string | null) => ((a ?? "") < (b ?? "") ? -1 : 1);
const whole = { after: null, limit: 100 };
const namesOf = ({ profiles }: FoundPage) => profiles.map(({ name }) => name);
const named = async (query: string) =>
  namesOf(await profilesNamed(env.DB, site, searchWords(query), whole)).toSorted(byText);

describe("a search by name", () => {
  it.each([
    ["anna", ["Ann Annabel Anning", "Anna Lind", "Ánna-Luise Groß"]],
    ["ANN", ["Ann Annabel Anning", "Anna Lind", "Hannah Ann Lindgren", "Ánna-Luise Groß"]],
    ["lin ann", ["Anna Lind", "Hannah Ann Lindgren"]],
    ["gross", ["Ánna-Luise Groß"]],
    ["obrien zoe", ["O’Brien, Zoë"]],
    ["percent", ["%_ Percent"]],
    ["annabelle", []],
    ["nna", []],
  ])("of %j finds %j", async (query, found) => expect(await named(query)).toEqual(found));

  it("goes on page by page, each of many namesakes once", async () => {
    const ids: string[] = [];
    let after: Place | null = null;
    do {
      const page: FoundPage = await profilesNamed(env.DB, site, ["m", "mar"], { after, limit: 7 });
      ids.push(...page.profiles.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    expect(ids.length).toBe(45);
    expect(new Set(ids).size).toBe(45);
  });
});

describe("whoever is known", () => {
  it("is listed page by page, the one seen last first; an unknown visitor is not", async () => {
    const seen: number[] = [];
    const ids: string[] = [];
    let after: Place | null = null;
    do {
      const page: FoundPage = await profilesKnown(env.DB, site, { after, limit: 10 });
      ids.push(...page.profiles.map(({ id }) => id));
      seen.push(...page.profiles.map(({ seenAtMs }) => seenAtMs));
      after = page.next;
    } while (after !== null);
    expect(new Set(ids).size).toBe(people.length + 45 + 2);
    expect(ids.length).toBe(people.length + 45 + 2);
    expect(ids[0]).toBe(profileId(52));
    expect(seen).toEqual(seen.toSorted((a, b) => b - a));
    await saveProfiles(env.DB, [indexRowWith({ id: profileId(900) })], nowMs);
    expect((await profilesKnown(env.DB, site, whole)).profiles.length).toBe(ids.length);
  });
});

describe("a search by identity", () => {
  const found = async (ids: string[], nodes: string[]) =>
    (await profilesWith(env.DB, site, { ids, nodes })).map(({ id }) => id);

  it("finds everybody who has one of them, on this site alone, the one seen last first", async () => {
    expect(await found([], ["email:x"])).toEqual([profileId(52), profileId(50)]);
    expect(await found([], ["email:x", "card:y", "phone:z"])).toEqual([profileId(52), profileId(50)]);
    expect(await found([], [`visitor:${profileId(51)}`])).toEqual([profileId(50)]);
    expect(await found([profileId(50)], ["card:y"])).toEqual([profileId(52), profileId(50)]);
    expect(await found([profileId(53)], ["email:'; --"])).toEqual([]);
  });

  it("stops at fifty, where a till's identity is everybody's", async () => {
    const shared = Array.from({ length: 60 }, (_, index) =>
      indexRowWith({ site: "till", id: profileId(index), nodes: ["email:till"] }),
    );
    await saveProfiles(env.DB, shared, nowMs);
    expect((await profilesWith(env.DB, "till", { ids: [], nodes: ["email:till"] })).length).toBe(50);
  });
});

it("each search goes by an index, whatever its size", async () => {
  const { db, plans } = plannedDatabase();
  const place = { by: "~m", bucket: 5, id: "x" };
  await profilesWith(db, site, { ids: [profileId(1)], nodes: ["email:x"] });
  await profilesNamed(db, site, ["anna", "li"], { after: null, limit: 5 });
  await profilesNamed(db, site, ["m"], { after: place, limit: 5 });
  await profilesKnown(db, site, { after: { ...place, by: nowMs }, limit: 5 });
  const steps = (await plans()).filter((step) => /^(SCAN|SEARCH) (k|p|profiles|profile_keys)\b/.test(step));
  expect(new Set(steps)).toEqual(
    new Set([
      "SEARCH k USING PRIMARY KEY (site=? AND key=?)",
      "SEARCH k USING PRIMARY KEY (site=? AND key>? AND key<?)",
      "SEARCH p USING PRIMARY KEY (site=? AND bucket=? AND id=?)",
      "SEARCH p USING INDEX known_profiles (site=? AND (seen_at_ms,bucket,id)<(?,?,?))",
    ]),
  );
});
