import { expect, it } from "vitest";
import type { PastEvent } from "../../worker/api/contract.ts";
import { visitsOf } from "./visits.ts";

const startMs = Date.parse("2026-11-22T12:00:00Z");
const event = (id: string, minutesAgo: number, source = "visitor:a", name = "page_view"): PastEvent => ({
  id,
  name,
  at: new Date(startMs - minutesAgo * 60_000).toISOString(),
  params: {},
  sources: [source],
});
const ids = (events: readonly PastEvent[]) =>
  visitsOf(events).map((visit) => visit.events.map(({ id }) => id).join(""));

it("a pause of half an hour ends a visit, however long it was", () => {
  expect(ids([event("a", 0), event("b", 29), event("c", 58), event("d", 88), event("e", 89)])).toEqual([
    "abc",
    "de",
  ]);
});

it("two browsers at one time are two visits, and what a server told is none of them", () => {
  expect(
    ids([event("a", 0), event("b", 1, "visitor:b"), event("c", 2), event("d", 3, "email:h", "email_open")]),
  ).toEqual(["ac", "b", "d"]);
});

it("says when it began and ended, and leaves out what nobody did", () => {
  const [visit] = visitsOf([event("a", 1), event("b", 2, "visitor:a", "user_engagement"), event("c", 3)]);
  expect(visit).toMatchObject({ from: event("c", 3).at, until: event("a", 1).at, source: "visitor:a" });
  expect(visit?.events.map(({ id }) => id)).toEqual(["a", "c"]);
});

it("an event that came by a browser and by a server is of the browser's visit", () => {
  const both = { ...event("b", 1), sources: ["email:h", "visitor:a"] };
  expect(ids([event("a", 0), both])).toEqual(["ab"]);
});

it("an offer that was seen as soon as it was shown is one line, and one that was seen later or never is told so", () => {
  const of = (id: string, name: string, secondsAgo: number, rule: string) => ({
    ...event(id, secondsAgo / 60, "visitor:a", name),
    params: { rule, variant: "a" },
  });
  const saw = of("a", "ew_exposed", 1, "welcome");
  expect(ids([saw, of("b", "ew_triggered", 2, "welcome")])).toEqual(["a"]);
  expect(ids([saw, of("b", "ew_triggered", 60, "welcome")])).toEqual(["ab"]);
  expect(ids([saw, of("b", "ew_triggered", 2, "stay")])).toEqual(["ab"]);
  expect(ids([of("b", "ew_triggered", 2, "welcome")])).toEqual(["b"]);
});
