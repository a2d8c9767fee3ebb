import { expect, it } from "vitest";
import { wantsOf } from "../../model/target.ts";
import { targetWords } from "./target-words.ts";

const places = [{ id: "top", name: "Top of the page" }];

it.each([
  [{ type: "setText", selector: "main h1", text: "x" } as const, "what is in main h1"],
  [
    { type: "setStyle", selector: "h1", property: "color", value: "red", important: false } as const,
    "color of h1",
  ],
  [
    { type: "setClass", selector: "h1", add: ["a"], remove: ["b"] } as const,
    "the class a of h1 and the class b of h1",
  ],
  [{ type: "insertOffer", placement: "top", offer: "o" } as const, "what is in the place Top of the page"],
  [{ type: "insertOffer", placement: "gone", offer: "o" } as const, "what is in the place gone"],
  [{ type: "redirect", to: "/new" } as const, "where the page leads"],
])("says what %j wants", (change, words) => {
  const plain =
    change.type === "setClass" ? { ...change, add: [...change.add], remove: [...change.remove] } : change;
  expect(targetWords(wantsOf(plain).targets, places)).toBe(words);
});
