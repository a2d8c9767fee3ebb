import { describe, expect, it } from "vitest";
import { check } from "../problem.ts";
import { ConsentState, purposesOf } from "./consent-state.ts";
import { consentFact, isRememberedFor, purposes } from "./purpose.ts";

describe("an answer", () => {
  it.each<[ConsentState, string[]]>([
    ["granted", [...purposes]],
    ["denied", []],
    [{}, []],
    [{ necessary: true }, []],
    [{ marketing: true, personalisation: true, measurement: false }, ["personalisation", "marketing"]],
  ])("%j is one to these purposes: %j", (state, agreed) => {
    expect(check(ConsentState, state)).toEqual({ ok: true, value: state });
    expect(purposesOf(state)).toEqual(agreed);
  });

  it("to everything means no more than this page where the browser asks for privacy", () => {
    expect(purposesOf("granted", true)).toEqual(["personalisation"]);
    expect(purposesOf({ marketing: true }, true)).toEqual(["marketing"]);
  });

  it.each([["maybe"], [null], [{ personalization: true }], [{ marketing: 1 }]])("is not %j", (state) => {
    expect(check(ConsentState, state).ok).toBe(false);
  });

  it("is remembered for what takes a memory, and always said as a fact", () => {
    expect(isRememberedFor(["marketing"])).toBe(false);
    expect(isRememberedFor(["measurement"])).toBe(true);
    expect(isRememberedFor(["personalisation"])).toBe(true);
    expect(consentFact(["marketing"])).toEqual(["necessary", "marketing"]);
  });
});
