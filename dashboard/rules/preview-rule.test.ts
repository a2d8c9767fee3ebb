import { expect, it } from "vitest";
import { pageToPreview } from "./preview-rule.ts";

it("previews a rule where it is on one page, else on the home page", () => {
  expect(pageToPreview(["/products/*", "/sale", "/"])).toBe("/sale");
  expect(pageToPreview(["/products/*", "/:category"])).toBe("/");
});
