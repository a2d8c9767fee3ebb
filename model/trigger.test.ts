import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { checkConfiguration, emptyConfiguration } from "./configuration.ts";
import { Rule } from "./rule.ts";
import { offerWith } from "./testing/offer.ts";
import { Trigger } from "./trigger.ts";

describe("a trigger", () => {
  it.each<[string, object]>([
    ["a moment without a measure", { type: "rageClick" }],
    ["a time", { type: "dwell", seconds: 3600 }],
    ["a depth", { type: "scroll", percent: 100 }],
    ["an element", { type: "elementSeen", selector: "#reviews .stars" }],
    ["a time of the cart", { type: "cartIdle", minutes: 30 }],
  ])("is %s", (_what, trigger) => expect(v.parse(Trigger, trigger)).toEqual(trigger));

  it.each<[string, object, string]>([
    ["of no known type", { type: "never" }, "A trigger's type is"],
    ["at once", { type: "dwell", seconds: 0 }, "at least 1 second"],
    ["after half a second", { type: "idle", seconds: 0.5 }, "a whole number of seconds"],
    ["below the page", { type: "scroll", percent: 101 }, "at most 100 percent"],
    ["a selector that no browser knows", { type: "elementSeen", selector: "p >" }, "malformed"],
  ])("is not %s", (_what, trigger, why) => {
    const checked = v.safeParse(Trigger, trigger);
    expect(checked.issues?.[0].message).toContain(why);
  });
});

describe("a rule with a trigger", () => {
  const check = (changes: object[]) =>
    checkConfiguration({
      ...emptyConfiguration,
      offers: [offerWith({ id: "stay" })],
      placements: [{ id: "top", name: "Top", selector: "main", position: "start" }],
      rules: [
        v.parse(Rule, {
          id: "leaving",
          name: "Leaving",
          on: true,
          pages: ["/"],
          condition: {},
          priority: 1,
          trigger: { type: "exitIntent" },
          variants: [
            { id: "control", changes: [] },
            { id: "a", changes },
          ],
        }),
      ],
    });
  const offer = { type: "insertOffer", placement: "top", offer: "stay" };

  it("shows offers, or nothing", () => expect(check([offer])).toMatchObject({ ok: true }));

  it("cannot be published with changes that nothing can hold back", () => {
    expect(check([offer, { type: "setText", selector: "h1", text: "Stay" }])).toEqual({
      ok: false,
      problems: [
        {
          code: "trigger_without_offer",
          path: "rules[0].trigger",
          message:
            "Leaving: Only offers can wait for a trigger. Make the other changes by a rule of their own.",
        },
      ],
    });
  });
});
