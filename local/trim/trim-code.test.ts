import { describe, expect, it } from "vitest";
import { reachedFrom, replaced } from "./trim-code.ts";

const reader = `class Reader {
    read() {
        return this.next();
    }
    next() {
        return 1;
    }
    *all() {
        yield this.read();
    }
}
`;

describe("a library", () => {
  it("keeps the methods that are asked for, and those that they call", () => {
    expect(reachedFrom(reader, "Reader", "read")).toBe(reader.replace(/ {4}\*all[^]*?^ {4}\}\n/m, ""));
  });

  it.each([
    ["a class", () => reachedFrom(reader, "Writer", "write")],
    ["a method", () => reachedFrom(reader, "Reader", "write")],
    ["a line", () => replaced(reader, /write/, "")],
  ])("does not build where %s is not there any more", (_what, trim) => {
    expect(trim).toThrow("any more");
  });
});
