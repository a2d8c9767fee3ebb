import { expect, it } from "vitest";
import type { SiteSummary } from "../../worker/api/contract.ts";
import { ApiError } from "../api/api-error.ts";
import { SiteEditing } from "./site-editing.ts";

const summary = (changes: Partial<SiteSummary> = {}) =>
  ({
    id: "shop",
    name: "Shop",
    hosts: ["shop.example"],
    revision: 3,
    on: true,
    liveVersion: 2,
    ...changes,
  }) as SiteSummary;
const refusing = (error: ApiError, load = summary()) => ({
  load: async () => load,
  save: async () => {
    throw error;
  },
});

it("is saved over the revision that was seen, and then over the one that came of it", async () => {
  const over: number[] = [];
  const editing = new SiteEditing(summary(), {
    load: async () => undefined,
    save: async (site, revision) => {
      over.push(revision);
      return summary({ ...site, revision: revision + 1 });
    },
  });
  expect(editing.dirty.value).toBe(false);
  editing.edit({ name: "Lamps" });
  expect(editing.dirty.value).toBe(true);
  expect(await editing.save()).toBe("saved");
  expect(editing.dirty.value).toBe(false);
  await editing.save();
  expect(over).toEqual([3, 4]);
});

it("shows each problem at its field until that is corrected", async () => {
  const problems = [
    { code: "invalid", path: "hosts[1]", message: "A host is a name." },
    { code: "invalid", path: "cart.field", message: "No selector." },
  ];
  const editing = new SiteEditing(summary(), refusing(new ApiError("invalid_document", "No.", { problems })));
  expect(await editing.save()).toBe("invalid");
  expect([editing.problemAt("hosts"), editing.problemAt("cart.field")]).toEqual([
    "A host is a name.",
    "No selector.",
  ]);
  editing.edit({ hosts: ["shop.example"] });
  expect([editing.problemAt("hosts"), editing.problemAt("cart.field")]).toEqual([undefined, "No selector."]);
});

it("says at the hosts that another site has one", async () => {
  const taken = new ApiError("conflict", "The host belongs to another site.", { status: 409 });
  const editing = new SiteEditing(summary(), refusing(taken));
  await editing.save();
  expect(editing.problemAt("hosts")).toBe("The host belongs to another site.");
});

it("loses nothing where somebody else was faster: theirs can be looked at, or written over", async () => {
  const conflict = new ApiError("changed_meanwhile", "Somebody else.", { status: 412 });
  const theirs = summary({ name: "Theirs", revision: 9 });
  const editing = new SiteEditing(summary(), refusing(conflict, theirs));
  editing.edit({ name: "Mine" });
  expect(await editing.save()).toBe("conflict");
  expect(editing.site.value.name).toBe("Mine");
  editing.keepMine();
  expect([editing.theirs.value, editing.site.value.name]).toEqual([null, "Mine"]);
  await editing.save();
  editing.loadTheirs();
  expect([editing.site.value.name, editing.dirty.value]).toEqual(["Theirs", false]);
});

it("leaves what typing cannot mend to whoever saves", async () => {
  const editing = new SiteEditing(summary(), refusing(new ApiError("offline", "No connection.")));
  await expect(editing.save()).rejects.toThrow("No connection.");
});
