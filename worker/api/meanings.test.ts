import * as fc from "fast-check";
import { expect, it } from "vitest";
import { meaningsOf } from "./meanings.ts";

const id = "AAAAAAAAAAAAAAAAAAAA_-";
const named = (text: string) => {
  const { ids, identities, words } = meaningsOf(text);
  return { ids, identities: identities.map(({ type, value }) => `${type}:${value}`), words };
};

it.each([
  [
    "Anna Lind",
    {
      ids: [],
      identities: ["customer:Anna Lind", "card:Anna Lind", "handle:anna lind"],
      words: ["anna", "lind"],
    },
  ],
  [
    "Anna@Example.com",
    {
      ids: [],
      identities: [
        "customer:Anna@Example.com",
        "email:anna@example.com",
        "card:Anna@Example.com",
        "handle:anna@example.com",
      ],
      words: [],
    },
  ],
  ["@anna", { ids: [], identities: ["customer:@anna", "card:@anna", "handle:anna"], words: [] }],
  [
    "+49 30 1234-5",
    {
      ids: [],
      identities: [
        "customer:+49 30 1234-5",
        "phone:+493012345",
        "card:+49 30 1234-5",
        "handle:+49 30 1234-5",
      ],
      words: ["49", "30", "1234", "5"],
    },
  ],
  [
    id,
    {
      ids: [id],
      identities: [`customer:${id}`, `card:${id}`, `handle:${id.toLowerCase()}`, `visitor:${id}`],
      words: ["aaaaaaaaaaaaaaaaaaaa"],
    },
  ],
  [`visitor:${id}`, { ids: [id], identities: [`visitor:${id}`], words: [] }],
  ["loyalty:47 11", { ids: [], identities: ["loyalty:47 11"], words: [] }],
  [
    "email: Anna",
    {
      ids: [],
      identities: ["customer:email: Anna", "card:email: Anna", "handle:email: anna"],
      words: ["email", "anna"],
    },
  ],
])("%j may mean %j", (text, meanings) => expect(named(text)).toEqual(meanings));

it("is a few things at most, whatever was typed", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 320 }), (text) => {
      const { ids, identities, words } = meaningsOf(text);
      expect(ids.length + identities.length).toBeLessThanOrEqual(7);
      expect(words.length).toBeLessThanOrEqual(8);
    }),
  );
});
