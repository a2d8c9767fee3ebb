import { describe, expect, it } from "vitest";
import { formatMessage } from "./format-message.ts";

const changes = "{count, plural, =0 {nothing} one {# change of {name}} other {# changes of {name}}}";

describe("formatMessage", () => {
  it("puts values where their names stand", () => {
    expect(formatMessage("{name} is {state}.", { name: "Spring", state: "off" }, "en").join("")).toBe(
      "Spring is off.",
    );
  });

  it("keeps a value that is no text, so that it can be an element", () => {
    const element = { type: "strong" };
    expect(formatMessage("Rule {name} is new.", { name: element }, "en")).toEqual([
      "Rule ",
      element,
      " is new.",
    ]);
  });

  it.each([
    [0, "nothing"],
    [1, "1 change of Mara"],
    [1204, "1,204 changes of Mara"],
  ])("counts %i in English", (count, text) => {
    expect(formatMessage<string | number>(changes, { count, name: "Mara" }, "en").join("")).toBe(text);
  });

  it("uses the plural forms of the locale, not of English", () => {
    const message = "{count, plural, one {# pravidlo} few {# pravidla} other {# pravidel}}";
    const czech = (count: number) => formatMessage(message, { count }, "cs").join("");
    expect([czech(1), czech(3), czech(5)]).toEqual(["1 pravidlo", "3 pravidla", "5 pravidel"]);
  });

  it("does not read a value as a message: a rule may be called {name}", () => {
    expect(formatMessage("{name} is off.", { name: "{count} #1" }, "en").join("")).toBe("{count} #1 is off.");
  });

  it("says which message is broken", () => {
    expect(() => formatMessage("{name is off", {}, "en")).toThrow("{name is off");
  });
});
