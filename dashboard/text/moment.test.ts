import { describe, expect, it } from "vitest";
import { describeMoment } from "./moment.ts";

const now = new Date("2026-11-22T12:00:00Z");

describe("describeMoment", () => {
  it("gives the time in the shop's zone, not in the reader's", () => {
    expect(describeMoment("2026-11-22T08:05:00Z", "Europe/Berlin", now)).toBe("today, 09:05");
    expect(describeMoment("2026-11-22T08:05:00Z", "America/New_York", now)).toBe("today, 03:05");
  });

  it("knows that today begins when it does in the shop", () => {
    expect(describeMoment("2026-11-22T01:00:00Z", "America/New_York", now)).toBe("21 Nov, 20:00");
  });

  it("names the year only where it is another one", () => {
    expect(describeMoment("2025-02-03T09:30:00Z", "UTC", now)).toBe("3 Feb 2025, 09:30");
  });
});
