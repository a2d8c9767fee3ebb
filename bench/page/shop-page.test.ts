import { expect, test } from "vitest";
import { missingFrom } from "./check-answer.ts";
import { sizes } from "./pages.ts";
import { shopPage } from "./shop-page.ts";

test.each(Object.values(sizes))("a page of %i bytes weighs that, and is the same each time", (bytes) => {
  const page = shopPage(bytes);
  expect(page.original).toHaveLength(bytes);
  expect(shopPage(bytes).changed.equals(page.changed)).toBe(true);
});

test("has each change once in the changed page, and none in the original", () => {
  const { original, changed } = shopPage(sizes.SMALL);
  expect(missingFrom(changed.toString())).toEqual([]);
  expect(missingFrom(original.toString())).toHaveLength(4);
});

test("has each target once", () => {
  const page = shopPage(sizes.LARGE).original.toString();
  for (const target of ["<h1 ", 'id="hero-copy"', 'id="hero-image"', "<header "])
    expect(page.split(target)).toHaveLength(2);
});
