import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { visitorNode } from "../../model/identity/node.ts";
import { arrivalWith } from "../testing/arriving.ts";
import { everythingStored } from "../testing/everything-stored.ts";
import { snapshotWith } from "../testing/shop.ts";
import { notesTogether } from "./notes.ts";
import { profileOf } from "./profile-of.ts";
import type { Note } from "./state.ts";

const nowMs = 1_990_000_000_000;
const visitor = "AAAAAAAAAAAAAAAAAAAAAA";
const person = "PPPPPPPPPPPPPPPPPPPPPP";
const note = (id: string, atMs: number): Note => ({
  id,
  text: `Note ${id}`,
  by: { id: "mia", name: "Mia" },
  atMs,
});
const at = (site: string, profile: string) => profileOf(env.PROFILES, site, profile);

/** A visitor of whom a page view is known. */
async function someone(site: string) {
  const event = { id: "event-1-xxxx", name: "page_view", timeMs: nowMs, params: {} };
  const carried = snapshotWith(nowMs, { visitor, profile: visitor });
  await at(site, visitor).record(arrivalWith(nowMs, { site, carried, events: [event] }));
  return at(site, visitor);
}
const notesOf = async (site: string, profile: string) =>
  (await at(site, profile).particulars(nowMs)).notes.map(({ id }) => id);

it("notes of several sources are each there once, in the order of time", () => {
  const [a, b, c] = [note("a", 2), note("b", 1), note("c", 2)];
  expect(notesTogether([[c, a], undefined, [b, a]])).toEqual([b, a, c]);
});

it("a note is there when the object begins anew, once however often it is told, and nothing is left of one that is gone", async () => {
  const profile = await someone("noted");
  for (const each of [note("first", nowMs), note("second", nowMs + 1), note("second", nowMs + 1)])
    expect(await profile.note(each)).toBe("noted");
  await evictDurableObject(profile);
  expect(await notesOf("noted", visitor)).toEqual(["second", "first"]);
  expect(await profile.unnote("first")).toBe(true);
  expect(await profile.unnote("first")).toBe(false);
  await evictDurableObject(profile);
  expect(await notesOf("noted", visitor)).toEqual(["second"]);
  const stored = await everythingStored([env.PROFILES]);
  expect([stored.includes("Note second"), stored.includes("Note first")]).toEqual([true, false]);
});

it("of a browser that was two people's, each has the notes of their time", async () => {
  const profile = await someone("parted");
  for (const each of [note("before", nowMs), note("after", nowMs + 5000)]) await profile.note(each);
  const node = visitorNode(visitor);
  const move = {
    id: "1",
    from: visitor,
    to: person,
    sources: [{ node, sinceMs: nowMs + 1000, untilMs: Number.MAX_SAFE_INTEGER }],
    slices: {
      [node]: [
        { sinceMs: 0, profile: visitor },
        { sinceMs: nowMs + 1000, profile: person },
      ],
    },
  };
  await at("parted", person).takeOver(move, await profile.handOver(move));
  expect(await notesOf("parted", visitor)).toEqual(["before"]);
  expect(await notesOf("parted", person)).toEqual(["after"]);
});
