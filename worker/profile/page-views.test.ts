import { describe, expect, it } from "vitest";
import { newSession } from "../../model/snapshot.ts";
import { snapshotWith } from "../testing/shop.ts";
import { withPageViews } from "./page-views.ts";

const nowMs = 1_790_000_000_000;
const session = newSession(nowMs - 1000, {
  pages: 2,
  page: "/lips",
  pageAtMs: nowMs - 100,
  previousPage: "/",
});
const viewed = (path: unknown, timeMs: number) => ({
  id: "event-0001",
  name: "page_view",
  timeMs,
  params: typeof path === "string" ? { page_path: path } : {},
});

describe("pages that were served and pages that were viewed", () => {
  const snapshot = snapshotWith(nowMs, { session, pagesViewed: 7 });

  it("are the same pages, of which either side may have missed some", () => {
    expect(withPageViews(snapshot, { ever: 3, inVisit: 1, latest: undefined })).toEqual(snapshot);
    expect(withPageViews(snapshot, { ever: 9, inVisit: 4, latest: undefined })).toMatchObject({
      pagesViewed: 9,
      session: { pages: 4, page: "/lips" },
    });
  });

  it("tell which page is the latest", () => {
    const after = (path: unknown, timeMs: number) =>
      withPageViews(snapshot, { ever: 1, inVisit: 1, latest: viewed(path, timeMs) }).session;
    expect(after("/lips", nowMs)).toMatchObject({ page: "/lips", pageAtMs: nowMs, previousPage: "/" });
    expect(after("/cart", nowMs)).toMatchObject({ page: "/cart", previousPage: "/lips" });
    expect(after("/old", nowMs - 500)).toEqual(session);
    expect(after(undefined, nowMs)).toEqual(session);
    expect(after(`/${"x".repeat(500)}`, nowMs).page).toHaveLength(100);
  });
});
