import * as fc from "fast-check";
import { expect, test } from "vitest";
import { nextBatch } from "./batch.ts";

const numbered = (count: number, characters = 1) =>
  Array.from({ length: count }, (_, index) => String(index).padStart(characters, "0"));

test("all, where there are few", () => expect(nextBatch(numbered(3))).toEqual(["0", "1", "2"]));
test("none of none", () => expect(nextBatch([])).toEqual([]));
test("of many the newest that fit", () =>
  expect(nextBatch(numbered(30, 1000))).toEqual(numbered(30, 1000).slice(-9)));
test("one that never fits goes alone, and after what is newer", () => {
  const huge = "x".repeat(50_000);
  expect(nextBatch(["a", huge])).toEqual([huge]);
  expect(nextBatch([huge, "a"])).toEqual(["a"]);
  expect(nextBatch([huge])).toEqual([huge]);
});

test("batch after batch, every event goes once", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(12_000), { maxLength: 200 }), (sizes) => {
      const events = sizes.map((size, index) => index + "-".repeat(size));
      let left = events;
      const sent: string[] = [];
      while (left.length) {
        const batch = nextBatch(left);
        expect(batch.length).toBeGreaterThan(0);
        sent.push(...batch);
        left = left.filter((event) => !batch.includes(event));
      }
      expect(sent.toSorted()).toEqual(events.toSorted());
    }),
  );
});
