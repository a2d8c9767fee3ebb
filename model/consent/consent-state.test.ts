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

  it.each<[string, object, string[]]>([
    [
      "all is granted",
      {
        ad_storage: "granted",
        ad_user_data: "granted",
        ad_personalization: "granted",
        analytics_storage: "granted",
      },
      [...purposes],
    ],
    ["only statistics are", { ad_storage: "denied", analytics_storage: "granted" }, ["measurement"]],
    [
      "a site's own personalisation is told apart from that of advertisements",
      { ad_personalization: "granted", personalization_storage: "denied" },
      [],
    ],
    [
      "it is granted by itself",
      { ad_personalization: "denied", personalization_storage: "granted", wait_for_update: 500 },
      ["personalisation"],
    ],
    ["data for advertisements is refused", { ad_storage: "granted", ad_user_data: "denied" }, []],
    ["only what is necessary is told", { security_storage: "granted" }, []],
  ])("by the signals of Consent Mode, where %s", (_where, signals, agreed) => {
    const checked = check(ConsentState, signals);
    expect(checked.ok && purposesOf(checked.value)).toEqual(agreed);
  });

  it("by signals, which banners give to every tool, is no answer to a browser that asks for privacy", () => {
    const all = { personalization_storage: "granted", analytics_storage: "granted" } as const;
    expect(purposesOf(all, true)).toEqual(["personalisation"]);
  });

  it("to everything means no more than this page where the browser asks for privacy", () => {
    expect(purposesOf("granted", true)).toEqual(["personalisation"]);
    expect(purposesOf({ marketing: true }, true)).toEqual(["marketing"]);
  });

  it.each([["maybe"], [null], [{ personalization: true }], [{ marketing: 1 }], [{ ad_storage: "maybe" }]])(
    "is not %j",
    (state) => {
      expect(check(ConsentState, state).ok).toBe(false);
    },
  );

  it("is remembered for what takes a memory, and always said as a fact", () => {
    expect(isRememberedFor(["marketing"])).toBe(false);
    expect(isRememberedFor(["measurement"])).toBe(true);
    expect(isRememberedFor(["personalisation"])).toBe(true);
    expect(consentFact(["marketing"])).toEqual(["necessary", "marketing"]);
  });
});
