import { expect, it } from "vitest";
import type { Look, SiteSummary } from "../../worker/api/contract.ts";
import { Verification, type VerifySeams } from "./verify.ts";

const site = {
  id: "shop",
  hosts: ["shop.example"],
  prefix: "/_ew/",
  snippet: true,
  consent: "assumed",
  on: true,
  liveVersion: 1,
} as SiteSummary;
const good: Look = {
  page: {
    address: "https://shop.example/",
    status: 200,
    type: "text/html",
    tags: [{ address: "https://shop.example/_ew/s.js", heldBy: [], nonce: "" }],
    policies: [],
    scriptHosts: [],
    cachedBy: "",
  },
  fresh: null,
  edge: { address: "https://shop.example/_ew/ok", isOurs: true, status: 200 },
};
const start = Date.parse("2031-03-01T12:00:00Z");

/** A clock that moves only while somebody sleeps. */
function seams(heardAt: (elapsedMs: number) => string | null, seen = good): VerifySeams & { asked: number } {
  let nowMs = start;
  const made = {
    asked: 0,
    look: async () => seen,
    live: async () => {
      made.asked += 1;
      return { heardAt: heardAt(nowMs - start), visitors: 0, visitorsNow: 0, views: 0, hasProfiles: true };
    },
    now: () => nowMs,
    sleep: async (ms: number) => void (nowMs += ms),
  };
  return made;
}

async function verified(by: VerifySeams) {
  const verification = new Verification();
  await verification.run(site, by);
  return verification.progress.value;
}

it("is over as soon as a browser is heard", async () => {
  const heard = "2031-03-01T12:00:04.000Z";
  expect(await verified(seams((elapsedMs) => (elapsedMs < 4000 ? null : heard)))).toEqual({
    step: "works",
    heardAt: heard,
  });
});

it("waits 15 seconds for one, and then says what it may be; one of an hour ago says nothing of now", async () => {
  const by = seams(() => "2031-03-01T11:00:00.000Z");
  expect(await verified(by)).toEqual({ step: "suspicions", findings: [{ code: "blocked", evidence: "" }] });
  expect(by.now() - start).toBe(15_000);
  expect(by.asked).toBe(10);
});

it("waits for nobody where the page itself has a fault", async () => {
  const by = seams(() => null, { ...good, edge: { ...good.edge, isOurs: false, status: 0 } });
  expect(await verified(by)).toEqual({
    step: "faults",
    findings: [{ code: "not_ours", evidence: "https://shop.example/_ew/ok" }],
  });
  expect(by.asked).toBe(0);
});

it("goes on waiting where a question fails, and says nothing once it was stopped", async () => {
  const failing = { ...seams(() => null), live: () => Promise.reject(new Error("offline")) };
  expect((await verified(failing)).step).toBe("suspicions");
  const verification = new Verification();
  verification.stop();
  await verification.run(
    site,
    seams(() => null),
  );
  expect(verification.progress.value).toEqual({ step: "looking" });
});
