import { expect, it } from "vitest";
import { firstSpoken } from "./language.ts";

it.each([
  [["it", "en-GB"], "it"],
  [["de-CH", "it-CH", "en"], "it"],
  [["en-US", "it"], "en"],
  [["", "ita"], "en"],
  [[], "en"],
])("of %j it speaks %s", (asked, spoken) => expect(firstSpoken(asked)).toBe(spoken));
