import { describe, expect, it } from "vitest";
import { compileVersion } from "./compare-versions.ts";

/** From the lowest to the highest. */
const ascending = [
  "0.9",
  "1.0.0-alpha",
  "1.0.0-alpha.1",
  "1.0.0-beta.2",
  "1.0.0-beta.11",
  "1.0.0-rc.1",
  "1.0.0",
  "1.0.1",
  "1.9.3",
  "1.10.0",
  "2.0.0",
  "10.0.0",
];

describe("a version", () => {
  const pairs = ascending.flatMap((low, index) =>
    ascending.slice(index + 1).map((high) => [low, high] as const),
  );

  it.each(pairs)("%s is before %s", (low, high) => {
    expect(compileVersion("$vlt", high)(low)).toBe(true);
    expect(compileVersion("$vlte", high)(low)).toBe(true);
    expect(compileVersion("$vgt", low)(high)).toBe(true);
    expect(compileVersion("$vgte", low)(high)).toBe(true);
    expect(compileVersion("$vne", low)(high)).toBe(true);
    expect(compileVersion("$veq", low)(high)).toBe(false);
    expect(compileVersion("$vgte", high)(low)).toBe(false);
  });

  it.each([
    ["1.2.3", "v1.2.3"],
    ["1.2.3", "1.2.3+build.7"],
    ["1.2.3-rc.1", "1.2.3-rc.1+5"],
    ["1.2.3-rc.1", "1.2.3.rc.1"],
    ["3", 3],
    ["0", null],
    ["0", ""],
    ["0", ["1.2.3"]],
  ])("%s is the same as %s", (version, same) => {
    expect(compileVersion("$veq", version)(same)).toBe(true);
    expect(compileVersion("$vne", version)(same)).toBe(false);
    expect(compileVersion("$vgte", version)(same)).toBe(true);
    expect(compileVersion("$vlte", version)(same)).toBe(true);
    expect(compileVersion("$vgt", version)(same)).toBe(false);
  });
});
