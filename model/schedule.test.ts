import * as fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { localTime, momentOf } from "./local-time.ts";
import { compileSchedule, Schedule } from "./schedule.ts";

function isOpen(
  schedule: v.InferInput<typeof Schedule>,
  at: string,
  siteTimeZone = "Europe/Berlin",
): boolean {
  return compileSchedule(v.parse(Schedule, schedule), siteTimeZone).isOpen(Date.parse(at));
}

const zones = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "America/Sao_Paulo",
];

describe("local time", () => {
  it.each([
    ["2026-11-22T23:30:00Z", "Europe/Berlin", { date: "2026-11-23", weekday: 0, minutes: 30 }],
    ["2026-06-30T12:00:59Z", "Europe/Berlin", { date: "2026-06-30", weekday: 1, minutes: 14 * 60 }],
    ["2026-11-22T00:00:00Z", "America/New_York", { date: "2026-11-21", weekday: 5, minutes: 19 * 60 }],
    ["2026-11-22T00:00:00Z", "Asia/Kathmandu", { date: "2026-11-22", weekday: 6, minutes: 5 * 60 + 45 }],
    ["2026-11-22T12:00:00Z", "Nowhere/AtAll", { date: "2026-11-22", weekday: 6, minutes: 12 * 60 }],
  ])("at %s in %s", (at, zone, time) => {
    expect(localTime(Date.parse(at), zone)).toEqual(time);
  });

  it.each([
    ["on a plain day", "2026-11-27T18:30", "Europe/Berlin", "2026-11-27T17:30:00Z"],
    ["in an hour that comes twice: the first", "2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30:00Z"],
    [
      "in an hour that never comes: as much later",
      "2026-03-29T02:30",
      "Europe/Berlin",
      "2026-03-29T01:30:00Z",
    ],
    ["where clocks move by half an hour", "2026-10-04T02:15", "Australia/Lord_Howe", "2026-10-03T15:45:00Z"],
    ["at a midnight far east", "2026-01-01T00:00", "Pacific/Apia", "2025-12-31T11:00:00Z"],
  ])("finds the moment %s", (_when, local, zone, at) => {
    expect(new Date(momentOf(local, zone)).toISOString()).toBe(new Date(at).toISOString());
  });

  it("shows, at the moment it found, the time that was asked for, but where clocks skip it", () => {
    const minute = fc.integer({ min: Date.UTC(2000, 0) / 60_000, max: Date.UTC(2040, 0) / 60_000 });
    fc.assert(
      fc.property(minute, fc.constantFrom(...zones), (minutes, zone) => {
        const local = new Date(minutes * 60_000).toISOString().slice(0, 16);
        const { date, minutes: shown } = localTime(momentOf(local, zone), zone);
        const time = `${date}T${String(Math.floor(shown / 60)).padStart(2, "0")}:${String(shown % 60).padStart(2, "0")}`;
        expect(time >= local).toBe(true);
        if (zone === "UTC") expect(time).toBe(local);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a schedule", () => {
  it("starts and ends when the clock shows it, in its own time zone or the site's", () => {
    const friday = { from: "2026-11-27T00:00", until: "2026-11-28T00:00" };
    expect(isOpen(friday, "2026-11-26T22:59:59Z")).toBe(false);
    expect(isOpen(friday, "2026-11-26T23:00:00Z")).toBe(true);
    expect(isOpen(friday, "2026-11-27T22:59:59Z")).toBe(true);
    expect(isOpen(friday, "2026-11-27T23:00:00Z")).toBe(false);
    expect(isOpen({ ...friday, timeZone: "UTC" }, "2026-11-26T23:00:00Z")).toBe(false);
    expect(isOpen(friday, "2026-11-28T04:59:00Z", "America/New_York")).toBe(true);
  });

  it("does not close again where the clock is set back over its start", () => {
    const schedule = { from: "2026-10-25T02:30" };
    expect(isOpen(schedule, "2026-10-25T00:31:00Z")).toBe(true);
    expect(isOpen(schedule, "2026-10-25T01:10:00Z")).toBe(true);
  });

  it("keeps to the hours of the week, also past midnight", () => {
    const schedule: v.InferInput<typeof Schedule> = {
      weekly: [
        { days: ["monday", "tuesday"], from: "09:00", to: "17:00" },
        { days: ["sunday"], from: "22:00", to: "02:00" },
        { days: ["wednesday"], from: "00:00", to: "24:00" },
      ],
      timeZone: "UTC",
    };
    const open = [
      "2026-11-23T09:00Z",
      "2026-11-24T16:59Z",
      "2026-11-22T22:00Z",
      "2026-11-23T01:59Z",
      "2026-11-25T23:59Z",
    ];
    const closed = [
      "2026-11-23T08:59Z",
      "2026-11-24T17:00Z",
      "2026-11-22T21:59Z",
      "2026-11-23T02:00Z",
      "2026-11-26T00:00Z",
    ];
    for (const at of open) expect([at, isOpen(schedule, at)]).toEqual([at, true]);
    for (const at of closed) expect([at, isOpen(schedule, at)]).toEqual([at, false]);
  });

  it("is always open where there is none", () => {
    expect(compileSchedule(null, "UTC").isOpen(0)).toBe(true);
  });
});
