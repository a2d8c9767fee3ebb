import { expect, it } from "vitest";
import { PageMemory } from "./page-memory.ts";
import { sharedPage } from "./shared-page.ts";

const nowMs = Date.parse("2026-11-27T17:30:00Z");
const page = (sizeBytes = 1000) =>
  sharedPage(new Uint8Array(sizeBytes), new Headers(), {
    madeAtMs: nowMs,
    freshUntilMs: nowMs + 1,
    whileRevalidatingUntilMs: nowMs + 1,
    ifErrorUntilMs: nowMs + 1,
  });
/** There is room for ten such pages. */
const memory = () => new PageMemory(30_000);
const keysFrom = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => `${from + index}`);

it("keeps what was asked for last", () => {
  const pages = memory();
  for (const key of keysFrom(0, 10)) pages.keep(key, page(), nowMs);
  expect(pages.find("0")).toBeDefined();
  pages.keep("new", page(), nowMs);
  pages.keep("new", page(), nowMs);
  expect(["0", "1", "2", "new"].map((key) => pages.find(key) !== undefined)).toEqual([
    true,
    false,
    true,
    true,
  ]);
});

it("cannot be emptied by addresses that are asked for once", () => {
  const pages = memory();
  for (const key of keysFrom(0, 10)) pages.keep(key, page(), nowMs);
  for (const key of keysFrom(100, 10_000)) pages.keep(key, page(), nowMs);
  expect(keysFrom(0, 10).filter((key) => pages.find(key) === undefined)).toEqual([]);
});

it("holds no more than it may, however large the pages are", () => {
  const pages = memory();
  const keys = keysFrom(0, 50);
  for (const [index, key] of keys.entries()) {
    pages.keep(key, page(100 + index * 37), nowMs);
    pages.keep(key, page(100 + index * 37), nowMs);
  }
  const held = keys.flatMap((key) => pages.find(key)?.bytes.byteLength ?? []);
  expect(held.reduce((sum, size) => sum + size * 3, 0)).toBeLessThanOrEqual(30_000);
  expect(held.length).toBeGreaterThan(3);
  pages.keep("too-large", page(20_000), nowMs);
  pages.keep("too-large", page(20_000), nowMs);
  expect(pages.find("too-large")).toBeUndefined();
});
