import { expect, it } from "vitest";
import { check } from "./problem.ts";
import { SharedPages } from "./shared-pages.ts";

const named = { pages: ["/", "/category/*"], freshForSeconds: 300, privateCookies: ["session", "wp_*"] };

it("takes pages with a freshness time, and no cookies at all where none is named", () => {
  expect(check(SharedPages, named)).toEqual({ ok: true, value: named });
  const { privateCookies: _, ...others } = named;
  expect(check(SharedPages, others)).toEqual({ ok: true, value: { ...named, privateCookies: [] } });
});

it.each<[object, string]>([
  [{ pages: [] }, "Which pages are shared? Name at least one."],
  [{ freshForSeconds: 0 }, "A page is fresh for at least one second."],
  [{ freshForSeconds: 3601 }, "A page is fresh for at most an hour."],
  [{ privateCookies: ["*"] }, "A cookie's name has letters"],
  [{ privateCookies: ["a;b"] }, "A cookie's name has letters"],
  [{ privateCookies: ["se*ion"] }, "A cookie's name has letters"],
])("refuses %j", (changes, message) => {
  const checked = check(SharedPages, { ...named, ...changes });
  expect(checked.ok ? [] : checked.problems.map((problem) => problem.message)).toEqual([
    expect.stringContaining(message),
  ]);
});
