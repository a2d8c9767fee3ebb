import { translated } from "../text/translated.ts";

export const t = translated("publish", {
  region: "Publishing",
  allLive: "Everything is live",
  version: "Version {version}",
  neverPublished: "Nothing is live yet",
  waiting: "{count, plural, one {# change not live} other {# changes not live}}",
  cannotTell: "Cannot tell what is live",
  check: "Check again",
  review: "Review and publish",
});
