import { describe, expect, expectTypeOf, it } from "vitest";
import { translator, type ValueNames } from "./translate.ts";

const t = translator({
  title: "Rules",
  off: "{name} is off.",
  waiting: "{count, plural, one {# change} other {# changes}} of {name}",
});

describe("t", () => {
  it("says a message without values", () => {
    expect(t("title")).toBe("Rules");
  });

  it("says a message with values", () => {
    expect(t("waiting", { count: 2, name: "Mara" })).toBe("2 changes of Mara");
  });

  it("gives parts where a value is to be set apart", () => {
    expect(t.parts("off", { name: { bold: "Spring" } })).toEqual([{ bold: "Spring" }, " is off."]);
  });

  it("knows from the text which values a message needs", () => {
    expectTypeOf<ValueNames<"{name} is {state}.">>().toEqualTypeOf<"name" | "state">();
    expectTypeOf<ValueNames<"{count, plural, one {# rule} other {# rules}} of {who}">>().toEqualTypeOf<
      "count" | "who"
    >();
    // @ts-expect-error: the name is missing.
    t("off", {});
    // @ts-expect-error: there is no such message.
    expect(t("nothing")).toBe("nothing");
  });
});
