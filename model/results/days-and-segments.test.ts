import { describe, expect, it } from "vitest";
import { bySegment } from "./by-segment.ts";
import { overTime } from "./over-time.ts";
import { paceSince, pacePerDay } from "./pace.ts";
import { lists, revenue, spending, totalsOf } from "./testing/totals.ts";

const known = {
  rule: { variants: [{ id: "ten", isControl: false }], hasHoldout: true },
  measured: revenue,
  guardrails: [],
  lists,
  phases: new Map(),
  perDay: 0,
};
const both = (day: string, people: number, bought: number) => [
  { variant: "ten", people, spent: spending(bought * 2, 4000), day },
  { variant: "held-out", people, spent: spending(bought, 4000), day },
];

describe("over time", () => {
  it("each day has all before it, and intervals become narrower", () => {
    const totals = totalsOf(...both("2026-11-21", 500, 30), ...both("2026-11-20", 500, 30));
    const [first, second] = overTime(known, totals);
    expect([first?.day, first?.people, second?.day, second?.people]).toEqual([
      "2026-11-20",
      1000,
      "2026-11-21",
      2000,
    ]);
    const width = (then: typeof first) =>
      then!.differences[0]!.difference.high! - then!.differences[0]!.difference.low!;
    expect(width(second)).toBeLessThan(width(first));
  });

  it("of a whole year shows some days, and the last", () => {
    const days = Array.from({ length: 365 }, (_, index) =>
      new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10),
    );
    const shown = overTime(known, totalsOf(...days.flatMap((day) => both(day, 20, 3))));
    expect(shown.length).toBeLessThanOrEqual(60);
    expect(shown.at(-1)).toMatchObject({ day: "2026-12-31", people: 365 * 40 });
  });
});

describe("the pace", () => {
  const today = "2026-11-23";

  it("is that of the last 7 days before today, those on which nobody came included", () => {
    expect(paceSince(today)).toBe("2026-11-16");
    expect(pacePerDay({ firstDay: "2026-11-01", lately: 210, people: 9000 }, today)).toBe(30);
  });

  it("is that of the days there were, and of today where there were none before", () => {
    expect(pacePerDay({ firstDay: "2026-11-21", lately: 80, people: 90 }, today)).toBe(40);
    expect(pacePerDay({ firstDay: today, lately: 0, people: 40 }, today)).toBe(40);
    expect(pacePerDay({ firstDay: null, lately: 0, people: 0 }, today)).toBe(0);
  });
});

it("segments are as much less sure as there are many of them", () => {
  const totals = ["mobile", "desktop", "tablet"].flatMap((value, index) =>
    totalsOf(...both("2026-11-20", 1000 - index * 100, 60)).map((total) => ({ ...total, value })),
  );
  const { segments, more } = bySegment(known, totals);
  expect(segments.map(({ value }) => value)).toEqual(["mobile", "desktop", "tablet"]);
  expect(more).toBe(0);
  expect(segments[0]?.result.alpha).toBeCloseTo(0.05 / 3, 10);
  const alone = bySegment(
    known,
    totals.filter(({ value }) => value === "mobile"),
  );
  expect(alone.segments[0]!.result.comparisons[0]!.difference.low!).toBeGreaterThan(
    segments[0]!.result.comparisons[0]!.difference.low!,
  );
});

it("of very many segments those of most people are shown", () => {
  const totals = Array.from({ length: 40 }, (_, index) =>
    totalsOf(...both("2026-11-20", 20 + index, 3)).map((total) => ({ ...total, value: `source-${index}` })),
  ).flat();
  const { segments, more } = bySegment(known, totals);
  expect([segments.length, segments[0]?.value, more]).toEqual([12, "source-39", 28]);
});
