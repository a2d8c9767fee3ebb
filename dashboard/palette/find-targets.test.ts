import { expect, it } from "vitest";
import { findTargets } from "./find-targets.ts";
import type { Target } from "./target.ts";

const target = (name: string, note: string): Target => ({ id: `${note}/${name}`, name, note, to: "/" });
const long = "One two three four five six seven eight nine ten";
const targets = [
  target("Rules", "Screen"),
  target("New rule", "To do"),
  target("Crème & rosé weekend", "Rule"),
  target("Welcome back", "Rule"),
  target("Come back, win", "Offer"),
  target(long, "Rule"),
  target("Welcome back", "Edit on the page"),
];

it.each<[string, string[]]>([
  ["creme ROSE", ["Rule/Crème & rosé weekend"]],
  ["back", ["Rule/Welcome back", "Offer/Come back, win", "Edit on the page/Welcome back"]],
  ["come", ["Offer/Come back, win", "Rule/Welcome back", "Edit on the page/Welcome back"]],
  ["edit welc", ["Edit on the page/Welcome back"]],
  [
    "rule",
    ["Screen/Rules", "To do/New rule", "Rule/Crème & rosé weekend", "Rule/Welcome back", `Rule/${long}`],
  ],
  ["ten nine", [`Rule/${long}`]],
  ["welcome nothing", []],
])("finds by “%s”, what is named so first", (text, found) => {
  expect(findTargets(text, targets).map(({ id }) => id)).toEqual(found);
});

it.each(["", "  ", "…"])("has all of them by “%s”, which is no word", (text) => {
  expect(findTargets(text, targets)).toEqual(targets);
});
