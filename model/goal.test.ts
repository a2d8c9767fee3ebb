import { expect, it } from "vitest";
import { Goal } from "./goal.ts";
import { check } from "./problem.ts";

const goal = { id: "leads", name: "Leads", event: "generate_lead" };

function problemsOf(changes: object) {
  const checked = check(Goal, { ...goal, ...changes });
  return checked.ok ? [] : checked.problems;
}

it("counts each person who did it within two weeks once, and wants more of them, unless it says otherwise", () => {
  expect(check(Goal, goal)).toEqual({
    ok: true,
    value: { ...goal, where: {}, counts: "once", better: "more", within: "14d", mostEach: null },
  });
});

it("may be harm, with a value and parameters, soon, and up to some height", () => {
  const everything = {
    event: "refund",
    where: { item_category: "Lips", items: 2, is_gift: true },
    counts: "value",
    better: "less",
    within: "30m",
    mostEach: 500.5,
  };
  expect(problemsOf(everything)).toEqual([]);
  expect(problemsOf({ within: "365d" })).toEqual([]);
});

it.each<[string, object, string]>([
  ["the id of one that every site has", { id: "order-value" }, "id"],
  ["no event", { event: "" }, "event"],
  ["a parameter that is a list", { where: { item_category: ["Lips"] } }, "where.item_category"],
  [
    "more parameters than anybody needs",
    { where: Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`p${n}`, 1])) },
    "where",
  ],
  ["a way to count that there is not", { counts: "twice" }, "counts"],
  ["a direction that there is not", { better: "other" }, "better"],
  ["no end", { within: "ever" }, "within"],
  ["a window of nothing", { within: "0d" }, "within"],
  ["a window of years", { within: "366d" }, "within"],
  ["nothing that one person counts for", { mostEach: 0 }, "mostEach"],
])("is refused with %s", (_what, changes, path) => {
  expect(problemsOf(changes)).toContainEqual({
    code: "invalid_value",
    path,
    message: expect.stringMatching(/^[A-Z].*\.$/),
  });
});
