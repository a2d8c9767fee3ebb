import { describe, expect, it } from "vitest";
import { declared, plainEnums, reachedFrom, replaced, without } from "./trim-code.ts";

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

  it("loses members by their names", () => {
    const code =
      "class A {\n\tone = () => 1;\n\tget two() {\n\t\treturn 2;\n\t}\n\tthree() {\n\t\treturn 3;\n\t}\n}\n";
    expect(without(code, "one two")).toBe("class A {\n\tthree() {\n\t\treturn 3;\n\t}\n}\n");
  });

  it("has declarations written in another way", () => {
    expect(declared(`const a = 1;\n${reader}`, "Reader", "class Reader {}")).toBe(
      "const a = 1;\nclass Reader {}\n",
    );
  });

  it("has what its enumerations stand for in their place", () => {
    const kinds =
      'var Kind;\n(function (Kind) {\n    Kind[Kind["Tag"] = 4] = "Tag";\n})(Kind || (Kind = {}));\n';
    const ways = 'export var Way;\n(function (Way) {\n    Way["Any"] = "any";\n})(Way || (Way = {}));\n';
    expect(plainEnums(`${kinds}${ways}call(Kind.Tag, Way.Any);`)).toBe(
      '\nexport const Way = { Any: "any" };\ncall(4, "any");',
    );
  });

  it.each([
    ["a class", () => reachedFrom(reader, "Writer", "write")],
    ["a method", () => reachedFrom(reader, "Reader", "write")],
    ["a member", () => without(reader, "write")],
    ["a declaration", () => declared(reader, "Writer", "")],
    ["a line", () => replaced(reader, /write/, "")],
    ["an enumeration", () => plainEnums(reader)],
  ])("does not build where %s is not there any more", (_what, trim) => {
    expect(trim).toThrow("any more");
  });
});
