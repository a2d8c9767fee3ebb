import { describe, expect, it } from "vitest";
import type { FactName } from "../../model/facts/catalogue.ts";
import { newSession } from "../../model/snapshot.ts";
import { snapshotWith } from "../testing/shop.ts";
import { countPage } from "./count-page.ts";
import type { Visitor } from "./recognise.ts";

const nowMs = 1_790_000_000_000;

function visitorWith(changes: Partial<Visitor> = {}): Visitor {
  const snapshot = snapshotWith(nowMs, { session: newSession(nowMs - 1000) });
  return {
    snapshot,
    changed: false,
    remembered: true,
    purposes: [],
    forgets: false,
    refuses: false,
    ...changes,
  };
}

function see(visitor: Visitor, path: string, wanted: readonly FactName[] = ["pagesThisVisit"], headers = {}) {
  return countPage(visitor, new Request(`https://shop.example${path}`, { headers }), wanted, nowMs);
}

describe("the pages of a visit", () => {
  it("are counted, with where the visitor was before, each with a new cookie", () => {
    const first = see(visitorWith(), "/lips");
    expect(first).toMatchObject({
      changed: true,
      snapshot: { pagesViewed: 1, session: { pages: 1, page: "/lips", previousPage: "" } },
    });
    const second = see(first, "/cart?x=1");
    expect(second.snapshot).toMatchObject({
      pagesViewed: 2,
      session: { pages: 2, page: "/cart", previousPage: "/lips" },
    });
    const again = see(second, "/cart");
    expect(again.snapshot.session).toMatchObject({ pages: 3, page: "/cart", previousPage: "/lips" });
  });

  it("are left alone where no live rule asks", () => {
    const visitor = visitorWith();
    expect(see(visitor, "/", [])).toBe(visitor);
    expect(see(visitor, "/", ["country", "visits"])).toBe(visitor);
    for (const name of ["pagesViewed", "previousPage"] as const)
      expect(see(visitor, "/", [name]).changed).toBe(true);
  });

  it("are those that somebody looks at", () => {
    const visitor = visitorWith();
    for (const headers of [
      { "sec-purpose": "prefetch;prerender" },
      { purpose: "prefetch" },
      { "sec-fetch-dest": "iframe" },
    ])
      expect(see(visitor, "/", ["pagesViewed"], headers)).toBe(visitor);
    expect(see(visitor, "/", ["pagesViewed"], { "sec-fetch-dest": "document" }).changed).toBe(true);
  });

  it("of somebody who is not to be remembered are this one, without a cookie", () => {
    expect(see(visitorWith({ remembered: false }), "/")).toMatchObject({
      changed: false,
      snapshot: { session: { pages: 1 } },
    });
  });

  it("have paths that are not carried whole where they are long", () => {
    expect(see(visitorWith(), `/${"x".repeat(500)}`).snapshot.session.page).toHaveLength(100);
  });
});
