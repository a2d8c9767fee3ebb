import { maySeeCustomers } from "../customers/may.ts";
import { pending } from "../publish/pending.ts";
import { reviewing } from "../publish/reviewing.ts";
import { user } from "../session/session.ts";
import { mayChange } from "../shell/may-change.ts";
import { t } from "./messages.ts";
import type { Target } from "./target.ts";

/** What there is on every site, and who it is for. */
const places = [
  { name: "home", path: "/", who: "everybody" },
  { name: "rules", path: "/rules", who: "everybody" },
  { name: "offers", path: "/offers", who: "everybody" },
  { name: "placements", path: "/placements", who: "everybody" },
  { name: "coupons", path: "/coupons", who: "everybody" },
  { name: "segments", path: "/segments", who: "everybody" },
  { name: "goals", path: "/goals", who: "everybody" },
  { name: "results", path: "/results", who: "everybody" },
  { name: "customers", path: "/customers", who: "knowing" },
  { name: "versions", path: "/publish", who: "everybody" },
  { name: "install", path: "/install", who: "everybody" },
  { name: "me", path: "/settings", who: "everybody" },
  { name: "site", path: "/settings/site", who: "editors" },
  { name: "people", path: "/settings/people", who: "owners" },
  { name: "keys", path: "/settings/keys", who: "owners" },
  { name: "audit", path: "/settings/audit", who: "editors" },
] as const;

const beginnings = [
  { name: "newRule", path: "/rules/new" },
  { name: "newOffer", path: "/offers/new" },
  { name: "newCoupon", path: "/coupons/new" },
  { name: "newSegment", path: "/segments/new" },
  { name: "newPlacement", path: "/placements/new" },
  { name: "newGoal", path: "/goals/new" },
  { name: "addShop", path: "/sites/new" },
] as const;

/** The screens that whoever is signed in may see, and what they may do there. @param href keeps to the site. */
export function placesOn(href: (path: string) => string): Target[] {
  const may = {
    everybody: true,
    knowing: maySeeCustomers(),
    editors: mayChange(),
    owners: user.value?.role === "owner",
  };
  const screens = places
    .filter(({ who }) => may[who])
    .map(({ name, path }) => ({ id: path, name: t(`to_${name}`), note: t("screen"), to: href(path) }));
  if (!may.editors) return screens;
  const made = beginnings.map(({ name, path }) => ({
    id: path,
    name: t(`to_${name}`),
    note: t("action"),
    to: href(path),
  }));
  const waits = (pending.value?.changes.length ?? 0) > 0;
  const review = { id: "review", name: t("review"), note: t("action"), to: () => (reviewing.value = true) };
  return [...screens, ...made, ...(waits ? [review] : [])];
}
