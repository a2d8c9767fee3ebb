import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { Trigger } from "../../model/trigger.ts";
import { measureOf, momentsToChoose, withMeasure } from "./moments.ts";

describe("the moments to choose from", () => {
  it("are all that a rule can wait for", () => {
    const types = Trigger.options.map((option) => option.entries.type.literal);
    expect(momentsToChoose.map(({ type }) => type).toSorted()).toEqual(types.toSorted());
  });

  it("can be saved as they are, but for an element, which has to be named", () => {
    const unsaved = momentsToChoose.filter((moment) => !v.is(Trigger, moment));
    expect(unsaved).toEqual([{ type: "elementSeen", selector: "" }]);
  });
});

describe("a measure", () => {
  it("is what was typed, of numbers the digits, and nothing while nothing is", () => {
    const dwell = { type: "dwell", seconds: 30 } as const;
    expect(withMeasure(dwell, "4 5s")).toEqual({ type: "dwell", seconds: 45 });
    expect(measureOf(withMeasure(dwell, ""))).toEqual({ field: "seconds", text: "" });
    expect(withMeasure({ type: "elementSeen", selector: "" }, "#a")).toEqual({
      type: "elementSeen",
      selector: "#a",
    });
    expect(withMeasure({ type: "copy" }, "x")).toEqual({ type: "copy" });
  });
});
