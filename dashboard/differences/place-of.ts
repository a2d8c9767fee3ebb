/** Where things of each kind are looked at; the others have no screen of their own. */
const places: Readonly<Record<string, string>> = {
  rules: "/rules",
  rule: "/rules",
  offers: "/offers",
  offer: "/offers",
  coupons: "/coupons",
  coupon: "/coupons",
  segments: "/segments",
  segment: "/segments",
  placements: "/placements",
  placement: "/placements",
  goals: "/goals",
  goal: "/goals",
  profile: "/customers",
};

/** The path of the screen where something is edited, without the site; `undefined` where there is none. */
export function placeOf(kind: string, id: string): string | undefined {
  const place = Object.hasOwn(places, kind) ? places[kind] : undefined;
  return place === undefined || id === "" ? undefined : `${place}/${encodeURIComponent(id)}`;
}
