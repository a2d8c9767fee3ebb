import { expect, it } from "vitest";
import { pageToPreview } from "./page-to-preview.ts";

it("previews a rule where it is on one page, else on the home page", () => {
  expect(pageToPreview(["/products/*", "/sale", "/"])).toBe("/sale");
  expect(pageToPreview(["/products/*", "/:category"])).toBe("/");
});
