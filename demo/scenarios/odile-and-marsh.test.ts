import { describe, expect, it } from "vitest";
import { checkConfiguration } from "../../model/configuration.ts";
import { ruleWarnings } from "../../model/rule-warnings.ts";
import { demoConfiguration, demoSite } from "./odile-and-marsh.ts";

describe("the demo's scenario", () => {
  it("could be published as it stands, with nothing to warn of", () => {
    expect(checkConfiguration(demoConfiguration)).toMatchObject({ ok: true });
    expect(ruleWarnings(demoConfiguration, demoSite.timeZone, Date.now())).toEqual([]);
  });
});
