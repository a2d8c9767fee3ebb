import { afterEach, expect, it } from "vitest";
import type { SignedInUser } from "../../model/user.ts";
import { pending } from "../publish/pending.ts";
import { user } from "../session/session.ts";
import { placesOn } from "./places.ts";

const namesFor = (role: SignedInUser["role"]) => {
  user.value = { id: role, name: role, role };
  return placesOn((path) => path).map(({ name }) => name);
};

afterEach(() => {
  user.value = null;
  pending.value = null;
});

it("leads nobody where their role sees nothing", () => {
  const forAll = ["Home", "Rules", "Offers", "Places for offers", "Coupons", "Segments", "Goals", "Results"];
  const beyond = ["Versions", "Install", "Settings: my sign-in and language"];
  expect(namesFor("viewer")).toEqual([...forAll, ...beyond]);
  expect(namesFor("care")).toEqual([...forAll, "Customers", ...beyond]);
  expect(namesFor("marketer")).toEqual(expect.arrayContaining(["Settings: audit", "New rule"]));
  expect(namesFor("marketer")).not.toContain("Settings: API keys");
  expect(namesFor("owner")).toContain("Settings: API keys");
});

it("has a review where something waits, for those who may publish", () => {
  expect(namesFor("owner")).not.toContain("Review and publish");
  pending.value = { site: "shop", liveVersion: 1, changes: [{}], problems: [] } as never;
  expect(namesFor("owner")).toContain("Review and publish");
  expect(namesFor("viewer")).not.toContain("Review and publish");
});

it("keeps to the site that one is on", () => {
  user.value = { id: "o", name: "o", role: "viewer" };
  expect(placesOn((path) => `${path}?site=outlet`).map(({ to }) => to)).toContain("/offers?site=outlet");
});
