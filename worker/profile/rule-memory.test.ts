import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { Event } from "../../model/event.ts";
import { nothingRemembered, type RuleMemory } from "../../model/rule-memory.ts";
import { snapshotWith } from "../testing/shop.ts";
import { arrivalWith } from "../testing/arriving.ts";
import { askedBy } from "./arrival.ts";
import { profileOf } from "./profile-of.ts";

/** To come, so that no alarm goes off by itself. */
const nowMs = 1_990_000_000_000;
const telephone = "AAAAAAAAAAAAAAAAAAAAAA";
const laptop = "BBBBBBBBBBBBBBBBBBBBBB";

let people = 0;
let records = 0;

/** One person. @returns what a device of theirs carries after events. */
function newPerson() {
  const profile = profileOf(env.PROFILES, "lumen", `person-${people++}`);
  const record = async (visitor: string, memory: Partial<RuleMemory>, events: Event[] = []) => {
    const carried = snapshotWith(nowMs, { visitor, memory: { ...nothingRemembered, ...memory } });
    return (await profile.record(arrivalWith(nowMs + ++records, { carried, events }))).snapshot!.memory;
  };
  return { profile, record };
}

let events = 0;
const dismissed = (rule: unknown, timeMs = nowMs): Event =>
  ({ id: `dismissal-${events++}`, name: "ew_dismissed", timeMs, params: { rule } }) as Event;

describe("what a profile remembers of rules", () => {
  it("is the person's first variant, whichever device had it", async () => {
    const { record } = newPerson();
    await record(telephone, { variants: { hero: "red" } });
    expect((await record(laptop, { variants: { hero: "blue", bar: "a" } })).variants).toEqual({
      hero: "red",
      bar: "a",
    });
    expect((await record(telephone, {})).variants).toEqual({ hero: "red", bar: "a" });
  });

  it("is what was shown on this device, and apart from it on the others", async () => {
    const { record } = newPerson();
    await record(telephone, { shownAtMs: { hero: [nowMs - 2000, nowMs - 1000] } });
    const onLaptop = await record(laptop, { shownAtMs: { hero: [nowMs - 500] } });
    expect(onLaptop).toMatchObject({
      shownAtMs: { hero: [nowMs - 500] },
      shownElsewhereAtMs: { hero: [nowMs - 2000, nowMs - 1000] },
    });
    expect(await record(telephone, {})).toMatchObject({ shownElsewhereAtMs: { hero: [nowMs - 500] } });
  });

  it("comes back where a late reply took it away, for this visit", async () => {
    const { record } = newPerson();
    const visitBefore = nowMs - 3_600_000;
    await record(telephone, { shownAtMs: { hero: [nowMs - 1000], old: [visitBefore] } });
    expect((await record(telephone, {})).shownAtMs).toEqual({ hero: [nowMs - 1000] });
    const again = await record(telephone, { shownAtMs: { hero: [nowMs - 10], old: [visitBefore] } });
    expect(again.shownAtMs).toEqual({ hero: [nowMs - 1000, nowMs - 10], old: [visitBefore] });
  });

  it("is each showing once, however often it is carried, and the latest twenty", async () => {
    const { record } = newPerson();
    const times = Array.from({ length: 30 }, (_, index) => nowMs - 30 + index);
    for (const end of [10, 20, 20, 30])
      await record(telephone, { shownAtMs: { hero: times.slice(Math.max(0, end - 20), end) } });
    expect((await record(telephone, {})).shownAtMs).toEqual({ hero: times.slice(-20) });
  });

  it("is the latest dismissal of each rule, from events in any order, and nothing of malformed ones", async () => {
    const { record } = newPerson();
    const memory = await record(telephone, {}, [
      dismissed("hero", nowMs - 10),
      dismissed("hero", nowMs - 99),
      dismissed("bar", nowMs - 5),
      dismissed(5),
      dismissed(null),
      { ...dismissed("x"), name: "page_view" },
    ]);
    expect(memory.dismissedAtMs).toEqual({ hero: nowMs - 10, bar: nowMs - 5 });
  });

  it("can be recalled without changing anything, and of somebody unknown there is nothing", async () => {
    const { profile, record } = newPerson();
    const recall = () => profile.recall({ ...askedBy(undefined), visitor: telephone, nowMs });
    expect(await recall()).toBeNull();
    const memory = await record(telephone, { variants: { hero: "red" }, shownAtMs: { hero: [nowMs] } });
    const first = await recall();
    expect(first).toMatchObject({ visitor: telephone, memory });
    expect(await recall()).toEqual(first);
  });
});
