import { describe, expect, it } from "vitest";
import { buttonOf } from "./button-of.ts";

describe("an offer's button", () => {
  it("is not there once label and link are empty", () => {
    expect(buttonOf("", " ")).toBeNull();
  });

  it("stays, half filled, for the API to say what is missing", () => {
    expect(buttonOf("Shop now", "")).toEqual({ label: "Shop now", link: "" });
  });
});
