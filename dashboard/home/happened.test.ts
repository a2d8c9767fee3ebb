import { expect, it } from "vitest";
import { auditActions } from "../../model/audit.ts";
import { happenedSince } from "./happened.ts";
import { lastLook } from "./last-look.ts";
import type { Changes } from "./load-home.ts";

type Entries = Extract<Changes, { kind: "audit" }>["entries"];
const entry = (id: string, at: string, changes: Partial<Entries[number]>): Entries[number] => ({
  id,
  at,
  by: { id: "ada", name: "Ada" },
  what: "rule.saved",
  about: { kind: "rule", id: "welcome", name: "Welcome" },
  before: null,
  after: null,
  ...changes,
});

const shop = { id: "shop", name: "Odile" };

it("says once what somebody did again, in the audit’s own words", () => {
  const entries = [
    entry("5", "2031-03-10T12:00:00Z", {
      by: { id: "me", name: "Me" },
      what: "rule.switched",
      after: { on: false },
    }),
    entry("4", "2031-03-10T11:00:00Z", {}),
    entry("3", "2031-03-10T10:00:00Z", {}),
    entry("2", "2031-03-10T09:00:00Z", {
      what: "bundle.published",
      about: { kind: "version", id: "7", name: "" },
    }),
    entry("1", "2031-03-01T00:00:00Z", { what: "drafts.discarded" }),
  ];
  const since = Date.parse("2031-03-05T00:00:00Z");
  expect(happenedSince({ kind: "audit", entries }, since, shop).map(({ text }) => text)).toEqual([
    "Me switched the rule Welcome off.",
    "Ada saved the rule Welcome, 2 times.",
    "Ada published version 7.",
  ]);
});

it("has a sentence for whatever can be done", () => {
  const entries = auditActions.map((what, index) =>
    entry(String(index), "2031-03-10T12:00:00Z", { what, before: {}, after: {} }),
  );
  const told = happenedSince({ kind: "audit", entries }, null, shop);
  expect(told).toHaveLength(auditActions.length);
  for (const { text } of told) expect(text).toMatch(/^(Ada |What Ada had planned )[^{}]*Welcome[^{}]*\.$/);
  const added = entry("a", "2031-03-10T12:00:00Z", {
    what: "site.saved",
    about: { kind: "site", id: "shop", name: "" },
  });
  expect(happenedSince({ kind: "audit", entries: [added] }, null, shop)[0]?.text).toBe(
    "Ada added the shop Odile.",
  );
});

it("shows versions to those who do not see the audit", () => {
  const versions = [
    {
      version: 4,
      publishedAt: "2031-03-10T12:00:00Z",
      publishedBy: { id: "ada", name: "Ada" },
      note: "Spring",
      changes: null,
      comments: [],
    },
  ];
  expect(happenedSince({ kind: "versions", versions }, null, shop)[0]?.text).toBe(
    "Version 4 was published (Spring).",
  );
});

it("the last look is that of another visit, not of a page that was loaded again", () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const hourMs = 3_600_000;
  expect(lastLook(storage, "me shop", hourMs)).toBeNull();
  expect(lastLook(storage, "me shop", 1.2 * hourMs)).toBeNull();
  expect(lastLook(storage, "me shop", 9 * hourMs)).toBe(1.2 * hourMs);
  expect(lastLook(storage, "me shop", 9.4 * hourMs)).toBe(1.2 * hourMs);
  expect(lastLook(storage, "me other", 9.4 * hourMs)).toBeNull();
  kept.set("looked-at me shop", "no JSON");
  expect(lastLook(storage, "me shop", 10 * hourMs)).toBeNull();
});
