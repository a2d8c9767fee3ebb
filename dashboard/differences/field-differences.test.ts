import { describe, expect, it } from "vitest";
import { fieldDifferences, type Fields } from "./field-differences.ts";

const wording = {
  currency: "EUR",
  timeZone: "Europe/Berlin",
  names: {
    segments: { vips: "VIPs" },
    lists: {},
    offers: new Map([["spring", "Spring offer"]]),
    goals: [{ id: "leads", name: "Leads" }],
  },
};
const said = (before: Fields, after: Fields) =>
  fieldDifferences(before, after, wording).map(({ label, before: was, after: is }) => [label, was, is]);

describe("what differs", () => {
  it("is said in the words of the field", () => {
    const before = {
      name: "A",
      condition: {},
      value: null,
      coverage: 1,
      schedule: null,
      on: true,
      values: 1,
      lane: "campaign",
      caps: [],
      goal: "revenue",
      guardrails: [],
    };
    const after = {
      name: "B",
      condition: { $inSegment: "vips" },
      value: 1250,
      coverage: 0.5,
      schedule: { from: "2026-11-27T00:00", until: null, timeZone: null, weekly: [] },
      on: false,
      values: 2,
      lane: "service",
      caps: [{ times: 2, per: "session", of: "profile" }],
      goal: "leads",
      guardrails: ["orders", "gone"],
    };
    expect(said(before, after)).toEqual([
      ["Name", "A", "B"],
      ["Who", "Everyone", "Visitors in VIPs"],
      ["Worth", "nothing", "€12.50"],
      ["Share that takes part", "100%", "50%"],
      ["When", "at all times", "from 2026-11-27 00:00"],
      ["Switched on", "yes", "no"],
      ["Entries", "1 entry", "2 entries"],
      ["Lane", "campaign", "service"],
      ["How often", "nothing", "Times: 2; Per: visit; Counted for: person"],
      ["Goal", "revenue", "Leads"],
      ["Guardrails", "nothing", "who orders, gone"],
    ]);
  });

  it("of variants are the changes that are not in both", () => {
    const kept = { type: "hide", selector: ".old" };
    const text = (words: string) => ({ type: "setText", selector: "h1", text: words });
    const before = { variants: [{ id: "a", changes: [kept, text("One")] }] };
    const after = { variants: [{ id: "a", changes: [kept, text("Two")] }] };
    expect(said(before, after)).toEqual([["What", "Write “One” in h1", "Write “Two” in h1"]]);
    const more = {
      variants: [
        { id: "a", weight: 3, changes: [kept, text("One")] },
        { id: "b", weight: 1, changes: [] },
      ],
    };
    expect(said({ variants: [{ id: "a", weight: 1, changes: [kept, text("One")] }] }, more)).toEqual([
      ["What a shows", "weight 1", "weight 3"],
      ["What b shows", "nothing", "weight 1"],
    ]);
  });

  it("is told in full where two sentences would say the same", () => {
    const html = (text: string) => ({
      variants: [{ id: "a", changes: [{ type: "setHtml", selector: "h1", html: text }] }],
    });
    const [[, before, after] = []] = said(html("<b>1</b>"), html("<b>2</b>"));
    expect(before).toContain("<b>1</b>");
    expect(after).toContain("<b>2</b>");
  });

  it("of translations is said for each language", () => {
    const before = { translations: { it: { headline: "Ciao", text: "", button: null } } };
    const after = {
      translations: { it: { headline: "Salve", text: "", button: null }, de: { headline: "Hallo" } },
    };
    expect(said(before, after)).toEqual([
      ["Italian: Headline", "Ciao", "Salve"],
      ["German: Headline", "nothing", "Hallo"],
    ]);
  });

  it("of something new is what it has, and of something gone nothing", () => {
    const offer = { id: "o", name: "O", text: "", button: null, layout: "bar", translations: {} };
    expect(said(null, offer)).toEqual([
      ["Name", null, "O"],
      ["Layout", null, "bar"],
    ]);
    expect(said(offer, null)).toEqual([]);
  });

  it("is told as it stands where it is nothing that anybody foresaw, such as what was too long to be kept", () => {
    expect(
      said({ variants: "… (9000 letters)", fooBar: 1 }, { variants: [], fooBar: { a: [1, 2], b: null } }),
    ).toEqual([
      ["What", "… (9000 letters)", "nothing"],
      ["Foo bar", "1", "A: 1, 2"],
    ]);
  });

  it("says moments by the shop's clock", () => {
    expect(said({}, { expiresAt: "2025-02-03T09:30:00.000Z" })[0]?.[2]).toBe("3 Feb 2025, 10:30");
  });
});
