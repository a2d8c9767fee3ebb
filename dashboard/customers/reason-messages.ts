import { translated } from "../text/translated.ts";

export const t = translated("customer-reasons", {
  lostTo: "{reason}: {to}",
  left_alone: "leaves this page alone",
  staged: "is shown in previews alone",
  not_now: "is not on at this time",
  condition: "is not for them",
  site_holdout: "is not shown: they are in the site’s holdout, which gets nothing",
  holdout: "is not shown: they are in its holdout",
  not_covered: "is not shown: they are outside its share",
  namespace: "is not shown: they are in another experiment",
  not_remembered: "is not shown: they did not agree to be remembered",
  dismissed: "is not shown: they closed it",
  capped: "was shown as often as it may be",
  exclusive_group: "is not shown beside another of its group",
  fatigue: "is not shown: they have had enough offers",
  nothing_to_say: "has nothing to say to them",
  coupon_spent: "is not shown: they cannot have its coupon",
  coupon_awaited: "waits for their coupon’s code",
  outranked: "lost its place",
  circle: "would lead in a circle",
  redirected: "is not seen: they are led to another page",
});
